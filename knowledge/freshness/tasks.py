"""Background work and the clock of freshness."""

from collections import deque

from community.core.tasks import job
from knowledge.freshness.dealing import deal_all
from knowledge.freshness.services import mark_overdue, remind


@job()
def hand_on() -> None:
    """Give the cards of who left to others."""
    _deal()


def keep_fresh() -> None:
    """Deal what nobody has, mark what is overdue, remind: what the clock calls."""
    _deal()
    mark_overdue()
    remind()


def _deal() -> None:
    deque(deal_all(), maxlen=0)
