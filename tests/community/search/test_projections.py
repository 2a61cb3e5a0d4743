"""Organisations and members can be found, each by those who may."""

import pytest

from community.core.reader import ANONYMOUS
from community.members.models import Member
from community.members.selectors import reader_for
from community.search.query import SearchQuery
from community.search.selectors import search
from community.themes.models import Theme
from tests.factories.people import make_organisation, make_territory, make_user

pytestmark = pytest.mark.django_db


def titles(text, reader=ANONYMOUS, **values):
    return [r.title for r in search(SearchQuery(text=text, reader=reader, **values)).results]


def test_an_organisation_is_found_by_name_town_and_region(django_capture_on_commit_callbacks):
    region = make_territory("R53", kind="region", name_fr="Bretagne")
    place = make_territory("D35", kind="department", name_fr="Ille-et-Vilaine", parent=region)
    with django_capture_on_commit_callbacks(execute=True):
        make_organisation("Campus des Genêts", city="Fougères", territory=place, code="FC-9")
    for text in ("genets", "Fougères", "bretagne", "FC-9"):
        assert titles(text) == ["Campus des Genêts"]
    assert titles("", territories=("R53",)) == ["Campus des Genêts"]


def test_a_closed_organisation_is_found_no_more(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        organisation = make_organisation("Campus des Genêts")
    organisation.closed_on = "2026-01-01"
    with django_capture_on_commit_callbacks(execute=True):
        organisation.save()
    assert titles("genets") == []


def test_a_territory_that_moves_takes_its_content_along(django_capture_on_commit_callbacks):
    region = make_territory("R53", kind="region")
    place = make_territory("D35", kind="department")
    with django_capture_on_commit_callbacks(execute=True):
        make_organisation("Campus des Genêts", territory=place)
    assert titles("", territories=("R53",)) == []
    place.parent = region
    with django_capture_on_commit_callbacks(execute=True):
        place.save()
    assert titles("", territories=("R53",)) == ["Campus des Genêts"]


@pytest.fixture
def jade(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user = make_user(name="Jade Morel")
        member = Member.objects.get(user=user)
        member.offers = "Un carnet d’adresses."
        member.save()
    return member


def test_members_find_members_and_visitors_do_not(jade):
    other = reader_for(make_user(name="Karim Lefèvre"))
    assert titles("carnet", other) == ["Jade Morel"]
    assert titles("Jade", other) == ["Jade Morel"]
    assert titles("carnet") == titles("Jade") == []


def test_a_theme_that_is_added_narrows(jade, django_capture_on_commit_callbacks):
    theme = Theme.objects.create(name="Alternance", slug="alternance")
    with django_capture_on_commit_callbacks(execute=True):
        jade.themes.add(theme)
    assert titles("carnet", reader_for(jade.user), themes=("alternance",)) == ["Jade Morel"]


@pytest.mark.parametrize("way", ["unlisted", "inactive", "deleted"])
def test_who_leaves_is_found_no_more(jade, way, django_capture_on_commit_callbacks):
    reader = reader_for(make_user())
    with django_capture_on_commit_callbacks(execute=True):
        if way == "unlisted":
            jade.is_listed = False
            jade.save()
        elif way == "inactive":
            jade.user.is_active = False
            jade.user.save()
        else:
            jade.user.delete()
    assert titles("carnet", reader) == []
