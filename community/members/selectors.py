"""Reads about people: who the reader is, and what others may see of a member."""

from typing import Any

from django.conf import settings
from django.db.models import Q

from community.core.reader import ANONYMOUS, MEMBERS, PUBLIC, Reader
from community.core.roles import Role
from community.members.models import Member, MemberQuerySet

# An account that an import made without going through Django has no profile yet.
NO_PROFILE = (None, None, None, settings.LANGUAGE_CODE, None)


def reader_for(user: Any) -> Reader:
    """Return what permissions, queries and search ask about an account; one query."""
    if not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    # A row for each group of the member, so that profile and roles come together.
    rows = list(
        Member.objects.filter(user=user.pk)
        .order_by()
        .values_list("pk", "organisation_id", "territory_id", "language", "user__groups__name")
    )
    member_id, organisation_id, territory_id, language, _group = rows[0] if rows else NO_PROFILE
    roles = frozenset(row[-1] for row in rows) & frozenset(Role.values)
    audiences = {PUBLIC, MEMBERS, f"person:{user.pk}", *(f"role:{role}" for role in roles)}
    if organisation_id:
        audiences.add(f"organisation:{organisation_id}")
    return Reader(
        user_id=user.pk,
        member_id=member_id,
        organisation_id=organisation_id,
        territory_id=territory_id,
        language=language,
        roles=roles,
        audiences=frozenset(audiences),
        is_superuser=user.is_superuser,
    )


def listed_members(reader: Reader) -> MemberQuerySet:
    """Return the members whom the reader may find: none for visitors, nobody who stays unlisted."""
    if not reader.is_member:
        return Member.objects.none()
    return Member.objects.listed().select_related("organisation", "territory")


def member_visible_to(reader: Reader, handle: str) -> Member | None:
    """Return the profile at that address, or None when the reader may not see it.

    Everyone sees their own; animators see those who stay unlisted.
    """
    if not reader.is_member:
        return None
    found = Member.objects.select_related("organisation", "territory", "user").filter(
        handle=handle, user__is_active=True
    )
    if not reader.has_role(Role.ANIMATOR):
        found = found.filter(Q(is_listed=True) | Q(user=reader.user_id))
    return found.first()
