"""Somebody without account reviews a card: invited on a desk, answered on a phone."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.test_axe import look

PHONE = 390
TITLE = "Une consigne, une action"
GUEST = "Odile Marchetti"
ADDRESS = "odile.marchetti@example.org"


def test_a_card_is_approved_by_link_on_a_phone_without_javascript(visit, site):
    with visit(person="animator") as nadia:
        nadia.goto("/fr/savoirs/bureau/")
        due = nadia.locator("#reviews")
        # What is late stands first, and says so.
        expect(due.locator("li").first).to_contain_text("En retard")
        due.get_by_role("link", name=TITLE).click()
        nadia.wait_for_url(re.compile(r"/fr/savoirs/relectures/\d+/$"))
        review = urlsplit(nadia.url).path
        expect(nadia.locator("main")).to_contain_text("Demandez à une personne de la redire")
        assert look(nadia) == []
        nadia.get_by_label("Son nom").fill(GUEST)
        nadia.get_by_label(re.compile("Son adresse de courriel")).fill(ADDRESS)
        nadia.get_by_role("button", name="Inviter").click()
        expect(nadia.locator("main")).to_contain_text(f"{GUEST} sur invitation de Nadia Roussel")

    mail = site.wait_for_mail(ADDRESS)
    text = mail.get_body(("plain",)).get_content()
    link = urlsplit(re.search(r"https?://\S+par-lien/\S+", text).group()).path

    with visit(PHONE) as scanner:
        assert scanner.goto(link).status == 200
        assert look(scanner) == []
        assert scanner.evaluate("document.documentElement.scrollWidth") <= PHONE

    with visit(PHONE, javascript=False) as odile:
        odile.goto(link)
        expect(odile.locator("h1")).to_contain_text(GUEST)
        expect(odile.locator("article h2").first).to_have_text(TITLE)
        odile.get_by_label(re.compile("Une remarque")).fill("Claire dès la première lecture.")
        odile.get_by_role("button", name="Approuver").click()
        expect(odile.locator("h1")).to_have_text("Merci de votre lecture")
        assert odile.goto(link).status == 404

    with visit(person="animator") as nadia:
        nadia.goto(review)
        expect(nadia.locator("main")).to_contain_text("Claire dès la première lecture.")
        expect(nadia.locator("main")).to_contain_text(f"{GUEST} (à l’invitation de Nadia Roussel)")
    with visit() as visitor:
        assert visitor.goto("/fr/savoirs/une-consigne-une-action/").status == 200
