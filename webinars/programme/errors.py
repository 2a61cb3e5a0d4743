"""What the programme refuses, in words for the person."""

from community.core.errors import Refused


class RegistrationRefused(Refused):
    """The session takes nobody any more, or not in this way."""


class SubscriptionRefused(Refused):
    """The series takes no subscribers any more."""
