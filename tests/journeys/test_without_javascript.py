"""With scripts off one still reads, searches, asks, takes a place and changes the language."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

PHONE, DESK = 390, 1280
CARD = "/fr/savoirs/donner-un-feedback-en-trois-temps/"
REPLAY = "/fr/webinars/feedback-a-distance/"


def test_reading(visit):
    with visit(PHONE, javascript=False) as page:
        page.goto("/fr/")
        expect(page.locator("h1")).to_be_visible()
        page.goto(CARD)
        expect(page.locator("h1")).to_contain_text("Donner un retour")
        assert len(page.locator(".card-body").inner_text().split()) > 100
        page.goto(REPLAY)
        cue = page.locator(".replay__cue").nth(8)
        said = cue.text_content()
        cue.click()
        second = parse_qs(urlsplit(page.url).query)["t"][0]
        source = page.locator("video source").get_attribute("src")
        assert source.endswith(f"#t={second}")
        expect(page.locator(".replay__cue[aria-current]")).to_have_text(said)
        # Nothing is shown that would do nothing.
        for idle in page.locator(".needs-js").all():
            expect(idle).to_be_hidden()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_searching(visit, width):
    with visit(width, javascript=False) as page:
        page.goto("/fr/")
        box = page.locator("main input[name=q]")
        box.fill("retour")
        box.press("Enter")
        page.wait_for_url(re.compile(r"/fr/search/\?q=retour"))
        before = page.locator(".results > li").count()
        assert before > 2
        if width == PHONE:
            page.locator(".search__sheet > summary").click()
        facet = page.locator("a.facet__item[href*='type=card']:visible")
        count = int(facet.locator(".facet__count").inner_text())
        facet.click()
        page.wait_for_url(re.compile(r"type=card"))
        assert parse_qs(urlsplit(page.url).query)["q"] == ["retour"]
        expect(page.locator("[data-search-count]")).to_contain_text(str(count))
        # A further question stays among the cards.
        page.locator("#q").fill("groupe")
        page.locator("#q").press("Enter")
        page.wait_for_url(re.compile(r"q=groupe"))
        assert parse_qs(urlsplit(page.url).query)["type"] == ["card"]
        page.locator(".chip--on").click()
        page.wait_for_url(lambda url: "type=card" not in url)


def test_asking(visit):
    with visit(PHONE, javascript=False, person="staff") as page:
        page.goto("/fr/boite/")
        page.locator("#box textarea").fill("Donner un retour à un collègue sans le blesser")
        page.get_by_role("button", name="Voir ce qui existe").click()
        expect(page.locator("#answers .answer").first).to_be_visible()
        page.get_by_role("button", name="Demander à quelqu’un").click()
        page.wait_for_url(re.compile(r"/besoins/\d+/modifier/"))
        page.get_by_role("button", name="Voir qui pourrait aider").click()
        page.wait_for_url(re.compile(r"/besoins/\d+/qui/"))
        assert page.locator(".ranked__item").count() > 2
        page.locator(".ranked__item").nth(1).locator("summary").click()
        expect(page.locator(".ranked__item").nth(1).locator(".meter__legend")).to_be_visible()
        page.locator(".ranked__item a.button").first.click()
        expect(page.locator("textarea[name=message]")).to_be_visible()
        # Nobody is disturbed by this test: the need is taken back.
        page.goto(re.sub(r"demander/.*", "", page.url))
        page.locator("form[action*='/cancel/'] button").click()
        expect(page.locator("main .badge").first).to_contain_text("Retiré")


def test_taking_a_place_and_giving_it_up(visit):
    with visit(DESK, javascript=False, person="staff") as page:
        page.goto("/fr/webinars/")
        page.locator(".session:not(:has(.badge--good)) .session__title a").last.click()
        page.locator("form[action$='/place/'] button").click()
        page.wait_for_url("**#place")
        expect(page.locator("#place a[href^='https://']").first).to_be_visible()
        page.locator("form[action$='/leave/'] button").click()
        expect(page.locator("form[action$='/place/'] button")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [CARD, f"{REPLAY}?t=40", "/fr/webinars/", "/fr/search/?q=retour&type=card", "/fr/boite/"],
)
def test_the_language_switch_keeps_the_page(visit, path):
    with visit(DESK, javascript=False) as page:
        page.goto(path)
        page.locator("footer a[hreflang=en]").click()
        page.wait_for_url(re.compile(r"/en/"))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        there = urlsplit(page.url)
        assert there.path != "/en/"
        assert parse_qs(there.query) == parse_qs(urlsplit(path).query)
        page.locator("footer a[hreflang=fr]").click()
        page.wait_for_url(f"**{path}")
