"""The order that readers expect."""

import pytest
from django.urls import reverse

from community.core.roles import Role
from community.core.sorting import by_name, folded
from community.members.models import Member
from community.organisations.models import Organisation
from community.themes.models import Theme
from community.themes.selectors import themes_with_uses
from tests.factories.people import make_organisation, make_user
from tests.factories.themes import make_theme


def test_accents_and_case_do_not_push_a_word_away():
    assert by_name(["Zoé", "évaluation", "Île", "Évolution", "ici", "Eau"]) == [
        "Eau",
        "évaluation",
        "Évolution",
        "ici",
        "Île",
        "Zoé",
    ]


def test_folding():
    assert folded("Œuvre À ÇA") == "œuvre a ca"


NAMES = ["Eau", "évaluation", "Évolution", "Île", "Zoé"]


@pytest.mark.django_db
def test_lists_of_the_database_are_in_the_same_order(client):
    for name in reversed(NAMES):
        make_organisation(name)
        make_theme(name)
        make_user(name=name)
    assert [row.name for row in Organisation.objects.all()] == NAMES
    assert [row.name for row in Theme.objects.all()] == NAMES
    assert [row.name for row in themes_with_uses()] == NAMES
    assert [row.name for row in Member.objects.all()] == NAMES
    assert [row.name for row in Member.objects.distinct().reverse()] == NAMES[::-1]
    client.force_login(make_user(Role.ANIMATOR, name="Ada"))
    for name in ("theme", "organisation"):
        for ordering, expected in (("name", NAMES), ("-name", NAMES[::-1])):
            page = client.get(reverse(f"{name}:index"), {"ordering": ordering})
            assert [row.name for row in page.context["object_list"]] == expected
