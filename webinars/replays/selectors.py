"""Reads of replays: where a reader stopped."""

from community.core.reader import Reader
from webinars.replays.models import WatchPosition


def position_of(reader: Reader, replay_id: int) -> int:
    """Return the second at which the reader stopped; 0 for visitors and those who did not watch."""
    if reader.user_id is None:
        return 0
    mine = WatchPosition.objects.filter(user=reader.user_id, replay=replay_id)
    return mine.values_list("seconds", flat=True).first() or 0
