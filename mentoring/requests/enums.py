"""The words of a need: its kinds, its states and which may follow which, who may read it."""

from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody asks for."""

    COACHING = "coaching", _("Coaching")
    CO_DESIGN = "co_design", _("Designing together")
    WORKSHOP = "workshop", _("A workshop to run")
    DIAGNOSIS = "diagnosis", _("An outside eye")
    TRAINING = "training", _("Training for a team")


class State(models.TextChoices):
    """Where a need stands."""

    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Looking for someone")
    OFFERED = "offered", _("Waiting for an answer")
    IN_PROGRESS = "in_progress", _("Under way")
    SOLVED = "solved", _("Solved")
    SELF_SERVED = "self_served", _("Answered by the box")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Withdrawn")
    EXPIRED = "expired", _("Date passed")


class Confidentiality(models.TextChoices):
    """Who may read a need besides its author and the animators."""

    NETWORK = "network", _("All members")
    FACILITATORS = "facilitators", _("Facilitators only")
    CHOSEN = "chosen", _("Only the person I ask")


class Happening(models.TextChoices):
    """What can happen to a need; `requests/story.py` tells each in words."""

    CREATED = "created", _("created")
    SUBMITTED = "submitted", _("submitted")
    EDITED = "edited", _("edited")
    SUGGESTED = "suggested", _("suggested")
    OFFERED = "offered", _("offered")
    REMINDED = "reminded", _("reminded")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("lapsed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REROUTED = "rerouted", _("rerouted")
    UNMATCHED = "unmatched", _("unmatched")
    ACCEPTED = "accepted", _("accepted")
    STARTED = "started", _("started")
    CHANGED = "changed", _("changed")
    SOLVED = "solved", _("solved")
    SELF_SERVED = "self_served", _("self-served")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    EXPIRED = "expired", _("expired")
    REOPENED = "reopened", _("reopened")
    NOTE = "note", _("note")


LOOKING = (State.OPEN, State.OFFERED)
"""States in which a facilitator is still to be found."""

NEXT = MappingProxyType(
    {
        State.DRAFT: {State.OPEN, State.SELF_SERVED, State.CANCELLED},
        State.OPEN: {State.OFFERED, State.SELF_SERVED, State.CANCELLED, State.EXPIRED},
        State.OFFERED: {
            State.OPEN,
            State.IN_PROGRESS,
            State.SELF_SERVED,
            State.CANCELLED,
            State.EXPIRED,
        },
        State.IN_PROGRESS: {State.SOLVED, State.OPEN, State.CANCELLED},
        State.SOLVED: {State.CLOSED, State.OPEN},
        State.SELF_SERVED: {State.OPEN},
        State.CANCELLED: {State.OPEN},
        State.EXPIRED: {State.OPEN},
        State.CLOSED: set[State](),
    }
)
"""Which states may follow each."""
