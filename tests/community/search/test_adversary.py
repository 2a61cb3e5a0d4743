"""What somebody tries who wants to know what is none of their business, on every engine.

A secret stands in documents of each audience. Whoever may not read them asks for it by every door:
none of them may answer otherwise than for a word that stands nowhere.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.core.roles import Role
from tests.factories.people import make_organisation, make_user
from tests.factories.search import index, make_document

SECRET, NOWHERE = "xylophone", "brontolithe"
DOORS = {
    "page": "/fr/search/?q={}",
    "page, narrowed": "/fr/search/?q={}&type=organisation",
    "part of a page": "/fr/search/?q={}&page=1",
    "completion": "/fr/search/suggest/?q={}",
    "feed": "/fr/search/feed/?q={}",
    "api": "/api/search/?q={}",
}
# As it stands there, begun, with a typing mistake, as a phrase, left out, with operators.
TYPED = {
    "{}": (SECRET, NOWHERE),
    "{}s ?": (SECRET, NOWHERE),
    "{} begun": (SECRET[:6], NOWHERE[:6]),
    "{} mistaken": (SECRET.replace("ph", "hp"), NOWHERE.replace("nt", "tn")),
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


@pytest.fixture
def home(db):
    return make_organisation("Maison")


@pytest.fixture
def library(engine, home):
    """Something for everybody, and a secret for each audience that is not everybody."""
    owner = make_user()
    index("organisation", 9001, make_document("Pour tous", "Un mot commun à chacun."))
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
                themes=(SECRET,),
                people=(SECRET,),
            ),
        )
    index("organisation", 9009, make_document(f"Brouillon {SECRET}", "commun", audience=()))


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


@pytest.mark.parametrize("adversary", [anonymous, of_another_organisation])
@pytest.mark.usefixtures("library")
def test_a_secret_takes_no_more_work(adversary, home):
    client = adversary(home)
    for door in DOORS.values():
        work = []
        for word in (SECRET, NOWHERE, SECRET, NOWHERE):
            with CaptureQueriesContext(connection) as captured:
                client.get(door.format(word))
            work.append(len(captured))
        assert work[2] == work[3], door


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
