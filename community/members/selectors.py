"""Reads about people: who the reader is, and what others may see of a member."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from community.core.models import Generation
from community.core.page_cache import GENERATION_KEY
from community.core.prepared import Prepared
from community.core.reader import ANONYMOUS, MEMBERS, PUBLIC, Reader
from community.core.roles import Role
from community.members.models import Member, MemberQuerySet, MemberTheme
from community.notifications.models import Notification


@dataclass(frozen=True)
class Person:
    """Who asks for a page, and what its frame says of them."""

    reader: Reader
    unread_count: int = 0
    generation: int | None = None
    """Of what is kept (see `community.core.kept`); None where nobody is signed in."""


def reader_for(user: Any) -> Reader:
    """Return what permissions, queries and search ask about an account; one query."""
    return person_for(user).reader


def person_for(user: Any) -> Person:
    """Return the reader of an account with what every page says of them; one query."""
    if not user.is_authenticated or not user.is_active:
        return Person(ANONYMOUS)
    # A row for each group of the account, so that all comes together.
    rows = _ABOUT.rows(user.pk)
    # An account that an import made without going through Django has no profile yet.
    member_id, organisation_id, territory_id, language, _group, unread, number = rows[0]
    roles = frozenset(row[4] for row in rows) & frozenset(Role.values)
    audiences = {PUBLIC, MEMBERS, f"person:{user.pk}", *(f"role:{role}" for role in roles)}
    if organisation_id:
        audiences.add(f"organisation:{organisation_id}")
    reader = Reader(
        user_id=user.pk,
        member_id=member_id,
        organisation_id=organisation_id,
        territory_id=territory_id,
        language=language or settings.LANGUAGE_CODE,
        roles=roles,
        audiences=frozenset(audiences),
        is_superuser=user.is_superuser,
    )
    return Person(reader, unread, number)


def _about(user_id: int) -> QuerySet[Any, Any]:
    unread = Notification.objects.filter(recipient=user_id).unread().order_by()
    kept_under = Generation.objects.filter(key=GENERATION_KEY).values("number")
    about = ("pk", "organisation_id", "territory_id", "language")
    accounts = get_user_model()._default_manager.filter(pk=user_id)
    return accounts.order_by().values_list(
        *(f"member__{name}" for name in about),
        "groups__name",
        Coalesce(
            Subquery(unread.values("recipient").annotate(number=Count("pk")).values("number")), 0
        ),
        Coalesce(Subquery(kept_under), 0),
    )


_ABOUT = Prepared(_about)


def themes_of_member(reader: Reader) -> frozenset[int]:
    """Return the keys of the themes that the reader cares about; one query."""
    if reader.member_id is None:
        return frozenset()
    return frozenset(theme_id for (theme_id,) in _THEMES.rows(reader.member_id))


_THEMES = Prepared(
    lambda member_id: (
        MemberTheme.objects.filter(content_object=member_id).order_by().values_list("tag")
    )
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
