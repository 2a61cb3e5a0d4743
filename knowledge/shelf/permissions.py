"""Who may keep cards."""

from community.core.reader import Reader


def can_keep(reader: Reader) -> bool:
    """Whether the reader has a shelf: every member with a profile."""
    return reader.member_id is not None
