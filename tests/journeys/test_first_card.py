"""An expert's first card, with the keyboard, and what the editor adds on the way.

What it takes beside the text itself is counted and kept in `first-card.json`, in the demo's folder.
"""

import json
import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.pasted import SOURCES, STRUCTURE
from tests.journeys.test_axe_cms import SAME_BLOCKS, violations
from tests.journeys.test_expert import SENTENCE, start_card, wait_until_kept

DESK, WIDE, PHONE = "/fr/savoirs/bureau/", 1440, 390
FIELDS = {
    "input[name=title]": "Laisser dix secondes après une question",
    "textarea[name=summary]": "Dix secondes de silence, et c’est un autre qui répond.",
    "textarea[name=objective]": "Tenir dix secondes de silence après chaque question",
    "textarea[name=challenge]": "À votre dernière question, qui a parlé le premier ?",
    ".public-DraftEditor-content": "On compte jusqu’à dix, sans rien dire.",
}
STEPS = ("Poser la question une fois.", "Compter jusqu’à dix.", "Remercier qui se lance.")


class Hands:
    """Somebody at the keyboard; counts what they do beside writing."""

    def __init__(self, page):
        self.page, self.done = page, Counter()
        page.on("domcontentloaded", lambda _page: self.done.update(["pages"]))

    def press(self, key):
        self.done["keys"] += 1
        self.page.keyboard.press(key)

    def reach(self, selector, *, most=60):
        """Go on with the Tab key until the focus is there."""
        for _ in range(most):
            self.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"The Tab key does not come to {selector}.")

    def write(self, text):
        self.done["letters"] += len(text)
        self.page.keyboard.type(text)

    def click(self, locator):
        self.done["clicks"] += 1
        locator.click()


def test_from_the_desk_to_submitted_for_review(visit, site, record_property):
    with visit(WIDE, person="expert") as page:
        page.goto(DESK)
        hands = Hands(page)
        hands.click(page.get_by_role("link", name=re.compile(r"\(FR\)")))
        page.wait_for_load_state("networkidle")
        hands.press("Tab")
        hands.press("Enter")  # past the menu
        for selector, text in FIELDS.items():
            hands.reach(selector)
            hands.write(text)
        # The heading stays as the template has it; the steps come after it.
        for text in STEPS:
            hands.reach(".public-DraftEditor-content")
            hands.write(text)
        hands.reach("textarea[name=body-3-value]")
        hands.write("Quand avez-vous laissé dix secondes ?")
        hands.reach("textarea[name=audience_note]")
        hands.write("Formatrices et formateurs.")
        expect(page.locator(".card-checks")).to_contain_text("Vous pouvez la soumettre")
        hands.click(page.get_by_role("tab", name="Thèmes et lecteurs"))
        hands.click(page.locator(".tagit-new input"))
        hands.write("Anim")
        hands.click(page.locator(".ui-autocomplete li").first)
        page.wait_for_load_state("networkidle")
        hands.click(page.get_by_role("button", name="Plus d'actions"))
        hands.click(page.get_by_role("button", name="Soumettre à Relecture des fiches"))
        expect(page.locator(".messages")).to_contain_text("soumise")
        taken = dict(hands.done)
        (site.mails.parent / "first-card.json").write_text(json.dumps(taken))
        record_property("first card", json.dumps(taken))
        page.goto(DESK)
        expect(page.locator("main")).to_contain_text("Laisser dix secondes après une question")
    # One sitting: the editor, and where one lands; nothing between them.
    assert taken["pages"] == 2
    assert taken["clicks"] == 6
    assert taken["keys"] < taken["letters"] / 2


def test_a_title_that_is_answered_already(visit):
    with visit(WIDE, person="expert") as page:
        page.goto("/cms/")
        page.get_by_role("link", name="Écrire en français").click()
        found = page.locator(".card-near [role=status]")
        expect(found).to_be_empty()
        page.locator("input[name=title]").press_sequentially("Donner un retour en trois phrases")
        expect(found).to_contain_text(re.compile(r"répond(?:ent)? peut-être déjà"))
        with page.expect_popup() as other:
            found.get_by_role("link").first.click()
        expect(other.value.locator("h1")).to_contain_text("retour")
        page.locator("input[name=title]").fill("xyzzy")
        expect(found).to_be_empty()


