"""Who may say what came of a card."""

from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.cards.permissions import can_read


def can_tell(reader: Reader, card: CardPage) -> bool:
    """Whether the reader may say what came of a card, or whether it helped: members who read it."""
    return reader.member_id is not None and can_read(reader, card)
