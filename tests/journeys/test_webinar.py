"""A session's lives: taking a place, and watching what was said down to the second."""

import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from playwright.sync_api import expect

PHONE, DESK = 390, 1280
REPLAY = "/fr/webinars/feedback-a-distance/"
# What Bruno says in it, with other endings and without an accent.
SAID = "messages ecrits à dix-huit heures"
PLAYS = "from => { const v = document.querySelector('video'); return v.currentTime > from; }"


def next_free(page):
    """Open the next session that the person has no place in; returns its title."""
    page.goto("/fr/webinars/")
    coming = page.locator(".session:not(:has(.badge--good)) .session__title a")
    coming.first.click()
    expect(page.locator("form[action$='/place/']")).to_be_visible()
    return page.locator("h1").inner_text().replace("\n", " ")


def event_of(content):
    """Return the one event of a calendar file."""
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


def same_words(text):
    """Return a text without its typographic spaces, to compare titles."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_taking_a_place(visit, site, width):
    with visit(width, person="member") as jade:
        title = next_free(jade)
        place = jade.locator("#place")
        starts_at = datetime.fromisoformat(
            place.locator("time[data-local-time]").get_attribute("datetime")
        )
        assert place.locator("a[rel~=external], a[target=_blank]").count() == 0
        jade.locator("form[action$='/place/'] button").click()
        expect(place.locator("form[action$='/leave/']")).to_be_visible()
        # What changed has the focus, so that who cannot see it hears it.
        expect(jade.locator("#place-title")).to_be_focused()
        door = place.locator("a[href^='https://']").first
        link = door.get_attribute("href")
        address = urlsplit(jade.url).path

        with jade.expect_download() as download:
            place.locator("a[href$='calendar.ics']").click()
        event = event_of(download.value.path().read_bytes())
        assert event.start == starts_at
        assert same_words(event["SUMMARY"]) == same_words(title)
        assert link in event.to_ical().decode().replace("\r\n ", "")

        mail = site.wait_for_mail("member@demo.example", title[:20])
        assert link in mail.get_body(("plain",)).get_content()
        (attached,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        assert event_of(attached.get_content())["UID"] == event["UID"]
        assert any(".ics" in (part.get_filename() or "") for part in mail.walk())

        jade.goto("/fr/webinars/")
        mine = jade.locator(".session:has(.badge--good)", has_text=title.split()[0])
        expect(mine.first).to_be_visible()
    with visit(width) as visitor:
        visitor.goto(address)
        assert link not in visitor.content()
        assert link not in visitor.request.get(f"{address}calendar.ics").text()
        expect(visitor.locator("#place a.button--primary")).to_have_attribute(
            "href", re.compile("/account/login/")
        )


def seconds(page):
    return page.evaluate("document.querySelector('video').currentTime")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_replay_plays_and_its_transcript_follows(visit, width):
    with visit(width) as visitor:
        visitor.goto(REPLAY)
        cues = visitor.locator(".replay__cue")
        assert cues.count() > 20
        cues.nth(1).click()
        start = float(cues.nth(1).get_attribute("data-seek"))
        visitor.wait_for_function(PLAYS, arg=start + 1)
        film = visitor.evaluate(
            "() => { const v = document.querySelector('video');"
            " return {width: v.videoWidth, frames: v.getVideoPlaybackQuality().totalVideoFrames,"
            " captions: [...v.textTracks].map(t => [t.kind, t.mode, t.cues?.length ?? 0])}; }"
        )
        assert film["width"] > 0
        assert film["frames"] > 5
        shown = [each for each in film["captions"] if each[:2] == ["captions", "showing"]]
        assert shown
        assert shown[0][2] > 20

        # Far down: the transcript scrolls by itself to what is being said, the page does not.
        chapter = visitor.locator(".replay__list a").last
        chapter.click()
        landed = float(chapter.get_attribute("data-seek"))
        visitor.wait_for_function(PLAYS, arg=landed + 0.5)
        current = visitor.locator(".replay__cue[aria-current]")
        expect(current).to_have_count(1)
        assert abs(float(current.get_attribute("data-seek")) - landed) < 8
        assert visitor.locator("[data-scroll]").evaluate("box => box.scrollTop") > 100
        spoken = current.text_content()
        expect(visitor.locator(".replay__cue[aria-current]")).not_to_have_text(spoken)
        expect(visitor.locator(".replay__list a[aria-current]")).to_have_text(
            chapter.text_content()
        )
        assert parse_qs(urlsplit(visitor.url).query)["t"] == [str(int(landed))]
        visitor.evaluate("document.querySelector('video').pause()")

        # A word is found in what was said.
        visitor.locator("[data-find]").fill("couloir")
        expect(visitor.locator(".replay__cue mark").first).to_be_visible()


def test_going_on_where_one_left(visit):
    with visit(person="member") as jade:
        jade.goto(REPLAY)
        cue = jade.locator(".replay__cue").nth(12)
        cue.click()
        jade.wait_for_function(PLAYS, arg=float(cue.get_attribute("data-seek")) + 1)
        with jade.expect_response(lambda answer: "/position/" in answer.url):
            jade.evaluate("document.querySelector('video').pause()")
        left = seconds(jade)
        jade.goto(REPLAY)
        goes_on = jade.locator("[data-resume] a")
        expect(goes_on).to_be_visible()
        assert abs(float(goes_on.get_attribute("data-seek")) - left) <= 1.5
        goes_on.click()
        jade.wait_for_function(PLAYS, arg=left - 1)
        assert seconds(jade) < left + 6
    # Another browser, the same person: it is kept with her, not in the browser.
    with visit(PHONE, person="member") as jade:
        jade.goto(REPLAY)
        expect(jade.locator("[data-resume] a")).to_be_visible()
    # A visitor's place stays in the browser.
    with visit(PHONE) as visitor:
        visitor.goto(REPLAY)
        expect(visitor.locator("[data-resume] a")).to_be_hidden()
        visitor.locator(".replay__cue").nth(12).click()
        visitor.wait_for_function(PLAYS, arg=left - 1)
        visitor.evaluate("document.querySelector('video').pause()")
        visitor.wait_for_timeout(200)
        visitor.goto(REPLAY)
        expect(visitor.locator("[data-resume] a")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_search_lands_on_the_second(visit, width):
    with visit(width) as visitor:
        visitor.goto("/fr/search/")
        box = visitor.locator("#q")
        box.fill(SAID)
        box.press("Enter")
        moment = visitor.locator(f".results a[href^='{REPLAY}?t=']").first
        expect(moment).to_be_visible()
        second = int(parse_qs(urlsplit(moment.get_attribute("href")).query)["t"][0])
        moment.click()
        visitor.wait_for_url(f"**{REPLAY}?t={second}")
        visitor.wait_for_function(PLAYS, arg=second - 1)
        assert abs(seconds(visitor) - second) < 2
        current = visitor.locator(".replay__cue[aria-current]").first
        expect(current).to_be_visible()
        assert abs(float(current.get_attribute("data-seek")) - second) < 8
        expect(visitor.locator("[data-scroll]")).to_contain_text("dix-huit")
        visitor.locator(".replay__landing a").click()
        visitor.wait_for_function(PLAYS, arg=second + 0.5)


def test_the_film_is_sent_in_ranges(visit):
    with visit() as visitor:
        visitor.goto(REPLAY)
        film = visitor.evaluate("document.querySelector('video').currentSrc").split("#")[0]
        part = visitor.request.get(film, headers={"Range": "bytes=1000-1999"})
        assert part.status == 206
        assert part.headers["content-range"].startswith("bytes 1000-1999/")
        assert len(part.body()) == 1000
        size = int(part.headers["content-range"].rpartition("/")[2])
        tail = visitor.request.get(film, headers={"Range": "bytes=-10"})
        assert tail.status == 206
        assert tail.headers["content-range"] == f"bytes {size - 10}-{size - 1}/{size}"
        beyond = visitor.request.get(film, headers={"Range": f"bytes={size}-"})
        assert beyond.status == 416
