"""Leads the links of imported cards to each other, whichever of them came first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.blocks import StreamValue

from knowledge.cards import portable, rich_text
from knowledge.cards.blocks import CardBody
from knowledge.cards.importing.addresses import card_at, page_at
from knowledge.cards.models import CardPage


@dataclass(frozen=True)
class Waiting:
    """A card that names others which were perhaps not there yet when it was read."""

    card_id: int
    addresses: frozenset[str]
    """Those that links in its text lead to."""
    continues: str = ""
    """That of the card which it goes on from."""


def lead_to_imported(waiting: Iterable[Waiting], *, by: Any) -> None:
    """Tie cards to those that came after them; cards without such a one stay as they are."""
    for each in waiting:
        before = card_at(each.continues)
        if before is not None or any(page_at(address) for address in each.addresses):
            _tie(each.card_id, before, by=by)


@transaction.atomic
def _tie(key: int, before: CardPage | None, *, by: Any) -> None:
    card = CardPage.objects.get(pk=key)
    was_live = card.live and not card.has_unpublished_changes
    latest = card.get_latest_revision_as_object()
    names = portable.Names(
        chosen=lambda _block, key: key,
        rich_text=lambda _block, text: rich_text.with_links(text, _led),
    )
    raw = latest.body.get_prep_value()
    for child in raw:
        child["value"] = portable.renamed(CardBody(), child, names)
    latest.body = StreamValue(CardBody(), raw, is_lazy=True)
    latest.continues = before or latest.continues
    if not card.live:
        latest.save(clean=False)
    revision = latest.save_revision(user=by or card.owner, clean=False)
    if was_live:
        revision.publish()


def _led(link: dict[str, str]) -> dict[str, str]:
    page = page_at(link.get("href", ""))
    return link if page is None else {"linktype": "page", "id": str(page)}
