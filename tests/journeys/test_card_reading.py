"""A card as one reads it: kept and found again, gone on from with the keyboard."""

import re

import pytest
from playwright.sync_api import expect

PHONE, DESK = 390, 1280
CARD = "/fr/savoirs/donner-un-feedback-en-trois-temps/"


@pytest.mark.parametrize("javascript", [True, False])
def test_keeping_a_card(visit, javascript):
    with visit(PHONE, person="staff", javascript=javascript) as page:
        page.goto("/fr/savoirs/etre-client-en-codeveloppement/")
        page.get_by_role("button", name="Garder", exact=True).click()
        kept = page.get_by_role("button", name="Gardée", exact=True)
        expect(kept).to_be_visible()
        page.goto("/fr/savoirs/mes-fiches/")
        expect(page.locator(".card__title", has_text="client")).to_be_visible()
        page.go_back()
        page.reload()
        kept.click()
        expect(page.get_by_role("button", name="Garder", exact=True)).to_be_visible()


def test_from_card_to_card_with_the_keyboard(visit):
    with visit(DESK) as page:
        page.goto(CARD)
        there = page.locator(".card-around a").first
        key = there.get_attribute("aria-keyshortcuts")
        page.locator("#site-search").focus()
        page.keyboard.press(key)
        assert page.url.endswith(CARD)
        page.locator("#main").focus()
        address = there.get_attribute("href")
        page.keyboard.press(key)
        page.wait_for_url(re.compile(re.escape(address)))


def test_a_voice_is_offered_where_there_is_one(visit):
    with visit(DESK) as page:
        page.goto(CARD)
        has_voice = page.evaluate(
            "() => speechSynthesis.getVoices().some((voice) => voice.lang.startsWith('fr'))"
        )
        expect(page.locator("[data-listen]")).to_be_visible(visible=has_voice)
