"""From a need to somebody who helps: the box, the ranking, the offer, the work together."""

import re
import sqlite3
from datetime import timedelta
from urllib.parse import urlsplit

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import expect

PHONE = 390
NEED = "Mes groupes à distance se taisent en classe virtuelle"


def describe(page, text):
    """Type a need into the box and send what the next page asks; ends on the ranked list."""
    page.goto("/fr/boite/")
    page.locator("#box textarea").fill(text)
    page.get_by_role("button", name="Demander à quelqu’un").click()
    page.wait_for_url(re.compile(r"/besoins/\d+/modifier/"))
    page.get_by_role("button", name="Voir qui pourrait aider").click()
    page.wait_for_url(re.compile(r"/besoins/\d+/qui/"))


def ask(page, name, message):
    """From the ranked list, send the question to a person."""
    page.get_by_role("link", name=f"Demander à {name}").click()
    page.locator("textarea[name=message]").fill(message)
    page.get_by_role("button", name="Envoyer ma demande").click()
    page.wait_for_url(re.compile(r"/besoins/\d+/$"))


def answer_link(mail, words):
    """Return the path of the link that follows the words in a mail."""
    text = mail.get_body(("plain",)).get_content()
    return urlsplit(re.search(rf"{words}\s*:\s*(\S+)", text)[1]).path


def test_a_need_finds_its_facilitator(visit, site):
    with visit(PHONE, person="staff") as karim, visit(PHONE) as bruno:
        karim.goto("/fr/boite/")
        box = karim.locator("#box textarea")
        box.press_sequentially(NEED, delay=10)
        # While one types, without sending anything, answers gather beneath.
        suggestions = karim.locator("#answers .answer")
        expect(suggestions.first).to_be_visible()
        assert urlsplit(karim.url).path == "/fr/boite/"
        assert any("se taisent" in text for text in suggestions.all_text_contents())
        karim.get_by_role("button", name="Demander à quelqu’un").click()
        expect(karim.locator("input[name=title]")).to_have_value(NEED)
        karim.locator("textarea[name=body]").fill(
            "Douze stagiaires, micros coupés, caméras éteintes. Je parle seul pendant deux heures."
        )
        karim.get_by_role("button", name="Voir qui pourrait aider").click()

        ranked = karim.locator(".ranked__item")
        expect(ranked.nth(2)).to_be_visible()
        scores = []
        for item in ranked.all():
            reasons = item.locator(".meter__legend li")
            values = [int(text) for text in reasons.locator("b").all_text_contents()]
            score = int(item.locator(".meter__score").text_content())
            assert sum(values) == score
            assert all(text.strip() for text in reasons.locator("span").all_text_contents())
            scores.append(score)
        assert scores == sorted(scores, reverse=True)
        assert scores[0] > scores[-1]
        # The reasons of the first are open; those of the others unfold.
        expect(ranked.first.locator(".meter__legend")).to_be_visible()
        ranked.nth(1).locator("summary").click()
        expect(ranked.nth(1).locator(".meter__legend")).to_be_visible()

        ask(karim, "Bruno Castel", "Bonjour Bruno, vous m’aideriez ?")
        expect(karim.locator("main")).to_contain_text("Bruno Castel")

        mail = site.wait_for_mail("facilitator@demo.example", NEED)
        bruno.goto(answer_link(mail, "Dire oui"))
        expect(bruno.locator("h1")).to_have_text("Dire oui ?")
        expect(bruno.locator("main")).to_contain_text(NEED)
        bruno.locator("textarea[name=text]").fill("Avec plaisir. Mardi ?")
        bruno.get_by_role("button", name="Oui, j’aide").click()
        expect(bruno.locator("h1")).to_have_text("Vous avez dit oui")
        # The same link does not accept twice.
        bruno.goto(answer_link(mail, "Dire oui"))
        expect(bruno.locator("h1")).to_have_text("Vous avez déjà dit oui")
        site.wait_for_mail("staff@demo.example", NEED)

        karim.reload()
        karim.get_by_role("link", name="Ouvrir notre page").click()
        story = karim.locator(".talk")
        expect(story).to_contain_text("Avec plaisir. Mardi ?")
        expect(story).to_contain_text("Bonjour Bruno, vous m’aideriez ?")
        assert story.locator("time").count() >= 3
        page_of_two = urlsplit(karim.url).path

        day = timezone.localdate() + timedelta(days=9)
        karim.locator("input[name=day]").fill(day.isoformat())
        karim.locator("input[name=hour]").fill("14:30")
        karim.locator("select[name=minutes]").select_option("90")
        karim.locator("input[name=place]").fill("Salle 3, Bordeaux")
        karim.get_by_role("button", name="La fixer").click()
        meeting = karim.locator(".meeting")
        expect(meeting).to_contain_text("14:30 – 16:00")
        with karim.expect_download() as download:
            karim.get_by_role("link", name="agenda").click()
        event = events_in(download.value.path().read_bytes())[0]
        assert event.start.strftime("%Y-%m-%d %H:%M") == f"{day.isoformat()} 14:30"
        assert event.end - event.start == timedelta(minutes=90)
        assert "Salle 3" in event["LOCATION"]

        # Signed in, Bruno finds the same page; somebody else does not.
        invitation = site.wait_for_mail("facilitator@demo.example", "Rencontre")
        assert any(part.get_content_type() == "text/calendar" for part in invitation.walk())
        bruno.goto(page_of_two)
        bruno.locator("input[name=login]").fill("facilitator@demo.example")
        bruno.locator("input[name=password]").fill("demo")
        bruno.locator("input[name=password]").press("Enter")
        bruno.wait_for_url(lambda url: urlsplit(url).path == page_of_two)
        expect(bruno.locator(".talk")).to_contain_text("Avec plaisir. Mardi ?")
        expect(bruno.locator(".meeting")).to_contain_text("14:30")
    with visit(PHONE, person="member") as jade:
        assert jade.goto(page_of_two).status == 404


