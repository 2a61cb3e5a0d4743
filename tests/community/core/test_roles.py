"""The roles as migrations lay them: exactly these permissions of the community's own rooms."""

import pytest
from django.contrib.auth.models import Group

from community.core.roles import Role, editing

pytestmark = pytest.mark.django_db
HOST = ("community", "wagtailadmin")
ANIMATED = ("theme", "territory", "organisation", "recording")
CURATED = ("searchsynonym", "searchpin")
EXPECTED = {
    Role.MEMBER: set(),
    Role.EXPERT: {"wagtailadmin.access_admin"},
    Role.REVIEWER: {
        "wagtailadmin.access_admin",
        *(f"community.{codename}" for codename in editing(*CURATED)),
    },
    Role.FACILITATOR: set(),
    Role.ANIMATOR: {
        "wagtailadmin.access_admin",
        "community.view_member",
        "community.change_member",
        *(f"community.{codename}" for codename in editing(*ANIMATED, *CURATED)),
    },
}


@pytest.mark.parametrize("role", Role)
def test_the_permissions_of_a_role(role):
    given = Group.objects.get(name=role.value).permissions.filter(content_type__app_label__in=HOST)
    assert {
        f"{label}.{codename}"
        for label, codename in given.values_list("content_type__app_label", "codename")
    } == EXPECTED[role]


def test_every_role_is_a_group():
    assert set(Role.values) <= set(Group.objects.values_list("name", flat=True))
