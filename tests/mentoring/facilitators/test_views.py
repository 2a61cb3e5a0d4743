"""The directory, a facilitator's page, one's own settings and the pause."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.facilitators.services import pause, resume
from tests.factories.mentoring import (
    make_engagement,
    make_facilitator,
    make_qualification,
    make_theme,
    reload,
    rooms_asked,
)
from tests.factories.people import make_organisation, make_territory, make_user

pytestmark = pytest.mark.django_db
BOX = "/fr/boite/"
DIRECTORY = f"{BOX}facilitateurs/"
MINE = f"{BOX}mes-accompagnements/"


def names(page):
    return [str(person) for person in page.context["page"]]


def test_the_directory_is_for_members(client):
    person = make_facilitator()
    assert client.get(DIRECTORY).status_code == 302
    assert client.get(f"{DIRECTORY}{person.member.handle}/").status_code == 302
    assert client.get("/api/facilitators/").status_code == 401


def test_filters_narrow_and_nonsense_is_left_aside(signed_in):
    region = make_territory("R75")
    gironde = make_territory("D33", kind="department", parent=region)
    make_facilitator("Ana", themes=["facilitation"], territories=[gironde])
    make_facilitator("Bea", themes=["alternance"], languages=("fr", "en"))
    paused = make_facilitator("Chloé", formats=("hybrid",))
    pause(paused)
    make_facilitator("Dina", user=make_user(name="Dina", territory=gironde))

    def found(**query):
        return names(signed_in.get(DIRECTORY, query))

    assert found() == ["Ana", "Bea", "Chloé", "Dina"]
    assert found(theme="facilitation") == ["Ana"]
    assert found(territory="R75") == ["Ana", "Dina"]
    assert found(language="en") == ["Bea"]
    assert found(format="hybrid") == ["Chloé"]
    assert found(free="on") == ["Ana", "Bea", "Dina"]
    assert found(theme="facilitation", language="en") == []
    assert found(theme="nope", territory="\x00", language="xx", page="-1") == found()
    resume(paused)
    assert found(free="on") == found()


def test_the_api_says_the_same_as_the_directory(signed_in):
    make_facilitator("Ana", themes=["facilitation"])
    make_facilitator("Bea")
    answer = signed_in.get("/api/facilitators/", {"theme": "facilitation"}).json()
    assert answer["total"] == 1
    assert answer["facilitators"][0]["name"] == "Ana"
    assert answer["facilitators"][0]["themes"] == ["facilitation"]


def test_a_page_shows_what_vouches_and_names_nobody(client):
    engagement = make_engagement()
    facilitator = engagement.places.get().facilitator
    client.force_login(engagement.need.author.user)
    client.post(f"{BOX}engagements/{engagement.pk}/end/")
    make_qualification(facilitator)
    client.force_login(make_user())
    page = client.get(f"{DIRECTORY}{facilitator.member.handle}/")
    assert page.context["evidence"].done_count == 1
    assert "Un accompagnement" in page.text
    assert "Karim" not in page.text
    assert engagement.need.title not in page.text


def test_one_says_what_one_offers(client):
    person = make_facilitator()
    theme, region = make_theme("alternance"), make_territory("R75")
    gironde = make_territory("D33", kind="department", parent=region)
    person.territories.add(gironde)
    avoided = make_organisation("Ailleurs")
    client.force_login(person.member.user)
    values = {
        "pitch_fr": "Je relie l’atelier et l’entreprise.",
        "pitch_en": "",
        "languages": ["fr", "en"],
        "formats": ["on_site"],
        "capacity": "4",
        "themes": [theme.pk],
        "regions": [region.pk],
        "avoided_organisations": [avoided.pk],
    }
    assert client.get(MINE).status_code == 200
    assert client.post(MINE, values).status_code == 302
    person = reload(person)
    assert (person.languages, person.formats, person.capacity) == (("fr", "en"), ("on_site",), 4)
    assert [item.slug for item in person.themes.all()] == ["alternance"]
    assert sorted(place.code for place in person.territories.all()) == ["D33", "R75"]
    assert "ateli" in person.terms["fr"]
    assert list(person.avoided_organisations.all()) == [avoided]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("capacity", "21", "inférieure ou égale à 20"),
        ("capacity", "-1", "supérieure ou égale à 0"),
        ("languages", [], "error-summary"),
        ("languages", ["xx"], "Sélectionnez un choix valide"),
        ("pitch_fr", "", "dans une langue au moins"),
    ],
)
def test_what_cannot_be_is_told(client, field, value, words):
    person = make_facilitator()
    client.force_login(person.member.user)
    values = {"pitch_fr": "Moi", "languages": ["fr"], "formats": ["remote"], "capacity": "2"}
    page = client.post(MINE, values | {field: value})
    assert words in page.text
    assert reload(person).capacity == 2


def test_a_pause_at_any_moment(client):
    person = make_facilitator()
    client.force_login(person.member.user)
    pause_url = f"{MINE}pause/"
    client.post(pause_url, {"length": "14"})
    person = reload(person)
    assert person.is_paused()
    assert person.paused_until == timezone.localdate() + timedelta(days=14)
    assert not person.is_paused(on=timezone.localdate() + timedelta(days=14))
    client.post(pause_url, {"length": ""})
    assert reload(person).paused_until is None
    client.post(pause_url, {"resume": "1"})
    assert not reload(person).is_paused()


def test_who_is_no_facilitator_is_told_how_to_become_one(signed_in):
    assert "pas encore partie des facilitateurs" in signed_in.get(MINE).text
    assert signed_in.post(f"{MINE}pause/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_directory_costs_the_same_for_one_and_for_three(
    signed_in, number, django_assert_num_queries
):
    for index in range(number):
        person = make_facilitator(f"Personne {index}", themes=["facilitation"])
        make_qualification(person)
    signed_in.get(DIRECTORY)
    with django_assert_num_queries(8):
        signed_in.get(DIRECTORY)
    with django_assert_num_queries(7 + rooms_asked()):
        signed_in.get(f"{DIRECTORY}{person.member.handle}/")
