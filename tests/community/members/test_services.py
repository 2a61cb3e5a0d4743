"""A profile for every account, and the roles that animators give."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from community.core.roles import Role
from community.members.models import Member
from community.members.services import ensure_member, set_roles
from tests.factories.people import make_user


@pytest.mark.django_db
def test_every_account_has_a_profile():
    user = get_user_model().objects.create_user("ada", first_name="Ada", last_name="Martin")
    assert (user.member.name, user.member.handle) == ("Ada Martin", "ada-martin")
    assert ensure_member(user) == user.member


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "handle"), [("", "membre"), ("李 明", "membre"), ("Élise d’Orly", "elise-dorly")]
)
def test_its_address_comes_from_the_name(name, handle):
    assert make_user(name=name).member.handle == handle


@pytest.mark.django_db
def test_nobody_takes_the_address_of_ones_own_profile():
    assert make_user(name="Me").member.handle.startswith("me-")


@pytest.mark.django_db(transaction=True)
def test_namesakes_that_come_at_once_all_have_one():
    users = get_user_model().objects.bulk_create(
        get_user_model()(username=f"u{number}", first_name="Ada", last_name="Martin")
        for number in range(4)
    )
    barrier = threading.Barrier(8)

    def ensure(user):
        try:
            barrier.wait(timeout=10)
            ensure_member(user)
        finally:
            connection.close()

    # Each account twice, as when two requests follow a sign-up.
    threads = [threading.Thread(target=ensure, args=[user]) for user in users * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert Member.objects.count() == 4
    assert len(set(Member.objects.values_list("handle", flat=True))) == 4


@pytest.mark.django_db
def test_roles_are_given_and_taken_among_those_one_may_decide():
    member = make_user(Role.REVIEWER, Role.ANIMATOR).member
    for _ in range(2):
        set_roles(
            member,
            roles=[Role.EXPERT, Role.ANIMATOR],
            among=[Role.EXPERT, Role.REVIEWER, Role.FACILITATOR],
        )
        assert set(member.user.groups.values_list("name", flat=True)) == {
            "Members",
            "Experts",
            "Animators",
        }
