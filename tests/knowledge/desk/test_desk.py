"""The expert's desk: what stands on it, for whom, in how many queries."""

import uuid

import pytest
from bs4 import BeautifulSoup

from community.core.roles import Role
from knowledge.demands import claims
from knowledge.proposals import services as proposals
from knowledge.readings.services import count
from tests.factories.cards import make_card, make_theme
from tests.factories.demands import make_demand
from tests.factories.people import make_user

DESK = "/fr/savoirs/bureau/"


def lines(answer):
    """Return the titles of each section by its key."""
    page = BeautifulSoup(answer.content, "html.parser")
    return {
        section["id"]: [
            link.get_text() for link in section.select(".rows a, tbody a") if link.get_text()
        ]
        for section in page.select(".desk > section")
    }


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 404), (Role.FACILITATOR, 404), (Role.EXPERT, 200), (Role.ANIMATOR, 200)],
)
def test_the_desk_is_for_who_writes_and_reviews(client, library, role, status):
    assert client.get(DESK).status_code == 302
    user = make_user(*([role] if role else []))
    client.force_login(user)
    assert client.get(DESK).status_code == status
    menu = client.get("/fr/savoirs/").content.decode()
    assert (f'href="{DESK}"' in menu) == (status == 200)


def fill(library, expert, asker, number):
    for place in range(number):
        card = make_card(library, f"Fiche {place}", author=expert.member, owner=expert)
        count(card.pk)
        make_card(library, f"Brouillon {place}", live=False, owner=expert)
        make_demand(asker, f"Manque {place}", themes=["evaluation"])
        claims.claim(make_demand(asker, f"Promis {place}"), by=expert.member)
        written = proposals.Written(
            title=f"Proposée {place}", summary="S", objective="O", body="Un.", language="fr"
        )
        proposals.propose(proposals.keep(written, by=asker, key=uuid.uuid4()))


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_much_for_three_of_each_as_for_one(
    client, library, person, expert, number, django_assert_num_queries
):
    expert.member.themes.add(make_theme("evaluation"))
    fill(library, expert, person.member, number)
    client.force_login(expert)
    client.get(DESK)
    with django_assert_num_queries(19):
        found = lines(client.get(DESK))
    places = range(number)
    assert sorted(found["cards"]) == [f"Fiche {n}" for n in places]
    assert sorted(found["claims"]) == [f"Promis {n}" for n in places]
    assert sorted(found["demands"]) == [f"Manque {n}" for n in places]
    assert sorted(found["proposals"]) == [f"Proposée {n}" for n in places]
    assert {f"Brouillon {n}" for n in places} <= set(found["drafts"])
    assert "reviews" not in found


@pytest.mark.parametrize("number", [1, 3])
def test_a_reviewer_sees_what_waits(
    client, library, expert, reviewer, number, django_assert_num_queries
):
    for place in range(number):
        card = make_card(library, f"À relire {place}", live=False, owner=expert)
        card.get_workflow().start(card, expert)
    client.force_login(reviewer)
    client.get(DESK)
    with django_assert_num_queries(17):
        found = lines(client.get(DESK))
    assert found["reviews"] == [f"À relire {n}" for n in range(number)]


def test_a_draft_in_review_says_so(client, library, expert):
    card = make_card(library, "En route", live=False, owner=expert)
    card.get_workflow().start(card, expert)
    client.force_login(expert)
    assert "En relecture" in client.get(DESK).content.decode()


def test_the_most_read_card_comes_first(client, library, expert):
    make_card(library, "Peu lue", author=expert.member)
    much = make_card(library, "Beaucoup lue", author=expert.member)
    make_card(library, "Jamais lue", author=expert.member)
    for _ in range(2):
        count(much.pk)
    client.force_login(expert)
    assert lines(client.get(DESK))["cards"][0] == "Beaucoup lue"


def test_an_empty_desk_says_what_will_stand_there(client, expert, db):
    client.force_login(expert)
    answer = client.get(DESK)
    assert answer.status_code == 200
    assert all(not titles for titles in lines(answer).values())
