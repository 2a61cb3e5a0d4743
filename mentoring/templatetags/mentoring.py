"""Small words for the box's templates: states as badges, moments of mails, links that answer."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from mentoring.offers.links import link_of
from mentoring.requests.enums import State

register = template.Library()

KINDS = {
    State.DRAFT: "",
    State.OPEN: "warn",
    State.OFFERED: "info",
    State.IN_PROGRESS: "room",
    State.SOLVED: "good",
    State.SELF_SERVED: "good",
    State.CLOSED: "",
    State.CANCELLED: "",
    State.EXPIRED: "bad",
}


@register.filter
def state_kind(state: str) -> str:
    """Return the kind of badge that a need's state is shown as."""
    return KINDS.get(State(state), "") if state in State.values else ""


@register.filter
def moment(value: str) -> datetime | None:
    """Return the local moment of an ISO text that a notification keeps."""
    parsed = parse_datetime(value) if value else None
    return timezone.localtime(parsed) if parsed else None


@register.simple_tag
def answer_link(offer_id: int, act: str) -> str:
    """Return the full, signed address that lets whoever was asked do one act."""
    return link_of(offer_id, act, get_language() or "fr")
