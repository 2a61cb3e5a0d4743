"""People for the tests: an account with its profile and roles."""

import itertools

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from community.core.roles import Role
from community.members.models import Member
from community.organisations.models import Organisation, OrganisationKind
from community.territories.models import Territory

_numbers = itertools.count(1)


def make_organisation(name="Campus des Trois Rivières", **values):
    values.setdefault("code", f"T-{next(_numbers)}")
    values.setdefault("kind", OrganisationKind.CONTINUING)
    return Organisation.objects.create(name=name, **values)


def make_territory(code="R75", **values):
    values.setdefault("kind", "region")
    values.setdefault("name_fr", f"Territoire {code}")
    return Territory.objects.get_or_create(code=code, defaults=values)[0]


def make_user(*roles, name="Ada Martin", organisation=None, territory=None, **values):
    """An account with a verified address, its profile, and the member role beside those given."""
    number = next(_numbers)
    first, _space, last = name.partition(" ")
    values.setdefault("email", f"person{number}@example.org")
    user = get_user_model().objects.create_user(
        username=f"person{number}", password="pass", first_name=first, last_name=last, **values
    )
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    wanted = [Role.MEMBER.value, *(role.value for role in roles)]
    user.groups.add(*Group.objects.filter(name__in=wanted))
    Member.objects.filter(user=user).update(organisation=organisation, territory=territory)
    user.refresh_from_db()
    return user
