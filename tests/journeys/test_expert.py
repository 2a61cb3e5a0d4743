"""From what an expert knows to a card that a member finds: the editor, the review, the reading."""

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as Expired
from playwright.sync_api import expect

PHONE = 390
TITLE = "Faire écrire avant de faire parler, même à douze"
SENTENCE = "Posez la question par écrit, puis laissez une minute entière au silence. "


def start_card(page, title, *, objective="Obtenir une réponse de chaque personne du groupe."):
    """Open the editor from the CMS's first page and say what the card is."""
    page.goto("/cms/")
    page.get_by_role("link", name="Écrire en français").click()
    page.locator("select[name=kind]").select_option("lesson")
    page.locator("input[name=title]").fill(title)
    page.locator("textarea[name=summary]").fill("Une question écrite, une minute de silence.")
    page.locator("textarea[name=objective]").fill(objective)
    page.locator("[data-streamfield-stream-container] button").first.click()
    page.get_by_role("option", name="Texte", exact=True).click()
    page.locator(".public-DraftEditor-content").first.click()


def act(page, name):
    """Choose one of the actions that the editor's foot unfolds."""
    page.get_by_role("button", name="Plus d'actions").click()
    page.get_by_role("button", name=name, exact=True).click()


def wait_until_kept(page):
    """Let the editor keep the draft by itself where it does, so that nothing is saved twice."""
    try:
        page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"), timeout=8_000)
    except Expired:
        return
    page.wait_for_load_state("networkidle")


def listed(page):
    """Return the titles that the explorer lists."""
    links = page.locator(".listing .title a[href*='/edit/']")
    return {title.strip() for title in links.all_inner_texts() if title.strip()}


def test_an_expert_publishes_and_a_member_reads(visit):
    with visit(person="expert") as elise:
        start_card(elise, TITLE)
        panel = elise.locator("[data-reading-time]")
        elise.keyboard.type(SENTENCE)
        # The heading that a lesson begins with counts once something stands beneath it.
        expect(panel.locator("[data-text]")).to_contain_text("12 mots")
        bar = panel.locator("[data-bar=words]")
        short = float(bar.get_attribute("width"))
        elise.keyboard.insert_text(SENTENCE * 5)
        expect(panel.locator("[data-text]")).to_contain_text("72 mots")
        assert float(bar.get_attribute("width")) > 4 * short

        elise.get_by_role("tab", name="Thèmes et lecteurs").click()
        elise.locator(".tagit-new input").press_sequentially("Anim", delay=40)
        elise.locator(".ui-autocomplete li").first.click()
        wait_until_kept(elise)
        elise.get_by_role("button", name="Enregistrer le brouillon").click()
        expect(elise.locator(".messages")).to_contain_text(TITLE)
        editor = urlsplit(elise.url).path

        # The preview shows the card as it will be, beside the form.
        elise.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
        preview = elise.frame_locator("[data-preview-iframe], iframe[title*='évisualisation']")
        expect(preview.first.locator("h1")).to_have_text(TITLE)
        expect(preview.first.locator("main")).to_contain_text("une minute entière au silence")

        act(elise, "Soumettre à Relecture des fiches")
        expect(elise.locator(".messages")).to_contain_text("soumise")
        # She lands on the library: of 69 cards she finds her own.
        hers = listed(elise)
        assert TITLE in hers
        assert "Relire à voix haute avant de publier" in hers
        assert "Donner un retour en trois temps, sans y passer l’heure" not in hers
        library = urlsplit(elise.url).path

    with visit(person="animator") as nadia:
        nadia.goto(library)
        others = next(
            link.get_attribute("href")
            for link in nadia.locator(".listing .title a[href*='/edit/']").all()
            if link.inner_text().strip() and link.inner_text().strip() not in hers
        )
        nadia.goto("/cms/")
        nadia.get_by_role("link", name=TITLE).first.click()
        nadia.wait_for_url(f"**{editor}")
        act(nadia, "Approuver et Publier")
        expect(nadia.locator(".messages")).to_contain_text(TITLE)

    with visit(person="expert") as elise:
        elise.goto(others)
        assert urlsplit(elise.url).path != others
        expect(elise.locator(".messages")).to_contain_text("autorisations")

    with visit(PHONE, person="member") as jade:
        result = find(jade, "faire écrire avant de parler", TITLE)
        result.click()
        # The search may land on the section that answers.
        jade.wait_for_url(re.compile(r"/fr/savoirs/faire-ecrire-avant-de-[a-z-]+/(#.*)?$"))
        expect(jade.locator("h1")).to_have_text(TITLE)
        expect(jade.locator("main")).to_contain_text("une minute entière au silence")
        expect(jade.locator("main")).to_contain_text("Élise Garnier")
        expect(jade.locator("main")).to_contain_text("Nadia Roussel")
    with visit() as visitor:
        assert visitor.goto(urlsplit(jade.url).path).status == 200


def find(page, words, title, seconds=30):
    """Search until the title is found, giving the worker time to index it; returns its link."""
    until = time.monotonic() + seconds
    page.goto("/fr/search/")
    while True:
        page.locator("#q").fill(words)
        page.locator("#q").press("Enter")
        page.wait_for_load_state()
        result = page.locator(".results").get_by_role("link", name=title)
        if result.count() or time.monotonic() > until:
            return result.first
        page.wait_for_timeout(500)


def test_a_lesson_that_is_too_long_is_refused(visit):
    with visit(person="expert") as elise:
        start_card(elise, "Tout dire en une seule fiche")
        panel = elise.locator("[data-reading-time]")
        elise.keyboard.insert_text(SENTENCE * 110)
        expect(panel).to_have_attribute("data-state", "over")
        expect(panel.locator("[data-text]")).to_contain_text("2 fiches")
        wait_until_kept(elise)
        act(elise, "Soumettre à Relecture des fiches")
        expect(elise.locator("main")).to_contain_text(re.compile(r"Cette leçon (?:prend|dure)"))
        expect(elise.locator("main")).to_contain_text("2 fiches")
        # Nothing of it is lost: it is still in the form, or there as the draft that was kept.
        address = urlsplit(elise.url).path
        if "/edit/" in address:
            elise.goto(address)
        expect(elise.locator("input[name=title]")).to_have_value("Tout dire en une seule fiche")
        expect(elise.locator(".public-DraftEditor-content").first).to_contain_text("silence")
    with visit() as visitor:
        assert visitor.goto("/fr/savoirs/tout-dire-en-une-seule-fiche/").status == 404
