"""The box in figures, counted when they are asked for."""

from mentoring.facilitators.models import Facilitator
from mentoring.requests.enums import State
from mentoring.requests.models import Need


def facilitators() -> int:
    """How many people can be asked."""
    return Facilitator.objects.listed().count()


def needs_looking() -> int:
    """How many needs have nobody yet."""
    return Need.objects.looking().count()


def needs_solved() -> int:
    """How many needs were solved with somebody."""
    return Need.objects.filter(state__in=(State.SOLVED, State.CLOSED)).count()


def needs_self_served() -> int:
    """How many needs the box answered by itself."""
    return Need.objects.filter(state=State.SELF_SERVED).count()
