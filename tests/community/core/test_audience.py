"""Who may read a thing: one rule, asked in three ways."""

import itertools

import pytest
from django.db.models import Value

from community.core.audience import Audience, HasAudience, audience_q
from community.core.reader import ANONYMOUS, MEMBERS, PUBLIC, Reader
from community.core.roles import Role
from community.members.selectors import reader_for
from community.organisations.models import Organisation
from tests.factories.people import make_organisation, make_user

HERE, THERE = 1, 2


class Thing:
    """What `HasAudience` gives a model, without a table."""

    audience_tokens = HasAudience.audience_tokens
    is_visible_to = HasAudience.is_visible_to

    def __init__(self, audience, organisation_id=None):
        self.audience, self.audience_organisation_id = audience, organisation_id


def reader(*, organisation=None, roles=(), superuser=False):
    tokens = {PUBLIC, MEMBERS, "person:7", *(f"role:{role}" for role in roles)}
    if organisation:
        tokens.add(f"organisation:{organisation}")
    return Reader(
        user_id=7,
        organisation_id=organisation,
        roles=frozenset(roles),
        audiences=frozenset(tokens),
        is_superuser=superuser,
    )


READERS = {
    "a visitor": ANONYMOUS,
    "a member": reader(),
    "a member from here": reader(organisation=HERE),
    "a member from there": reader(organisation=THERE),
    "an animator from here": reader(organisation=HERE, roles=[Role.ANIMATOR.value]),
    "a superuser": reader(superuser=True),
}
THINGS = {
    "everyone": Thing(Audience.EVERYONE),
    "members": Thing(Audience.MEMBERS),
    "here": Thing(Audience.ORGANISATION, HERE),
    "there": Thing(Audience.ORGANISATION, THERE),
    # Not for members any more, but somebody chose an organisation before.
    "members, once here": Thing(Audience.MEMBERS, HERE),
}
VISIBLE = {
    "a visitor": {"everyone"},
    "a member": {"everyone", "members", "members, once here"},
    "a member from here": {"everyone", "members", "members, once here", "here"},
    "a member from there": {"everyone", "members", "members, once here", "there"},
    "an animator from here": {"everyone", "members", "members, once here", "here"},
    "a superuser": set(THINGS),
}


@pytest.mark.parametrize("who", READERS)
def test_an_object_says_who_may_read_it(who):
    assert {name for name, thing in THINGS.items() if thing.is_visible_to(READERS[who])} == VISIBLE[
        who
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "what"), list(itertools.product(READERS, THINGS)))
def test_the_query_says_the_same(who, what):
    make_organisation()
    thing = THINGS[what]
    row = Organisation.objects.annotate(
        audience=Value(str(thing.audience)),
        audience_organisation=Value(thing.audience_organisation_id or 0),
    )
    assert row.filter(audience_q(READERS[who])).exists() == (what in VISIBLE[who])


@pytest.mark.django_db
def test_tokens_of_a_real_reader_carry_profile_and_roles():
    organisation = make_organisation()
    user = make_user(Role.EXPERT, organisation=organisation)
    found = reader_for(user)
    assert found.audiences == {
        PUBLIC,
        MEMBERS,
        f"person:{user.pk}",
        "role:Members",
        "role:Experts",
        f"organisation:{organisation.pk}",
    }
    assert found.roles == {"Members", "Experts"}
    assert (found.member_id, found.organisation_id) == (user.member.pk, organisation.pk)


@pytest.mark.django_db
def test_a_closed_account_reads_as_a_visitor():
    user = make_user(is_active=False)
    assert reader_for(user) == ANONYMOUS
