"""Background work and the clock of related cards."""

from collections import deque

from community.core.tasks import job
from knowledge.related import services


@job()
def relate_due() -> None:
    """Compare the cards that changed; of many changes the first run takes all."""
    services.relate_due()


def relate_all() -> None:
    """Compare all cards: what the clock calls."""
    deque(services.relate_all(), maxlen=0)
