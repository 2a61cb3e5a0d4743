"""What the community holds of a person can be had, and taken away."""

import pytest
from django.urls import reverse

from community.core.roles import Role
from community.members.models import Member
from community.members.personal_data import erase, held_of
from community.notifications.models import Notification
from community.plugins import gather
from tests.factories.people import make_organisation, make_territory, make_user
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    user = make_user(
        Role.EXPERT,
        name="Ada Martin",
        organisation=make_organisation(code="FC-1"),
        territory=make_territory("R75"),
        email="ada@example.org",
    )
    user.member.themes.add(make_theme("Facilitation"))
    Member.objects.filter(user=user).update(bio="Née à Brest.", offers="Une oreille.")
    Notification.objects.create(recipient=user, kind="x", dedupe_key="1", data={"a": 1})
    user.refresh_from_db()
    return user


def test_all_of_it(ada):
    held = held_of(ada)
    assert held["account"] == {
        "username": ada.username,
        "addresses": [{"email": "ada@example.org", "verified": True}],
        "joined": ada.date_joined.isoformat(),
        "roles": ["Experts", "Members"],
    }
    assert held["profile"] == {
        "handle": "ada-martin",
        "name": "Ada Martin",
        "job_title": "",
        "language": "fr",
        "bio": "Née à Brest.",
        "offers": "Une oreille.",
        "seeks": "",
        "is_listed": True,
        "wants_mail": True,
        "organisation": "FC-1",
        "territory": "R75",
        "themes": ["facilitation"],
    }
    assert [each["data"] for each in held["notifications"]] == [{"a": 1}]


def test_the_host_knows_both():
    assert held_of in gather("exporters")
    assert erase in gather("erasers")


def test_nothing_of_it_is_left(ada, client):
    for _ in range(2):
        erase(ada)
    ada.refresh_from_db()
    left = repr(held_of(ada)).lower()
    for word in ("ada", "martin", "brest", "oreille", "example.org", "fc-1", "r75", "facilitation"):
        assert word not in left
    assert (ada.is_active, ada.has_usable_password(), ada.email) == (False, False, "")
    assert ada.groups.count() == 0
    client.force_login(make_user(name="Zoé Blanc"))
    assert client.get(reverse("community:member", args=["ada-martin"])).status_code == 404
