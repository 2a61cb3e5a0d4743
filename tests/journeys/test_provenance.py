"""A card is made of a second of a replay, and each leads to the other."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.test_axe import look
from tests.journeys.test_expert import act

PHONE = 390
REPLAY = "/fr/webinars/feedback-a-distance/"
TITLE = "Dire le fait avant l’effet"


def test_a_second_of_a_replay_becomes_a_card(visit):
    with visit(PHONE, person="animator") as nadia:
        nadia.goto(f"{REPLAY}?t=40")
        assert look(nadia) == []
        nadia.get_by_role("link", name="En faire une fiche").click()
        nadia.wait_for_url(re.compile("position=40"))
        assert look(nadia) == []
        expect(nadia.locator("main .lede")).to_contain_text("0:40")
        nadia.get_by_label("Titre").fill(TITLE)
        nadia.get_by_role("button", name="Ouvrir le brouillon").click()
        nadia.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
        editor = urlsplit(nadia.url).path

    with visit(person="animator") as nadia:
        nadia.goto(editor)
        nadia.locator("textarea[name=summary]").fill("Une phrase pour ce que chacun a vu.")
        nadia.locator("textarea[name=objective]").fill("Dire un fait que personne ne conteste")
        nadia.locator("[data-streamfield-stream-container] button").first.click()
        nadia.get_by_role("option", name="Texte", exact=True).click()
        nadia.locator(".public-DraftEditor-content").first.click()
        nadia.keyboard.type("Ce que chacun a vu, avec l’heure, et rien d’autre.")
        nadia.wait_for_timeout(800)  # The editor hands over what was typed a moment later.
        act(nadia, "Publier")
        expect(nadia.locator(".messages")).to_contain_text("publiée")
        nadia.goto(REPLAY)
        nadia.locator(".made-cards").get_by_role("link", name=TITLE).click()
        source = nadia.locator(".card-source a")
        expect(source).to_contain_text("0:40")
        assert source.get_attribute("href") == f"{REPLAY}?t=40"
        assert look(nadia) == []
