"""A card in the other language: written from the card, out of date when it changes, settled."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.test_axe import look
from tests.journeys.test_expert import act

PHONE = 390
BOARD = "/fr/savoirs/langues/?language=en"
TITLE = "The paper kept for three months"


def publish(page, **fields):
    """In the editor, write over some fields and publish the card."""
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    for name, text in fields.items():
        page.locator(f"[name={name}]").fill(text)
    act(page, "Publier")
    expect(page.locator(".messages")).to_contain_text("publiée")


def test_a_variant_is_made_falls_out_of_date_and_is_settled(visit):
    with visit(person="animator") as nadia:
        nadia.goto(f"{BOARD}&standing=missing")
        assert look(nadia) == []
        row = nadia.locator(".languages > li").last
        key = row.get_attribute("id").removeprefix("card-")
        source = row.locator("p.strong a").get_attribute("href")
        row.get_by_role("link", name=re.compile("L’écrire")).click()
        assert look(nadia) == []
        nadia.get_by_role("button", name="Commencer").click()
        nadia.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
        variant = re.search(r"/pages/(\d+)/", nadia.url)[1]
        publish(nadia, title=TITLE)

        # The original is published with another summary.
        nadia.goto(f"/cms/pages/{key}/edit/")
        summary = nadia.locator("[name=summary]").input_value()
        publish(nadia, summary=f"{summary} Relu en équipe.")
        nadia.goto(source)
        nadia.get_by_role("link", name="Aussi en English").or_(
            nadia.locator(".card-marks a[hreflang=en]")
        ).first.click()
        expect(nadia.locator(".card-marks")).to_contain_text("was changed since")
        english = urlsplit(nadia.url).path

    with visit(PHONE, person="animator") as nadia:
        nadia.goto(f"{BOARD}&standing=outdated")
        nadia.locator(f"#card-{variant}").get_by_role("link", name=re.compile("Voir")).click()
        expect(nadia.locator(".change ins")).to_contain_text("Relu en équipe.")
        assert nadia.evaluate("document.documentElement.scrollWidth") <= PHONE
        assert look(nadia) == []
        nadia.get_by_role("button", name="Elle dit à nouveau la même chose").click()
        expect(nadia.locator("main")).not_to_contain_text(TITLE)
        nadia.goto(english)
        expect(nadia.locator(".card-marks")).not_to_contain_text("was changed since")
