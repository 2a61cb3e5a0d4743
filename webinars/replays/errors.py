"""What keeps a replay private, in words for the animator."""

from community.core.errors import Refused


class ReplayRefused(Refused):
    """The replay cannot be published yet; the message says what is missing."""
