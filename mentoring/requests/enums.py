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
    """What can happen to a need; the label is told in its history after a name."""

    CREATED = "created", _("began to write")
    SUBMITTED = "submitted", _("asked the box")
    EDITED = "edited", _("changed the need")
    SUGGESTED = "suggested", _("suggested people")
    OFFERED = "offered", _("asked")
    REMINDED = "reminded", _("sent a reminder")
    DECLINED = "declined", _("cannot take it this time")
    LAPSED = "lapsed", _("the date for an answer has passed")
    WITHDRAWN = "withdrawn", _("took the question back")
    REROUTED = "rerouted", _("asked the next person")
    UNMATCHED = "unmatched", _("nobody else to ask for now")
    ACCEPTED = "accepted", _("said yes")
    STARTED = "started", _("began the work")
    CHANGED = "changed", _("goes on with someone else")
    SOLVED = "solved", _("solved")
    SELF_SERVED = "self_served", _("found the answer in the box")
    CLOSED = "closed", _("closed the need")
    CANCELLED = "cancelled", _("withdrew the need")
    EXPIRED = "expired", _("the wished-for date has passed")
    REOPENED = "reopened", _("asked again")
    NOTE = "note", _("wrote")


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
