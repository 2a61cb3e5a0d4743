"""Who may play a recording: decided here for all apps, which add their reasons as guards."""

from typing import TYPE_CHECKING

from community.core.reader import Reader
from community.core.roles import Role
from community.plugins import gather

if TYPE_CHECKING:
    from community.recordings.models import Recording


def can_play(recording: "Recording", reader: Reader) -> bool:
    """Whether the reader may play it: its uploader, who reviews, or by something of an app."""
    if reader.is_member and recording.uploaded_by_user_id == reader.user_id:
        return True
    if reader.has_role(Role.REVIEWER, Role.ANIMATOR):
        return True
    return any(guard(recording, reader) for guard in gather("recording_guards"))
