"""What somebody tries who wants to know what is none of their business, on every engine.

A secret stands in documents of each audience. Whoever may not read them asks for it by every door:
none of them may answer otherwise than for a word that stands nowhere.
"""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.roles import Role
from community.members.selectors import reader_for
from community.notifications.models import Notification
from community.search.saved.selectors import feed_token
from community.search.saved.services import save_search, tell_news
from community.search.selectors import suggest
from tests.factories.curation import make_pin, make_synonyms
from tests.factories.people import make_organisation, make_user
from tests.factories.search import index, make_document
from tests.factories.themes import make_theme

# Of the same length and ending: what is looked up for a word depends on its letters.
SECRET, NOWHERE = "xylophone", "macrodone"


def mistaken(word):
    """A word with two letters in each other's place."""
    return f"{word[:4]}{word[5]}{word[4]}{word[6:]}"


DOORS = {
    "page": "/fr/search/?q={}",
    "page, narrowed": "/fr/search/?q={}&type=organisation",
    "part of a page": "/fr/search/?q={}&page=1",
    "completion": "/fr/search/suggest/?q={}",
    "feed": "/fr/search/feed/?q={}",
    "feed, narrowed": "/fr/search/feed/?q={}&type=organisation",
    "api": "/api/search/?q={}",
    "api, narrowed": "/api/search/?q={}&type=organisation&lang=fr&size=50",
    "api, completion": "/api/search/suggest/?q={}",
}
# As it stands there, begun, with a typing mistake, as a phrase, left out, with operators.
TYPED = {
    "{}": (SECRET, NOWHERE),
    "{}s ?": (SECRET, NOWHERE),
    "{} begun": (SECRET[:6], NOWHERE[:6]),
    "{} mistaken": (mistaken(SECRET), mistaken(NOWHERE)),
    '"{}"': (SECRET, NOWHERE),
    "commun {}": (SECRET, NOWHERE),
    "commun -{}": (SECRET, NOWHERE),
    "theme:{}": (SECRET, NOWHERE),
    "by:{}": (SECRET, NOWHERE),
}
# What differs from one answer to the next whatever was asked.
PASSING = re.compile(
    r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"|data-[a-z-]*page="[^"]*"'
    r"|<updated>[^<]*</updated>|<id>[^<]*</id>"
)
# A value in a statement as the connection shows it.
VALUE = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")


@pytest.fixture
def home(db):
    return make_organisation("Maison")


@pytest.fixture
def public(engine):
    """Something for everybody."""
    for number, word in enumerate(["ruche", "cire", "ruche"], 8001):
        text = f"Un mot commun à chacun : {word}."
        index("organisation", number, make_document(f"La {word}", text, themes=("commun",)))


@pytest.fixture
def library(public, home):
    """Something for everybody, and a secret for each audience that is not everybody."""
    write_secrets(home)


def write_secrets(home):
    """Write a secret for each audience that is not everybody."""
    owner = make_user()
    audiences = [
        ("organisation", f"organisation:{home.pk}"),
        ("group", f"role:{Role.REVIEWER}"),
        ("person", f"person:{owner.pk}"),
    ]
    for number, (name, token) in enumerate(audiences, 9002):
        index(
            "organisation",
            number,
            make_document(
                f"Le {SECRET} de {name}",
                f"Un mot commun et le {SECRET}.",
                audience=(token,),
                themes=(SECRET, "commun"),
                people=(SECRET,),
            ),
        )
    index("organisation", 9009, make_document(f"Brouillon {SECRET}", "commun", audience=()))
    # What editors keep tells nothing either: other words for the secret, and it put first.
    make_synonyms("commun", also=[SECRET, f"le {SECRET} de {Role.REVIEWER}"])
    make_synonyms(SECRET, also=["person", f"mot {SECRET}"])
    make_pin(f"{SECRET}\ncommun {SECRET}", *[("organisation", 9002 + n) for n in range(3)])


def anonymous(_home):
    return Client()


def of_another_organisation(_home):
    client = Client()
    client.force_login(make_user(organisation=make_organisation("Ailleurs")))
    return client


def formerly_there(home):
    """Somebody who belonged and reviewed until a moment ago, with a session from then."""
    user = make_user(Role.REVIEWER, organisation=home)
    client = Client()
    client.force_login(user)
    assert SECRET in client.get(f"/api/search/?q={SECRET}").text
    user.groups.clear()
    user.member.organisation = None
    user.member.save()
    return client


def said(client, address, word):
    """What a door says, without the word that was asked for and what passes."""
    response = client.get(address)
    assert response.status_code == 200, address
    return PASSING.sub("", response.text).replace(word, "…").replace(word.capitalize(), "…")


@pytest.mark.parametrize("adversary", [anonymous, of_another_organisation, formerly_there])
@pytest.mark.usefixtures("library")
def test_no_door_tells_a_secret_from_a_word_that_stands_nowhere(adversary, home):
    client = adversary(home)
    for name, door in DOORS.items():
        for way, (secret, nowhere) in TYPED.items():
            typed = way.split(" begun")[0].split(" mistaken")[0]
            asked = door.format(typed.format(secret))
            answer = said(client, asked, secret)
            assert SECRET not in answer.lower(), (name, way)
            assert answer == said(client, door.format(typed.format(nowhere)), nowhere), (name, way)


@pytest.mark.parametrize("adversary", [anonymous, of_another_organisation, formerly_there])
@pytest.mark.usefixtures("library")
def test_a_secret_takes_no_more_work(adversary, home):
    """What the database is asked is the same but for the word, so that time tells nothing."""
    client = adversary(home)
    for name, door in DOORS.items():
        for way, (secret, nowhere) in TYPED.items():
            typed = door.format(way.split(" begun")[0].split(" mistaken")[0])
            work = [asked_of_the_database(client, typed, word) for word in (secret, nowhere)]
            assert work[0] == work[1], (name, way)


def asked_of_the_database(client, address, word):
    """The statements that an answer takes, their values left out."""
    client.get(address.format(word))
    with CaptureQueriesContext(connection) as captured:
        client.get(address.format(word))
    return [VALUE.sub("?", query["sql"]) for query in captured.captured_queries]


@pytest.mark.parametrize("adversary", [anonymous, of_another_organisation])
@pytest.mark.usefixtures("public", "homes")
def test_secrets_move_nothing_that_others_see(adversary, home):
    """Totals, facets, scores and order of what one may read, related things among them."""
    make_theme("Commun", slug="commun")
    client = adversary(home)
    asked = ["", "commun", "la ruche commune", "ruhce", '"mot commun"', "commun theme:commun"]
    doors = [door.format(quote(text)) for door in DOORS.values() for text in asked]
    doors.append("/fr/themes/commun/")
    before = [said(client, door, NOWHERE) for door in doors]
    write_secrets(home)
    cache.clear()
    for door, answer in zip(doors, before, strict=True):
        assert said(client, door, NOWHERE) == answer, door


@pytest.mark.usefixtures("library")
def test_a_text_that_holds_it_brings_nothing_related(home):
    """What already answers a need is looked up by the same permissions."""
    reader = reader_for(make_user(organisation=make_organisation("Ailleurs")))
    found = [
        [result.title for result in suggest(f"Comment réparer un {word} ?", reader).results]
        for word in (SECRET, NOWHERE)
    ]
    assert found == [[], []]
    allowed = reader_for(make_user(organisation=home))
    assert suggest(f"Comment réparer un {SECRET} ?", allowed).results


@pytest.mark.parametrize("role", [None, Role.REVIEWER])
@pytest.mark.usefixtures("library")
def test_a_private_feed_and_an_alert_know_no_more_than_their_owner(home, role):
    user = make_user(role, organisation=home) if role else make_user(organisation=home)
    user.groups.clear()
    user.member.organisation = None
    user.member.save()
    saved = save_search(user, query=f"q={SECRET}")
    address = reverse("community:saved_feed", args=[feed_token(saved)])
    assert f"{SECRET} de" not in Client().get(address).text
    index(
        "organisation",
        9010,
        make_document(f"Autre {SECRET}", "x", audience=(f"organisation:{home.pk}",)),
    )
    with time_machine.travel(saved.looked_at + timedelta(days=1, hours=12), tick=False):
        tell_news()
    assert not Notification.objects.filter(recipient=user).exists()


@pytest.mark.usefixtures("library")
def test_those_who_may_read_it_find_it(home):
    client = Client()
    client.force_login(make_user(Role.REVIEWER, organisation=home))
    answer = client.get(f"/api/search/?q={SECRET}").json()
    assert {result["title"] for result in answer["results"]} == {
        f"Le {SECRET} de organisation",
        f"Le {SECRET} de group",
    }
    assert SECRET in client.get(f"/fr/search/suggest/?q={SECRET[:4]}").text
