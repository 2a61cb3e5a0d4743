"""The vocabulary in the CMS."""

import pytest
from django.urls import reverse

from community.themes.models import Theme
from tests.factories.people import make_user
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, animator):
    client.force_login(animator)
    return client


def test_adding_one(desk):
    data = {
        "name": "Tiers-lieux",
        "name_en": "Third places",
        "slug": "tiers-lieux",
        "description_fr": "",
        "description_en": "",
        "aliases": "fablab\natelier partagé",
    }
    assert desk.post(reverse("theme:add"), data).status_code == 302
    assert Theme.objects.get().alias_list == ["fablab", "atelier partagé"]


def test_the_list_says_how_much_each_is_used(desk):
    make_user().member.themes.add(make_theme("Facilitation"))
    make_theme("Animation")
    response = desk.get(reverse("theme:index"))
    assert [(theme.name, theme.uses) for theme in response.context["object_list"]] == [
        ("Animation", 0),
        ("Facilitation", 1),
    ]
    ordered = desk.get(reverse("theme:index") + "?ordering=-uses")
    assert [theme.name for theme in ordered.context["object_list"]] == ["Facilitation", "Animation"]


def test_merging(desk):
    kept, merged = make_theme("Facilitation"), make_theme("Animation")
    member = make_user().member
    member.themes.add(merged)
    path = reverse("theme:merge", args=[merged.pk])
    assert desk.get(path).context["uses"] == 1
    assert desk.post(path, {"kept": merged.pk}).status_code == 200
    assert Theme.objects.count() == 2
    response = desk.post(path, {"kept": kept.pk})
    assert response["Location"] == reverse("theme:edit", args=[kept.pk])
    assert list(member.themes.all()) == [kept]
