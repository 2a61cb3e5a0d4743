"""Writes about facilitators."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from community.core.errors import Refused
from community.core.roles import Role
from community.members.models import Member
from community.search.services import reindex
from community.themes.models import Theme
from mentoring.facilitators.models import Facilitator
from mentoring.terms import terms_of


class NotAFacilitator(Refused):
    """Only those who hold the role may describe what they offer."""


def enrol(member: Member) -> Facilitator:
    """Make a member a facilitator, role included; asking twice changes nothing."""
    with transaction.atomic():
        facilitator, _made = Facilitator.objects.get_or_create(member=member)
        member.user.groups.add(*Group.objects.filter(name=Role.FACILITATOR.value))
        refresh(facilitator)
    return facilitator


def describe(
    facilitator: Facilitator,
    *,
    values: Mapping[str, Any],
    themes: Iterable[Theme],
    territories: Iterable[Any],
    avoided_organisations: Iterable[Any] = (),
) -> Facilitator:
    """Save what a facilitator offers. `values` are columns; the rest replaces what was there."""
    with transaction.atomic():
        for name, value in values.items():
            setattr(facilitator, name, value)
        facilitator.save()
        facilitator.themes.set(list(themes))
        facilitator.territories.set(territories)
        facilitator.avoided_organisations.set(avoided_organisations)
        refresh(facilitator)
    return facilitator


def pause(facilitator: Facilitator, *, until: date | None = None) -> Facilitator:
    """Take nothing new from now on, until a day or until `resume`."""
    facilitator.paused_at = facilitator.paused_at or timezone.now()
    facilitator.paused_until = until
    facilitator.save(update_fields=["paused_at", "paused_until"])
    return facilitator


def resume(facilitator: Facilitator) -> Facilitator:
    """Come back from a pause; without one nothing changes."""
    facilitator.paused_at = facilitator.paused_until = None
    facilitator.save(update_fields=["paused_at", "paused_until"])
    return facilitator


def refresh(facilitator: Facilitator) -> None:
    """Let ranking and search follow what the facilitator says of themselves."""
    member = facilitator.member
    own = (member.job_title, member.offers)
    facilitator.terms = {
        "fr": terms_of(" ".join((facilitator.pitch_fr or facilitator.pitch_en, *own)), "fr"),
        "en": terms_of(" ".join((facilitator.pitch_en or facilitator.pitch_fr, *own)), "en"),
    }
    Facilitator.objects.filter(pk=facilitator.pk).update(terms=facilitator.terms)
    reindex("facilitator", facilitator.pk)
