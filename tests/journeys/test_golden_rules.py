"""The golden rules as a poster, across languages, and from a rule to the cards near it."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.test_axe import look

PHONE = 390


def test_from_the_poster_to_a_rule_to_what_is_near(visit):
    with visit(PHONE) as visitor:
        visitor.goto("/fr/savoirs/regles-d-or/")
        assert look(visitor) == []
        visitor.goto("/fr/savoirs/regles-d-or/participation/?paper=a3")
        assert look(visitor) == []
        assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE
        english = visitor.locator("link[hreflang=en]").get_attribute("href")
        visitor.locator("li.rule a").first.click()
        near = visitor.locator("main, body").get_by_role("heading", name="Près de cette fiche")
        expect(near.first).to_be_visible()
        visitor.goto(urlsplit(english).path)
        expect(visitor).to_have_url(re.compile("/en/knowledge/golden-rules/"))
        expect(visitor.locator("li.rule").first).to_be_visible()
