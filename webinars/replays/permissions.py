"""Who may watch a replay, and play its recording."""

from community.core.reader import Reader
from community.recordings.models import Recording
from webinars.programme.permissions import can_manage, can_see
from webinars.replays.models import Replay


def can_watch(replay: Replay, reader: Reader) -> bool:
    """Whether the reader may watch: the session's audience once published, animators before."""
    if replay.is_published:
        return can_see(replay.webinar, reader)
    return can_manage(reader)


def may_play(recording: Recording, reader: Reader) -> bool:
    """Guard of recordings: a replay that the reader may watch opens its recording."""
    replays = Replay.objects.published().filter(recording=recording).select_related("webinar")
    return any(can_watch(replay, reader) for replay in replays)
