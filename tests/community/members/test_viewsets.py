"""Who keeps what in the CMS, and the roles that one person gives another."""

import pytest
from django.urls import reverse

from community.core.roles import Role
from community.members.models import Member
from tests.factories.people import make_organisation, make_territory, make_user
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db
ROLES = [[], [Role.EXPERT], [Role.REVIEWER], [Role.FACILITATOR]]


def pages():
    theme, organisation = make_theme(), make_organisation()
    member, place = make_user().member, make_territory()
    return [
        *(reverse(f"{name}:index") for name in ("theme", "organisation", "territory", "member")),
        *(reverse(f"{name}:add") for name in ("theme", "organisation", "territory")),
        reverse("theme:edit", args=[theme.pk]),
        reverse("theme:merge", args=[theme.pk]),
        reverse("theme:delete", args=[theme.pk]),
        reverse("organisation:edit", args=[organisation.pk]),
        reverse("organisation:import"),
        reverse("territory:edit", args=[place.pk]),
        reverse("member:edit", args=[member.pk]),
        reverse("theme:history", args=[theme.pk]),
    ]


@pytest.mark.parametrize("roles", ROLES)
def test_the_network_is_for_animators(client, roles):
    client.force_login(make_user(*roles))
    for path in pages():
        response = client.get(path)
        assert response.status_code == 302, path
        assert response["Location"].startswith(("/cms/", "/fr/account/", "/en/account/")), path


@pytest.mark.parametrize("is_superuser", [False, True])
def test_animators_and_superusers_open_all_of_it(client, is_superuser):
    client.force_login(make_user(is_superuser=True) if is_superuser else make_user(Role.ANIMATOR))
    for path in pages():
        assert client.get(path).status_code == 200, path


def test_an_expert_sees_nothing_of_it(client, expert):
    client.force_login(expert)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("theme:index") not in page
    assert reverse("organisation:index") not in page


def test_an_animator_finds_it_in_the_menu(client, animator):
    client.force_login(animator)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("theme:index") in page
    assert reverse("member:index") in page


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_adds_or_deletes_a_member(client, is_superuser):
    member = make_user().member
    client.force_login(make_user(is_superuser=True) if is_superuser else make_user(Role.ANIMATOR))
    client.post(reverse("member:add"), {"name": "x"})
    client.post(reverse("member:delete", args=[member.pk]))
    assert Member.objects.filter(pk=member.pk).exists()
    assert Member.objects.count() == 2


def change(client, member, roles):
    return client.post(
        reverse("member:edit", args=[member.pk]),
        {"name": member.name, "language": "fr", "roles": roles, "is_listed": "on"},
    )


def test_an_animator_gives_roles_but_never_their_own(client, animator):
    member = make_user(Role.FACILITATOR).member
    client.force_login(animator)
    assert change(client, member, ["Experts", "Reviewers"]).status_code == 302
    assert set(member.user.groups.values_list("name", flat=True)) == {
        "Members",
        "Experts",
        "Reviewers",
    }
    response = change(client, member, ["Experts", "Animators"])
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["roles"]
    assert not member.user.groups.filter(name="Animators").exists()


def test_other_groups_stay(client, animator):
    member = make_user(Role.ANIMATOR).member
    client.force_login(animator)
    change(client, member, [])
    assert set(member.user.groups.values_list("name", flat=True)) == {"Members", "Animators"}


def test_a_superuser_appoints_animators(client):
    member = make_user().member
    client.force_login(make_user(is_superuser=True))
    assert change(client, member, ["Animators"]).status_code == 302
    assert member.user.groups.filter(name="Animators").exists()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list(client, animator, number, django_assert_max_num_queries):
    for _ in range(number):
        make_user(Role.EXPERT, organisation=make_organisation())
    client.force_login(animator)
    client.get(reverse("member:index"))
    with django_assert_max_num_queries(16):
        client.get(reverse("member:index"))


def test_finding_by_role(client, animator):
    make_user(Role.EXPERT, name="Zoé Blanc")
    client.force_login(animator)
    response = client.get(reverse("member:index") + "?role=Experts")
    assert [member.name for member in response.context["object_list"]] == ["Zoé Blanc"]
