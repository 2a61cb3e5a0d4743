"""The pages: what they show, to whom, in how many queries, and what their forms do."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.core.audience import Audience
from community.themes.models import Theme
from tests.factories.people import make_territory, make_user
from tests.factories.trips import make_trip, picture_bytes
from webinars.trips.models import (
    Consent,
    LearningTrip,
    TripCommitment,
    TripNote,
    TripPhoto,
    TripState,
)

LIST_QUERIES = 9
# Where cards are installed, those made from it are asked for.
MADE_CARDS = int(apps.is_installed("knowledge"))
PAGE_QUERIES = 11 + MADE_CARDS
MEMBER_QUERIES = 13 + MADE_CARDS

pytestmark = pytest.mark.usefixtures("homes")


def page(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def trips_on(response):
    return [a.get_text() for a in page(response).select(".trip-teaser .card__title a")]


@pytest.mark.parametrize("count", [1, 3])
def test_list_in_a_fixed_number_of_queries(client, django_assert_num_queries, count):
    for _number in range(count):
        trip = make_trip()
        trip.themes.add(Theme.objects.get_or_create(slug="tiers-lieux", name="Tiers-lieux")[0])
        trip.save()
    client.get(reverse("webinars:trips"))
    with django_assert_num_queries(LIST_QUERIES):
        assert len(trips_on(client.get(reverse("webinars:trips")))) == count


@pytest.mark.parametrize("stops", [1, 3])
def test_log_in_a_fixed_number_of_queries(client, django_assert_num_queries, stops):
    trip = make_trip(stops=stops, criteria=stops)
    client.get(trip.get_absolute_url())
    with django_assert_num_queries(PAGE_QUERIES):
        assert len(page(client.get(trip.get_absolute_url())).select(".chapter")) == stops


@pytest.mark.parametrize("stops", [1, 3])
def test_log_of_a_participant_in_a_fixed_number_of_queries(
    signed_in, person, django_assert_num_queries, stops
):
    trip = make_trip(stops=stops, state=TripState.OPEN, participants=[person])
    signed_in.get(trip.get_absolute_url())
    with django_assert_num_queries(MEMBER_QUERIES):
        assert len(page(signed_in.get(trip.get_absolute_url())).select(".chapter")) == stops


def test_its_themes_are_asked_once_where_pages_are_kept(
    signed_in, settings, django_assert_num_queries
):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300
    trip = make_trip(stops=3, criteria=3)
    signed_in.get(trip.get_absolute_url())
    with django_assert_num_queries(12):
        signed_in.get(trip.get_absolute_url())


def test_the_latest_trip_comes_first(client):
    make_trip(title_fr="Avant", starts_on=date(2026, 1, 5))
    make_trip(title_fr="Après", starts_on=date(2026, 9, 5))
    assert trips_on(client.get(reverse("webinars:trips"))) == ["Après", "Avant"]


def test_the_list_is_narrowed_by_territory_and_theme(client):
    north = make_territory("R32", name_fr="Hauts-de-France")
    theme = Theme.objects.create(slug="alternance", name="Alternance")
    southern = make_trip(title_fr="Au sud")
    northern = make_trip(title_fr="Au nord", territory=north)
    northern.themes.add(theme)
    northern.save()
    northern.sites.all().delete()
    address = reverse("webinars:trips")
    assert trips_on(client.get(address, {"territory": "R32"})) == ["Au nord"]
    assert trips_on(client.get(address, {"territory": "D33"})) == ["Au sud"]
    assert trips_on(client.get(address, {"theme": "alternance"})) == ["Au nord"]
    assert trips_on(client.get(address, {"theme": "alternance", "territory": "R75"})) == []
    assert southern.title_fr in trips_on(client.get(address))


@pytest.mark.parametrize(
    "query",
    ["territory=%00", "territory=Ⅻ", "theme=<script>", "page=-1", "page=x", "theme=" + "a" * 900],
)
def test_nonsense_in_the_address_is_harmless(client, query):
    make_trip()
    assert client.get(f"{reverse('webinars:trips')}?{query}").status_code in {200, 400}


def test_the_map_leads_to_the_departments_trips(client):
    make_trip()
    soup = page(client.get(reverse("webinars:trips")))
    links = [a["href"] for a in soup.select(".tile-map a")]
    assert links == ["/fr/webinars/trips/?territory=D33"]


def test_an_empty_list_leads_somewhere(client):
    soup = page(client.get(reverse("webinars:trips")))
    assert soup.select_one(".empty a")["href"] == reverse("community:search")


def test_the_log_shows_route_stops_and_comparison(client):
    trip = make_trip(stops=2, criteria=2, questions_fr="Qui ?\nPourquoi ?")
    soup = page(client.get(trip.get_absolute_url()))
    assert [li["id"] for li in soup.select(".chapter")] == ["stop-1", "stop-2"]
    assert [li["id"] for li in soup.select(".place")] == ["site-1", "site-2"]
    assert [tr["id"] for tr in soup.select(".comparison tbody tr")] == [
        "criterion-critere-1",
        "criterion-critere-2",
    ]
    assert len(soup.select(".route-map__site")) == 2
    assert soup.select_one(".chapter strong").get_text() == "regarde"
    assert len(soup.select(".trip-questions__list li")) == 2
    assert [b.get_text() for b in soup.select(".comparison__total")] == ["6", "8"]
    assert len(soup.select("td.is-ahead")) == 2


def test_numbers_in_the_drawing_are_written_for_machines(client):
    drawing = page(client.get(make_trip().get_absolute_url())).select_one(".route-map__drawing")
    for shape in drawing.select("circle"):
        assert re.fullmatch(r"[\d.]+", shape["cx"])
    assert "," not in drawing.select_one(".route-map__scale path")["d"]


def test_one_site_has_no_comparison(client):
    soup = page(client.get(make_trip(sites=1, criteria=1).get_absolute_url()))
    assert soup.select(".comparison") == []


def test_a_trip_without_sites_or_stops_still_has_a_page(client):
    trip = make_trip(sites=0, stops=0, criteria=0)
    assert client.get(trip.get_absolute_url()).status_code == 200


def test_english_shows_what_is_there_and_marks_its_language(client):
    trip = make_trip(stops=1)
    soup = page(client.get(f"/en/webinars/trips/{trip.slug}/"))
    assert soup.select_one("h1").get_text() == trip.title_en
    assert soup.select_one(".chapter__notes")["lang"] == "fr"


def test_what_one_may_not_see_is_not_there(client, person):
    trip = make_trip(audience=Audience.MEMBERS)
    assert client.get(trip.get_absolute_url()).status_code == 404
    assert trips_on(client.get(reverse("webinars:trips"))) == []
    client.force_login(person)
    assert client.get(trip.get_absolute_url()).status_code == 200


def test_visitors_read_no_names_of_members(client, person):
    trip = make_trip(animator=person.member, participants=[person], stops=1)
    TripNote.objects.create(stop=trip.stops.get(), author=person.member, text="Bonjour")
    TripCommitment.objects.create(trip=trip, author=person.member, text_fr="Essayer")
    text = page(client.get(trip.get_absolute_url())).get_text()
    assert "Bonjour" in text
    assert str(person.member) not in text
    client.force_login(make_user())
    assert str(person.member) in page(client.get(trip.get_absolute_url())).get_text()


def test_notes_and_photos_come_from_a_plain_form(signed_in, person, client):
    trip = make_trip(state=TripState.OPEN, participants=[person], stops=2)
    address = reverse("webinars:trip_note", args=[trip.slug, 2])
    assert signed_in.get(address).status_code == 200
    response = signed_in.post(
        address,
        {
            "text": "Un sablier",
            "photo": SimpleUploadedFile("x.jpg", picture_bytes()),
            "alt": "Un sablier posé",
            "consent": Consent.MISSING,
        },
    )
    assert response.url == f"{trip.get_absolute_url()}#stop-2"
    photo = TripPhoto.objects.get()
    assert TripNote.objects.get().text == "Un sablier"
    mine = page(signed_in.get(trip.get_absolute_url()))
    assert mine.select_one("#stop-2 img")["alt"] == "Un sablier posé"
    served = signed_in.get(photo.file.url)
    assert served.headers["Content-Type"] == "image/webp"
    assert served.getvalue()[8:12] == b"WEBP"
    client.logout()
    assert client.get(photo.file.url).status_code == 404
    assert page(client.get(trip.get_absolute_url())).select(".chapter__photo") == []
    TripPhoto.objects.update(consent=Consent.GIVEN)
    assert client.get(photo.file.url).getvalue()[8:12] == b"WEBP"


def test_a_form_says_what_is_missing(signed_in, person):
    trip = make_trip(state=TripState.OPEN, participants=[person])
    address = reverse("webinars:trip_note", args=[trip.slug, 1])
    for data in (
        {"consent": "nobody"},
        {"consent": "nobody", "photo": SimpleUploadedFile("x.jpg", b"not a photo"), "alt": "x"},
        {"consent": "nobody", "photo": SimpleUploadedFile("x.jpg", picture_bytes())},
    ):
        soup = page(signed_in.post(address, data))
        assert soup.select(".error-summary")
    assert not TripNote.objects.exists()
    assert not TripPhoto.objects.exists()


@pytest.mark.parametrize("number", [0, 3, 999999])
def test_a_stop_that_is_not_there_is_not_found(signed_in, person, number):
    trip = make_trip(state=TripState.OPEN, participants=[person], stops=2)
    assert signed_in.get(reverse("webinars:trip_note", args=[trip.slug, number])).status_code == 404


def test_who_takes_no_part_finds_no_form(signed_in):
    trip = make_trip(state=TripState.OPEN)
    for name, extra in (
        ("note", [1]),
        ("astonished", []),
        ("commit", []),
        ("assess", ["critere-1"]),
    ):
        address = reverse(f"webinars:trip_{name}", args=[trip.slug, *extra])
        assert signed_in.get(address).status_code == 404
        assert signed_in.post(address, {"text": "x"}).status_code == 404


def test_visitors_are_asked_to_sign_in(client):
    trip = make_trip(state=TripState.OPEN)
    response = client.get(reverse("webinars:trip_copy", args=[trip.slug]))
    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_from_coming_along_to_what_came_of_it(signed_in, person):
    trip = make_trip(state=TripState.ANNOUNCED)
    signed_in.post(reverse("webinars:trip_join", args=[trip.slug]))
    assert list(trip.participants.all()) == [person.member]
    LearningTrip.objects.update(state=TripState.OPEN)
    signed_in.post(reverse("webinars:trip_astonished", args=[trip.slug]), {"text": "Le silence"})
    response = signed_in.post(
        reverse("webinars:trip_commit", args=[trip.slug]), {"text": "Compter jusqu’à cent"}
    )
    assert response.url == f"{trip.get_absolute_url()}#try"
    commitment = TripCommitment.objects.get()
    address = reverse("webinars:trip_outcome", args=[commitment.pk])
    assert signed_in.get(address).status_code == 200
    signed_in.post(address, {"outcome": "changed", "text": "Jusqu’à vingt"})
    soup = page(signed_in.get(trip.get_absolute_url()))
    assert soup.select_one(".astonishment p").get_text() == "Le silence"
    assert soup.select_one(".commitment__outcome").get_text() == "Jusqu’à vingt"
    signed_in.force_login(make_user())
    assert signed_in.get(address).status_code == 404


def test_an_empty_commitment_is_asked_again(signed_in, person):
    trip = make_trip(participants=[person])
    response = signed_in.post(reverse("webinars:trip_commit", args=[trip.slug]), {"text": " "})
    assert page(response).select(".error-summary")


def test_sites_are_rated_by_a_form(signed_in, person):
    trip = make_trip(state=TripState.OPEN, participants=[person])
    address = reverse("webinars:trip_assess", args=[trip.slug, "critere-1"])
    soup = page(signed_in.get(address))
    names = {i["name"] for i in soup.select("form.form [name]")}
    data = {name: "5" for name in names if name.endswith("rating")}
    data |= {name: "Chaud" for name in names if name.endswith("merit")}
    response = signed_in.post(address, data)
    assert response.url == f"{trip.get_absolute_url()}#criterion-critere-1"
    soup = page(signed_in.get(trip.get_absolute_url()))
    assert [b.get_text() for b in soup.select(".comparison__total")] == ["5", "5"]
    assert signed_in.post(address, {}).status_code == 200


def test_another_group_takes_the_route(signed_in, person):
    trip = make_trip()
    address = reverse("webinars:trip_copy", args=[trip.slug])
    assert page(signed_in.get(address)).select("form")
    response = signed_in.post(address, {"title": "À nous", "starts_on": "2027-02-02"})
    made = LearningTrip.objects.get(copied_from=trip)
    assert response.url == made.get_absolute_url()
    soup = page(signed_in.get(response.url))
    assert trip.title in soup.get_text()
    assert signed_in.post(address, {"title": "x", "starts_on": "0001-01-01"}).status_code == 200


def test_the_leader_opens_and_publishes_the_log(signed_in, person):
    trip = make_trip(state=TripState.ANNOUNCED, animator=person.member)
    address = reverse("webinars:trip_move", args=[trip.slug])
    for state in (TripState.OPEN, TripState.PUBLISHED):
        signed_in.post(address, {"state": state})
        trip.refresh_from_db()
        assert trip.state == state
    other = make_trip(state=TripState.ANNOUNCED)
    signed_in.post(reverse("webinars:trip_move", args=[other.slug]), {"state": "open"})
    other.refresh_from_db()
    assert other.state == TripState.ANNOUNCED


def test_public_trips_stand_in_the_sitemap_in_both_languages(client):
    public, hidden = make_trip(), make_trip(audience=Audience.MEMBERS)
    text = client.get(reverse("sitemap")).content.decode()
    for language in ("fr", "en"):
        assert f"/{language}/webinars/trips/{public.slug}/" in text
        assert f"/{language}/webinars/trips/{hidden.slug}/" not in text
        assert f"/{language}/webinars/trips/</loc>" in text


def test_the_api_reads_what_the_page_shows(client, person):
    trip, hidden = make_trip(stops=2), make_trip(audience=Audience.MEMBERS)
    listed = client.get("/api/trips/").json()
    assert (listed["count"], [one["slug"] for one in listed["results"]]) == (1, [trip.slug])
    detail = client.get(f"/api/trips/{trip.slug}/").json()
    assert [stop["url"].partition("#")[2] for stop in detail["stops"]] == ["stop-1", "stop-2"]
    assert detail["comparison"][0]["assessments"][0]["rating"] == 3
    assert client.get(f"/api/trips/{hidden.slug}/", follow=True).status_code == 404
    assert client.get("/api/trips/", {"territory": "D33"}).json()["count"] == 1
    assert client.get("/api/trips/", {"territory": "X"}).json()["count"] == 0
    client.force_login(person)
    assert client.get("/api/trips/").json()["count"] == 2
