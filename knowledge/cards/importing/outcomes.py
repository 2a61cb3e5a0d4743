"""What may become of a file that is imported."""

from enum import StrEnum


class Outcome(StrEnum):
    """What became of a file."""

    CREATED = "created"
    UPDATED = "updated"
    REVISED = "revised"
    SKIPPED = "skipped"
    REFUSED = "refused"
