"""Reads of replays: where a reader stopped."""

from community.core.prepared import Prepared
from community.core.reader import Reader
from webinars.replays.models import WatchPosition


def position_of(reader: Reader, replay_id: int) -> int:
    """Return the second at which the reader stopped; 0 for visitors and those who did not watch."""
    if reader.user_id is None:
        return 0
    return dict(_POSITIONS.rows(reader.user_id)).get(replay_id, 0)


_POSITIONS = Prepared(
    lambda user_id: (
        WatchPosition.objects.filter(user=user_id).order_by().values_list("replay", "seconds")
    )
)
