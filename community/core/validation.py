"""What a refused form or page says, as plain messages."""

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError


def messages_of(error: ValidationError) -> list[str]:
    """Return all that a refusal says, what it says about single blocks included."""
    if hasattr(error, "error_dict"):
        parts = [one for errors in error.error_dict.values() for one in errors]
        return [message for part in parts for message in messages_of(part)]
    if isinstance(error, StreamBlockValidationError):
        inner = [*error.non_block_errors.as_data(), *error.block_errors.values()]
        return [message for part in inner for message in messages_of(part)]
    return [str(message) for message in error.messages]
