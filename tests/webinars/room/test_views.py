"""The programme, a session's page in its three lives, a series: what each person sees and does."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from community.core.roles import Role
from tests.factories.people import make_organisation, make_user
from tests.factories.recordings import make_track
from tests.factories.webinars import make_replay, make_series, make_theme, make_webinar
from webinars.programme.models import CalendarFeed, Registration, Subscription, WebinarSpeaker
from webinars.programme.services import register, subscribe
from webinars.replays.models import WatchPosition

pytestmark = pytest.mark.django_db
LINK = "https://visio.example/secret"
# Where cards are installed, those made from it are asked for.
MADE_CARDS = int(apps.is_installed("knowledge"))


def page_of(client, url, **params):
    response = client.get(url, params)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page):
    return [a.get_text() for a in page.select(".session__title a, .next-session__title a")]


def cards(page):
    return [a.get_text() for a in page.select(".replay-card .card__title a")]


def programme(client, **params):
    return page_of(client, reverse("webinars:programme"), **params)


def test_the_programme_lists_what_comes_the_next_first(client):
    make_webinar(title_fr="Dans deux semaines", days=14)
    make_webinar(title_fr="Demain", days=1)
    make_webinar(title_fr="Hier", days=-1)
    make_webinar(title_fr="Brouillon", state="draft")
    make_webinar(title_fr="Entre membres", audience="members")
    page = programme(client)
    assert titles(page) == ["Demain", "Dans deux semaines"]
    assert page.select_one(".next-session__title").get_text(strip=True) == "Demain"
    assert LINK not in str(page)


def test_past_sessions_show_which_can_be_watched(client):
    make_replay(title_fr="À revoir")
    make_webinar(title_fr="Sans trace", days=-3, is_recorded=False)
    url = reverse("webinars:programme_past")
    assert cards(page_of(client, url)) == ["À revoir"]
    page = page_of(client, url, all="1")
    assert sorted(cards(page)) == ["Sans trace", "À revoir"]
    assert len(page.select(".replay-card__play")) == 1


def test_narrowed_by_series_theme_and_language(client):
    make_theme("facilitation")
    series = make_series(slug="cafes")
    make_webinar(title_fr="A", series=series)
    make_webinar(title_fr="B", themes=["facilitation"])
    make_webinar(title_fr="C", language="en")
    assert titles(programme(client, series="cafes")) == ["A"]
    assert titles(programme(client, theme="facilitation")) == ["B"]
    assert titles(programme(client, language="en")) == ["C"]
    empty = programme(client, series="cafes", language="en")
    assert titles(empty) == []
    assert empty.select_one(".empty") is not None


@pytest.mark.parametrize("page", ["-1", "abc", "9" * 40, "\x00"])
def test_any_page_number_gives_a_page(client, page):
    make_replay()
    assert len(cards(page_of(client, reverse("webinars:programme_past"), page=page))) == 1


def test_nothing_announced_leads_somewhere(client):
    assert programme(client).select_one(".empty a.button") is not None


@pytest.mark.parametrize("count", [1, 3])
def test_programme_queries(client, django_assert_num_queries, count):
    make_theme("facilitation")
    series = make_series()
    for number in range(count):
        make_webinar(days=number + 1, series=series, themes=["facilitation"])
        make_replay(series=series, themes=["facilitation"])
    with django_assert_num_queries(6):
        client.get(reverse("webinars:programme"))
    with django_assert_num_queries(6):
        client.get(reverse("webinars:programme_past"))


@pytest.mark.parametrize("count", [1, 3])
def test_programme_queries_of_a_member(signed_in, person, django_assert_num_queries, count):
    for number in range(count):
        register(make_webinar(days=number + 1), user=person)
    with django_assert_num_queries(8):
        signed_in.get(reverse("webinars:programme"))


# Before


def test_a_visitor_is_led_to_sign_in(client):
    webinar = make_webinar(title_fr="Donner un retour", description_fr="Trois **temps**.")
    page = page_of(client, webinar.get_absolute_url())
    assert page.h1.get_text(strip=True) == "Donner un retour"
    assert page.select_one(".prose strong").get_text() == "temps"
    assert page.select_one(".place a.button--primary")["href"].startswith(
        reverse("account_login") + "?next="
    )
    assert page.select("form[method=post]") == []
    assert LINK not in str(page)


def test_script_in_a_description_is_gone(client):
    webinar = make_webinar(description_fr="<script>alert(1)</script>[x](javascript:alert(1))")
    page = page_of(client, webinar.get_absolute_url())
    assert "alert(1)" not in str(page.select_one(".prose"))


def test_taking_a_place_and_giving_it_up(signed_in, person):
    webinar = make_webinar()
    url = webinar.get_absolute_url()
    form = page_of(signed_in, url).select_one(".place form")
    assert form.find("input", {"name": "csrfmiddlewaretoken"}) is not None
    response = signed_in.post(form["action"], {"mode": "online"})
    assert response.headers["Location"] == f"{url}#place"
    page = page_of(signed_in, url)
    assert page.select_one(".place a.button")["href"] == LINK
    leave = page.select_one(
        f'form[action="{reverse("webinars:webinar_leave", args=[webinar.slug])}"]'
    )
    signed_in.post(leave["action"])
    assert not Registration.objects.get().is_active
    assert LINK not in str(page_of(signed_in, url))


def test_with_htmx_the_panel_alone_comes_back(signed_in):
    webinar = make_webinar(capacity_online=0)
    url = reverse("webinars:webinar_place", args=[webinar.slug])
    response = signed_in.post(url, {"mode": "online"}, headers={"HX-Request": "true"})
    fragment = BeautifulSoup(response.content, "html.parser")
    assert [tag["id"] for tag in fragment.find_all(recursive=False)] == ["place"]
    assert fragment.select_one("[data-focus]") is not None
    assert fragment.select_one(".badge--warn") is not None
    assert LINK not in str(fragment)
    whole = page_of(signed_in, webinar.get_absolute_url())
    assert whole.select_one("#place h2").get_text() == fragment.select_one("h2").get_text()


def test_a_mode_that_is_none_is_refused_in_words(signed_in):
    webinar = make_webinar()
    url = reverse("webinars:webinar_place", args=[webinar.slug])
    page = signed_in.post(url, {"mode": "on_site"}, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    assert not Registration.objects.exists()


def test_two_ways_to_take_part(signed_in):
    webinar = make_webinar(capacity_on_site=5, capacity_online=9, place_fr="Nancy")
    page = page_of(signed_in, webinar.get_absolute_url())
    assert [radio["value"] for radio in page.select("input[name=mode]")] == ["online", "on_site"]


def test_only_those_of_the_audience_find_it(client, person):
    organisation = make_organisation()
    insider = make_user(name="Insider", organisation=organisation)
    webinar = make_webinar(audience="organisation", audience_organisation=organisation)
    url = webinar.get_absolute_url()
    place = reverse("webinars:webinar_place", args=[webinar.slug])
    assert client.get(url).status_code == 404
    client.force_login(person)
    assert client.get(url).status_code == 404
    assert client.post(place).status_code == 404
    client.force_login(insider)
    assert client.get(url).status_code == 200
    assert client.post(place).status_code == 302


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        (None, 404),
        ((), 404),
        ((Role.EXPERT,), 404),
        ((Role.REVIEWER,), 404),
        ((Role.FACILITATOR,), 404),
        ((Role.ANIMATOR,), 200),
    ],
)
def test_who_sees_a_draft(client, roles, status):
    webinar = make_webinar(state="draft")
    if roles is not None:
        client.force_login(make_user(*roles))
    assert client.get(webinar.get_absolute_url()).status_code == status


def test_changing_something_needs_a_post_and_an_account(client, signed_in):
    webinar, series = make_webinar(), make_series()
    names = [
        ("webinars:webinar_place", webinar.slug),
        ("webinars:webinar_leave", webinar.slug),
        ("webinars:replay_position", webinar.slug),
        ("webinars:series_follow", series.slug),
        ("webinars:series_unfollow", series.slug),
        ("webinars:series_calendar_change", series.slug),
    ]
    for name, slug in names:
        assert signed_in.get(reverse(name, args=[slug])).status_code == 405
    client.logout()
    for name, slug in names:
        answer = client.post(reverse(name, args=[slug]))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_before(client, person, django_assert_num_queries, count):
    make_theme("facilitation")
    make_theme("management")
    series = make_series()
    speakers = [f"Speaker {n}" for n in range(count)]
    webinar = make_webinar(
        days=1, series=series, speakers=speakers, themes=["facilitation", "management"][:count]
    )
    for number in range(count):
        make_webinar(days=number + 2, series=series)
    with django_assert_num_queries(5):
        client.get(webinar.get_absolute_url())
    register(webinar, user=person)
    client.force_login(person)
    with django_assert_num_queries(9):
        client.get(webinar.get_absolute_url())


# During


def test_live_the_door_is_open_to_those_with_a_place(client, person):
    webinar = make_webinar(starts_at=timezone.now() - timedelta(minutes=5))
    url = webinar.get_absolute_url()
    assert LINK not in str(page_of(client, url))
    client.force_login(person)
    assert LINK not in str(page_of(client, url))
    register(webinar, user=person)
    assert page_of(client, url).select_one(".place a.button--primary")["href"] == LINK


def test_speakers_and_animators_come_in_too(client, animator):
    speaker = make_user(name="Claire Vasseur")
    webinar = make_webinar()
    WebinarSpeaker.objects.create(webinar=webinar, member=speaker.member)
    for user in (speaker, animator):
        client.force_login(user)
        assert LINK in str(page_of(client, webinar.get_absolute_url()))


# After


@pytest.fixture
def replay():
    return make_replay(slug="retour", title_fr="Donner un retour")


def test_the_same_address_plays_the_replay(client, replay):
    page = page_of(client, replay.webinar.get_absolute_url())
    source = page.select_one("video source")
    assert source["src"] == reverse("community:recording_file", args=[replay.recording_id])
    assert [(t["kind"], t["srclang"], t.has_attr("default")) for t in page.select("track")] == [
        ("captions", "fr", True),
        ("chapters", "fr", False),
    ]
    assert [a["href"] for a in page.select(".replay__list a")] == ["?t=0", "?t=5"]
    assert [a["href"] for a in page.select(".replay__cue")] == ["?t=1", "?t=5", "?t=761"]
    assert [a.get_text() for a in page.select(".replay__speaker")] == [
        "Claire Vasseur",
        "Malik Benhaddou",
        "Claire Vasseur",
    ]
    assert page.select_one(".place") is None


def test_anyone_may_play_what_is_published(client, replay):
    file = reverse("community:recording_file", args=[replay.recording_id])
    response = client.get(file, headers={"range": "bytes=0-9"})
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == b"0123456789"


def test_an_address_lands_on_the_second(client, replay):
    page = page_of(client, replay.webinar.get_absolute_url(), t="761")
    assert page.select_one("video source")["src"].endswith("#t=761")
    (current,) = page.select(".replay__cue[aria-current]")
    assert current.get_text() == "L’écran partagé remplace le visage."
    assert page.select_one("[data-permalink]")["href"].endswith("?t=761")


@pytest.mark.parametrize("second", ["-5", "abc", "1e3", "٣", "9" * 30, "", "12.5"])
def test_a_second_that_is_none_plays_from_the_start(client, replay, second):
    page = page_of(client, replay.webinar.get_absolute_url(), t=second)
    assert "#t=" not in page.select_one("video source")["src"]


def test_beyond_the_end_is_the_end(client, replay):
    page = page_of(client, replay.webinar.get_absolute_url(), t="99999")
    assert page.select_one("video source")["src"].endswith("#t=900")


def test_the_transcript_in_another_language(client, replay):
    make_track(
        replay.recording,
        language="en",
        webvtt=("WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Claire>Welcome.\n"),
    )
    url = replay.webinar.get_absolute_url()
    assert page_of(client, url).select_one(".replay__scroll")["lang"] == "fr"
    english = page_of(client, url, captions="en")
    assert english.select_one(".replay__scroll")["lang"] == "en"
    assert [a.get_text() for a in english.select(".replay__cue")] == ["Welcome."]
    assert page_of(client, url, captions="de").select_one(".replay__scroll")["lang"] == "fr"


def test_the_transcript_as_text(client, replay):
    url = reverse("webinars:replay_transcript", args=["retour", "fr"])
    response = client.get(url)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "[12:41] Claire Vasseur – L’écran partagé" in response.content.decode()
    assert client.get(url.replace("/fr.txt", "/en.txt")).status_code == 404


def test_a_member_goes_on_where_they_left(signed_in, person, replay):
    url = reverse("webinars:replay_position", args=["retour"])
    assert signed_in.post(url, {"t": "341"}).status_code == 204
    assert WatchPosition.objects.get().seconds == 341
    page = page_of(signed_in, replay.webinar.get_absolute_url())
    assert page.select_one("[data-resume] a")["href"] == "?t=341"
    assert not page.select_one("[data-resume]").has_attr("hidden")
    assert page.select_one("[data-position] input[name=csrfmiddlewaretoken]")["value"]
    for nonsense in ("", "-1", "x"):
        assert signed_in.post(url, {"t": nonsense}).status_code == 404


def test_a_visitor_has_no_position_form(client, replay):
    page = page_of(client, replay.webinar.get_absolute_url())
    assert page.select_one("[data-position]") is None
    assert page.select_one("[data-resume]").has_attr("hidden")


def test_download_only_where_it_is_allowed(client, replay):
    url = replay.webinar.get_absolute_url()
    assert len(page_of(client, url).select("a[download]")) == 1
    replay.is_downloadable = False
    replay.save()
    assert page_of(client, url).select("a[download]") == []


def test_until_it_is_published_only_animators_watch(client, animator, person):
    replay = make_replay(slug="prive", is_published=False)
    file = reverse("community:recording_file", args=[replay.recording_id])
    text = reverse("webinars:replay_transcript", args=["prive", "fr"])
    position = reverse("webinars:replay_position", args=["prive"])
    for user, status in ((None, 404), (person, 404), (animator, 200)):
        if user:
            client.force_login(user)
            assert client.post(position, {"t": "5"}).status_code == (204 if status == 200 else 404)
        page = page_of(client, replay.webinar.get_absolute_url())
        assert (page.select_one("video") is not None) == (status == 200)
        assert client.get(file).status_code == status
        assert client.get(text).status_code == status


def test_members_only_stays_with_members(client, person):
    replay = make_replay(slug="entre-nous", audience="members")
    file = reverse("community:recording_file", args=[replay.recording_id])
    track = reverse("community:recording_track", args=[replay.recording_id, "captions", "fr"])
    for url in (file, track, replay.webinar.get_absolute_url()):
        assert client.get(url).status_code == 404
    client.force_login(person)
    for url in (file, track, replay.webinar.get_absolute_url()):
        assert client.get(url).status_code == 200


def test_without_a_replay_the_page_says_why(client):
    pending = page_of(client, make_webinar(days=-1).get_absolute_url())
    never = page_of(client, make_webinar(days=-1, is_recorded=False).get_absolute_url())
    assert len({page.select_one("#place-title + p").get_text() for page in (pending, never)}) == 2
    assert pending.select("form[method=post]") == []


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_after(client, person, django_assert_num_queries, count):
    replay = make_replay(speakers=[f"Speaker {n}" for n in range(count)])
    for number in range(count):
        make_webinar(days=number + 1)
    if count > 1:
        make_track(replay.recording, language="en")
    with django_assert_num_queries(6 + MADE_CARDS):
        client.get(replay.webinar.get_absolute_url())
    client.force_login(person)
    with django_assert_num_queries(10 + MADE_CARDS):
        client.get(replay.webinar.get_absolute_url())


# Series


def test_a_series_and_being_there_each_time(signed_in, person):
    series = make_series(starts_at_time="13:00")
    coming = make_webinar(series=series)
    make_replay(series=series)
    page = page_of(signed_in, series.get_absolute_url())
    assert titles(page) == [coming.title_fr]
    assert len(cards(page)) == 1
    assert "jeudi" in page.select_one(".page-head").get_text()
    signed_in.post(reverse("webinars:series_follow", args=[series.slug]))
    assert Subscription.objects.get().user == person
    page = page_of(signed_in, series.get_absolute_url())
    token = CalendarFeed.objects.get().token
    assert page.select_one("#personal-url")["value"].endswith(f"/calendars/{token}.ics")
    change = reverse("webinars:series_calendar_change", args=[series.slug])
    signed_in.post(change, {"renew": "1"})
    assert CalendarFeed.objects.get().token != token
    signed_in.post(change, {"close": "1"})
    assert not CalendarFeed.objects.exists()
    signed_in.post(reverse("webinars:series_unfollow", args=[series.slug]))
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_series_queries(client, person, django_assert_num_queries, count):
    series = make_series()
    for number in range(count):
        make_webinar(series=series, days=number + 1)
        make_replay(series=series)
    with django_assert_num_queries(5):
        client.get(series.get_absolute_url())
    subscribe(series, user=person)
    client.force_login(person)
    with django_assert_num_queries(9):
        client.get(series.get_absolute_url())


def test_both_languages(client):
    webinar = make_webinar(title_fr="Le retour", title_en="Feedback", description_fr="Bonjour")
    assert page_of(client, f"/en/webinars/{webinar.slug}/").h1.get_text(strip=True) == "Feedback"
    prose = page_of(client, f"/en/webinars/{webinar.slug}/").select_one(".prose")
    assert (prose["lang"], prose.get_text(strip=True)) == ("fr", "Bonjour")


def test_the_home_shows_the_next_session_and_the_week(client, signed_in, homes):
    make_webinar(title_fr="Demain", days=1)
    make_webinar(title_fr="Plus tard", days=20)
    assert titles(page_of(signed_in, "/fr/")) == ["Demain"]
    client.logout()
    assert titles(page_of(client, "/fr/")) == ["Demain"]


def test_the_sitemap_lists_public_sessions_in_both_languages(client, homes):
    make_webinar(slug="publique")
    make_webinar(slug="cachee", audience="members")
    content = client.get("/sitemap.xml").content.decode()
    assert "/fr/webinars/publique/</loc>" in content
    assert "/en/webinars/publique/</loc>" in content
    assert "cachee" not in content