def events_in(content):
    """Return the events of a calendar file."""
    return icalendar.Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_links_that_no_longer_answer(visit, site, width):
    need = f"Un atelier de restitution qui donne envie d’agir ({width})"
    with visit(width, person="staff") as karim, visit(width) as bruno:
        describe(karim, need)
        if not karim.get_by_role("link", name="Demander à Bruno Castel").count():
            karim.goto(f"{karim.url}?all=1")
        ask(karim, "Bruno Castel", "")
        path = answer_link(site.wait_for_mail("facilitator@demo.example", need), "Dire oui")

        # Cut on its way, or tampered with: it says so and offers another way in.
        for broken in (f"{path[:-8]}/", path.replace("repondre/", "repondre/X")):
            assert bruno.goto(broken).status == 404
            expect(bruno.locator("h1")).to_have_text("Ce lien ne marche pas")
            expect(bruno.get_by_role("link", name="Mes accompagnements")).to_be_visible()

        let_the_deadline_pass(site, need)
        assert bruno.goto(path).status == 410
        expect(bruno.locator("h1")).to_have_text("Ce lien a expiré")
        assert bruno.locator("main form").count() == 0

        # Karim takes his question back: the link says that too.
        karim.reload()
        withdraw = karim.locator("form[action*='/withdraw/'] button")
        if withdraw.count():
            withdraw.click()
        karim.goto("/fr/boite/besoins/")
        karim.get_by_role("link", name=need).click()
        karim.locator("form[action*='/cancel/'] button").click()
        expect(karim.locator("main")).to_contain_text(need)


def let_the_deadline_pass(site, need):
    """Move the deadline of a need's offers into the past, as waiting would."""
    database = sqlite3.connect(site.mails.parent / "essaim.sqlite3", timeout=20)
    with database:
        database.execute(
            "UPDATE mentoring_offer SET deadline_at = datetime('now', '-1 hour')"
            " WHERE need_id IN (SELECT id FROM mentoring_need WHERE title = ?)",
            [need],
        )
    database.close()