def test_another_kind_begins_with_its_blocks_while_nothing_is_written(visit):
    with visit(WIDE, person="expert") as page:
        page.goto("/cms/")
        page.get_by_role("link", name="Écrire en français").click()
        page.locator("select[name=kind]").select_option("practice")
        page.wait_for_url("**?kind=practice")
        expect(page.locator("input[name=body-0-value]")).to_have_value("Le problème")
        expect(page.locator("[data-kind=practice]").first).to_be_visible()
        expect(page.locator("[data-kind=lesson]").first).to_be_hidden()
        page.locator("input[name=title]").fill("Huit casques au placard")
        page.locator("select[name=kind]").select_option("method")
        expect(page.locator("[data-kind=method]").first).to_be_visible()
        expect(page.locator("input[name=body-0-value]")).to_have_value("Le problème")


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_pasted_keeps_its_structure(visit, source):
    with visit(WIDE, person="expert") as page:
        page.goto("/cms/")
        page.get_by_role("link", name="Écrire en français").click()
        place = page.locator(".public-DraftEditor-content").first
        place.click()
        place.evaluate(
            """(place, source) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/html", source);
              clipboardData.setData("text/plain", "Trois phrases");
              const options = { clipboardData, bubbles: true, cancelable: true };
              place.dispatchEvent(new ClipboardEvent("paste", options));
            }""",
            SOURCES[source],
        )
        expect(place).to_contain_text("Fin clic.")
        # Draftail writes what it holds a moment later.
        expect(page.locator("[name=body-0-value]")).to_have_value(re.compile("Fin clic"))
        text = json.loads(page.locator("[name=body-0-value]").input_value())
        blocks = text["blocks"]
        assert [(each["type"], each["depth"], each["text"]) for each in blocks] == STRUCTURE
        styles = [(each["offset"], each["style"]) for each in blocks[1]["inlineStyleRanges"]]
        assert styles == [(3, "BOLD"), (12, "ITALIC")]
        links = [each["data"]["url"] for each in text["entityMap"].values()]
        assert links == ["https://example.org/guide"]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_what_is_too_long_is_split_with_the_keyboard(visit, width):
    title = f"Tout dire en une fois {width}"
    with visit(width, person="expert") as page:
        start_card(page, title)
        for number in range(12):
            page.keyboard.insert_text(f"{number} {SENTENCE * 9}")
            page.keyboard.press("Enter")
        expect(page.locator("[data-reading-time]")).to_have_attribute("data-state", "over")
        wait_until_kept(page)
        page.get_by_role("button", name="Enregistrer le brouillon").click()
        page.wait_for_url("**/edit/")
        expect(page.locator(".card-checks")).to_contain_text("Cette leçon")
        # The sticky meter may cover a part of Wagtail's own small buttons.
        page.locator("#id_title").focus()
        found = violations(page, but=SAME_BLOCKS)
        page.emulate_media(color_scheme="dark")
        found += violations(page, but=SAME_BLOCKS)
        page.locator("[data-split]").press("Enter")
        page.wait_for_url("**/split/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found += violations(page)
        page.emulate_media(color_scheme="light")
        found += violations(page)
        assert found == []
        chosen = page.locator("input[name=cut]:checked")
        expect(chosen).to_have_count(1)
        expect(page.locator("main")).to_contain_text("Proposé")
        proposed = chosen.get_attribute("value")
        chosen.press("ArrowDown")
        assert page.locator("input[name=cut]:checked").get_attribute("value") != proposed
        page.locator("input[name=cut]:checked").press("ArrowUp")
        page.get_by_role("button", name="Couper ici").press("Enter")
        page.wait_for_url("**/edit/")
        expect(page.locator("input[name=title]")).to_have_value(f"{title} (2)")
        expect(page.locator("[data-reading-time]")).to_have_attribute("data-state", "ok")
        second = urlsplit(page.url).path
        page.get_by_role("link", name="Première partie").click()
        page.wait_for_url(lambda address: urlsplit(address).path != second)
        expect(page.locator("input[name=title]")).to_have_value(f"{title} (1)")
        expect(page.locator("[data-reading-time]")).to_have_attribute("data-state", "ok")
