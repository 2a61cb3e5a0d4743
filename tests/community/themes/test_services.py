"""Two words for one thing become one, wherever they are used."""

import pytest
from django.urls import reverse
from taggit.models import ItemBase

from community.members.models import MemberTheme
from community.members.selectors import reader_for
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.services import reindex
from community.themes.models import Theme
from community.themes.selectors import references, themes_with_uses, uses_of
from community.themes.services import SameTheme, merge_themes
from tests.factories.people import make_user
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    kept = make_theme("Facilitation", name_en="Facilitation", aliases="animation de groupe")
    merged = make_theme(
        "Animation", name_en="Group work", aliases="animation de groupe\nice breakers"
    )
    return kept, merged


def test_everything_moves_and_nothing_is_there_twice(two):
    kept, merged = two
    one, both = make_user().member, make_user().member
    one.themes.add(merged)
    both.themes.add(kept, merged)
    assert merge_themes(kept, merged=merged) == 2
    assert list(one.themes.all()) == [kept]
    assert list(both.themes.all()) == [kept]
    assert MemberTheme.objects.count() == 2
    assert list(Theme.objects.all()) == [kept]


def test_the_names_of_the_merged_one_lead_to_the_kept_one(two, client, homes):
    kept, merged = two
    merge_themes(kept, merged=merged)
    kept.refresh_from_db()
    assert kept.alias_list == [
        "animation de groupe",
        "Animation",
        "Group work",
        "ice breakers",
    ]
    response = client.get(reverse("community:theme", args=["animation"]))
    assert (response.status_code, response["Location"]) == (
        301,
        reverse("community:theme", args=["facilitation"]),
    )
    assert client.get("/fr/themes/never-was/").status_code == 404


def test_what_was_under_the_merged_one_is_found_under_the_kept_one(
    two, django_capture_on_commit_callbacks
):
    kept, merged = two
    reader = reader_for(make_user())
    with django_capture_on_commit_callbacks(execute=True):
        member = make_user(name="Zoé Blanc").member
        member.themes.add(merged)
        reindex("member", member.pk)

    def found(theme):
        query = SearchQuery(reader=reader, text="zoé", themes=(theme.slug,))
        return [result.title for result in search(query).results]

    assert (found(kept), found(merged)) == ([], ["Zoé Blanc"])
    with django_capture_on_commit_callbacks(execute=True):
        merge_themes(kept, merged=merged)
    assert found(kept) == ["Zoé Blanc"]


def test_not_into_itself(two):
    kept, _merged = two
    with pytest.raises(SameTheme):
        merge_themes(kept, merged=Theme.objects.get(pk=kept.pk))
    assert Theme.objects.count() == 2


def test_every_table_of_themes_is_known():
    """Each through table of each app that is installed, and whatever else points to a theme."""
    tables = {field.model for field in references()}
    assert {model for model in tables if issubclass(model, ItemBase)} >= {MemberTheme}
    assert MemberTheme in tables


def test_uses_are_counted(two, django_assert_num_queries):
    kept, merged = two
    make_user().member.themes.add(kept, merged)
    make_user().member.themes.add(kept)
    assert (uses_of(kept), uses_of(merged)) == (2, 1)
    with django_assert_num_queries(1):
        assert [(theme.slug, theme.uses) for theme in themes_with_uses()] == [
            ("animation", 1),
            ("facilitation", 2),
        ]
