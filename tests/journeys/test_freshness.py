"""A verifier leaves and others take over; a member says with the keyboard what came of a card."""

import re

from playwright.sync_api import expect

from tests.journeys.test_axe import look
from tests.journeys.test_keyboard import tab_to

CARD = "/fr/savoirs/codeveloppement-les-six-etapes/"
LIST = "/fr/savoirs/a-verifier/"
LEAVER = "Solène Kermarrec"


def loads(page):
    """Return how many of the listed cards each person verifies."""
    lines = page.locator(".duty .meta", has_text="vérificateur").all_inner_texts()
    names = [re.sub(r"^vérificateur\W+", "", line).split(" · ")[0] for line in lines]
    return {name: names.count(name) for name in names}


def test_a_verifier_leaves_and_nobody_misses_a_card(visit):
    with visit(person="animator") as nadia:
        nadia.goto(f"{LIST}?of=all")
        before = loads(nadia)
        assert LEAVER in before
        nadia.goto("/cms/snippets/knowledge/verifiergroup/")
        nadia.get_by_role("link", name="Animer et faciliter").first.click()
        chosen = nadia.locator("[data-inline-panel-child]", has_text=LEAVER)
        chosen.locator("[id$=-DELETE-button]").click()
        nadia.locator("button[type=submit]", has_text="Enregistrer").first.click()
        expect(nadia.locator(".messages")).to_contain_text("Animer et faciliter")
        until = 60
        for _ in range(until):
            nadia.goto(f"{LIST}?of=all")
            after = loads(nadia)
            if LEAVER not in after:
                break
            nadia.wait_for_timeout(500)
        assert LEAVER not in after
        assert sum(after.values()) == sum(before.values())
        assert look(nadia) == []
    with visit(390, person="expert") as elise:
        elise.goto(LIST)
        assert look(elise) == []
        number = elise.locator(".duty").count()
        elise.get_by_role("button", name="Toujours juste").first.click()
        expect(elise.locator(".duty--done [role=status]")).to_contain_text("merci")
        elise.goto(LIST)
        expect(elise.locator(".duty")).to_have_count(number - 1)


def test_evidence_with_the_keyboard(visit):
    with visit(person="facilitator") as bruno:
        bruno.goto(CARD)
        worked = bruno.locator("#evidence button[value=worked]")
        tab_to(bruno, worked, limit=120)
        bruno.keyboard.press("Enter")
        sentence = bruno.locator("#evidence textarea[name=sentence]")
        expect(sentence).to_be_visible()
        tab_to(bruno, sentence, limit=30)
        bruno.keyboard.type("À deux voix, le lendemain matin.")
        tab_to(bruno, bruno.locator("#evidence form .button--primary"), limit=12)
        bruno.keyboard.press("Enter")
        expect(bruno.locator("#evidence [role=status]")).to_contain_text("Merci")
        expect(bruno.locator("#evidence")).to_contain_text("À deux voix, le lendemain matin.")
        assert look(bruno) == []
        bruno.goto(CARD)
        pressed = bruno.locator("#evidence button[value=worked]")
        expect(pressed).to_have_attribute("aria-pressed", "true")


def test_why_it_did_not_help_without_javascript(visit):
    with visit(390, javascript=False, person="member") as jade:
        jade.goto(CARD)
        jade.locator("#evidence button[name=is_helpful][value=no]").click()
        jade.get_by_label("Il manque quelque chose").check()
        jade.locator("textarea[name=text]").fill("La suite à trois mois.")
        jade.locator("#evidence form .button--primary").click()
        jade.wait_for_url(re.compile(r"#evidence$"))
        pressed = jade.locator("#evidence button[name=is_helpful][value=no]")
        expect(pressed).to_have_attribute("aria-pressed", "true")
    with visit(person="expert") as elise:
        elise.goto("/fr/savoirs/ce-que-disent-les-lecteurs/")
        expect(elise.locator("main")).to_contain_text("La suite à trois mois.")
        assert look(elise) == []
