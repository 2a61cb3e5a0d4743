"""What other apps are given: where a card is made of a thing."""

from urllib.parse import urlencode

from django.urls import reverse

from community.core.reader import Reader
from knowledge.provenance.permissions import can_make


def card_from(reader: Reader, kind: str, key: str, position: str) -> str:
    """Return the address where the reader makes a card of a thing; empty for who does not."""
    if not can_make(reader):
        return ""
    asked = {"kind": kind, "key": key, "position": position}
    return f"{reverse('knowledge:card_from')}?{urlencode(asked)}"
