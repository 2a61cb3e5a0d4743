"""Writes about people."""

import secrets
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from community.core.roles import Role
from community.members.models import Member

# Words that stand in addresses where a profile's would.
RESERVED = frozenset({"me"})
MAX_ATTEMPTS = 10


def ensure_member(user: Any) -> Member:
    """Return the account's profile, made with a free address when there is none."""
    found = Member.objects.filter(user=user).first()
    if found:
        return found
    name = user.get_full_name() if hasattr(user, "get_full_name") else ""
    base = slugify(name)[:50] or "membre"
    handle = f"{base}-{secrets.token_hex(3)}" if base in RESERVED else base
    for _attempt in range(MAX_ATTEMPTS):
        try:
            with transaction.atomic():
                member, _made = Member.objects.get_or_create(
                    user=user, defaults={"handle": handle, "name": name[:120]}
                )
                return member
        except IntegrityError:
            # Somebody of that name is there already; never number people, who would be counted.
            handle = f"{base}-{secrets.token_hex(3)}"
    raise RuntimeError(f"No address is free for the profile of account {user.pk}.")


def set_roles(member: Member, *, roles: Iterable[Role], among: Iterable[Role]) -> None:
    """Give the roles to a member and take the others of `among`; roles outside it stay as they are.

    Calling it again changes nothing.
    """
    decided = {role.value for role in among}
    wanted = {role.value for role in roles} & decided
    with transaction.atomic():
        member.user.groups.remove(*Group.objects.filter(name__in=decided - wanted))
        member.user.groups.add(*Group.objects.filter(name__in=wanted))
