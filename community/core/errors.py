"""What services raise when they refuse: a message for the person, never an HTTP status."""


class Refused(Exception):  # noqa: N818  (it says what happened, as its subclasses do)
    """A refusal that the person can understand; `str(error)` is translated and says what to do."""
