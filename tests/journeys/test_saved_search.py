"""A search that is kept, followed and counted: in a browser, with and without scripts."""

from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.journeys.test_axe import look


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_member_keeps_a_search(visit, language, javascript):
    words = {"fr": "Enregistrer cette recherche", "en": "Save this search"}[language]
    with visit(390, language=language, person="staff", javascript=javascript) as page:
        page.goto(f"/{language}/search/?q=feedback+{language}")
        page.get_by_role("link", name=words).click()
        expect(page.locator("#id_name")).to_have_value(f"feedback {language}")
        page.locator("main form button[type=submit]").click()
        expect(page.locator("main .rows h2")).to_contain_text([f"feedback {language}"])
        if javascript:
            assert look(page) == []
            page.locator("main .rows details summary").first.click()
            assert look(page) == []
        feed = page.locator("main .rows details a").first.get_attribute("href")
        answer = page.request.get(feed)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("application/atom+xml")
        page.locator("main .rows form[action$='/delete/'] button").first.click()
        expect(page.locator("main .empty__title")).to_be_visible()
        assert page.request.get(feed).status == 404


def test_what_happens_to_a_question_is_said(visit):
    with visit(person="staff") as page:
        said = []

        def hear(request):
            if request.url.endswith("/fr/search/log/"):
                said.append(parse_qs(request.post_data)["signal"][0])

        page.on("request", hear)
        page.goto("/fr/search/?q=feedback")
        page.wait_for_timeout(2000)
        assert said == ["asked"]
        # While somebody is writing nothing is said: only what they stay with.
        page.locator("#q").fill("retour")
        page.wait_for_timeout(3500)
        assert said == ["asked", "reformulated", "asked"]
        page.locator(".result__title a").first.click()
        page.wait_for_url(lambda url: "/search/" not in url)
        assert said == ["asked", "reformulated", "asked", "clicked"]


def test_a_card_is_opened_under_what_was_searched(visit):
    with visit(person="expert") as page:
        page.goto("/cms/")
        write = page.locator("a[href*='/cms/pages/add/knowledge/cardpage/']").first
        page.goto(write.get_attribute("href") + "?title=Miel+d%27%C3%A9t%C3%A9")
        expect(page.locator("#id_title")).to_have_value("Miel d'été")
