"""Writes of sources: tied to a card, copied to its variants, told when they are about to go."""

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from community.core.errors import Refused
from community.core.origins import origin_kinds
from community.core.page_cache import forget_pages
from community.core.reader import Reader
from community.members.models import Member
from community.members.selectors import reader_for
from community.notifications.services import notify
from knowledge.cards.drafts import Words, make_draft
from knowledge.cards.models import CardPage
from knowledge.provenance.addresses import named_by
from knowledge.provenance.models import CardSource
from knowledge.provenance.selectors import find

GONE: Final = "knowledge.source_gone"


class NotThere(Refused):
    """What the card should come from is not there for who asks."""


@transaction.atomic
def attach(
    card: CardPage, *, kind: str, key: str, position: str = "", reader: Reader
) -> CardSource:
    """Say that a card comes from a thing that the reader may see; twice changes nothing.

    Raises NotThere.
    """
    origin = find(reader, kind, key, position)
    if origin is None:
        raise NotThere(gettext("What this card should come from is no longer there."))
    source, _made = CardSource.objects.update_or_create(
        card=card,
        kind=kind,
        key=key,
        position=position,
        defaults={
            "label": origin.label[:300],
            "audiences": sorted(origin.audiences),
            "vanished_on": None,
        },
    )
    forget_pages()
    return source


def attach_address(card: CardPage, address: str, *, reader: Reader) -> CardSource | None:
    """Say that a card comes from what an address of this site leads to; None when it is nothing.

    The kind that knows the address says what it is; an address of another site is left alone.
    """
    found = named_by(address)
    if found is None or find(reader, *found) is None:
        return None
    kind, key, position = found
    return attach(card, kind=kind, key=key, position=position, reader=reader)


def follow_publication(card: CardPage) -> None:
    """A link to a place of this site, written as where the card comes from, is such a source."""
    if card.source_url:
        reader = reader_for(card.owner) if card.owner else Reader()
        attach_address(card, card.source_url, reader=reader)


@transaction.atomic
def make_card(
    words: Words, *, kind: str, key: str, position: str, reader: Reader, by: Any
) -> CardPage:
    """Make the draft of a card that comes from a thing; `by` (an account) writes it.

    Raises NotThere, and NoLibrary where there is none in its language.
    """
    card = make_draft(words, owner=by, author=Member.objects.filter(user=by).first())
    attach(card, kind=kind, key=key, position=position, reader=reader)
    return card


def copy_sources(card: CardPage, *, to: CardPage) -> None:
    """A variant comes from where its original comes from."""
    CardSource.objects.bulk_create(
        [
            CardSource(
                card=to,
                kind=source.kind,
                key=source.key,
                position=source.position,
                label=source.label,
                audiences=source.audiences,
                vanished_on=source.vanished_on,
            )
            for source in CardSource.objects.filter(card=card.pk)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def vanish(kind: str, key: str, position: str = "") -> None:
    """Note that a thing, or a place in it, goes: its cards keep its name, their authors are told.

    Called while it is still there, so that its last name and readers are kept. Twice tells nobody
    again.
    """
    rows = CardSource.objects.select_for_update().filter(
        kind=kind, key=key, vanished_on__isnull=True
    )
    if position:
        rows = rows.filter(position=position)
    going = list(rows)
    if not going:
        return
    refs = [(source.key, source.position) for source in going]
    known = origin_kinds().get(kind)
    last = known.find(Reader(is_superuser=True), refs) if known else {}
    for source in going:
        origin = last.get((source.key, source.position))
        if origin is not None:
            source.label, source.audiences = origin.label[:300], sorted(origin.audiences)
        source.vanished_on = timezone.localdate()
        source.save(update_fields=["label", "audiences", "vanished_on"])
        _tell(source)
    forget_pages()


def _tell(source: CardSource) -> None:
    card = CardPage.objects.select_related("author__user").filter(pk=source.card_id).first()
    if card is None or card.author is None:
        return
    notify(
        [card.author.user],
        kind=GONE,
        key=f"{source.pk}",
        url=card.get_url() or "" if card.live else "",
        data={"title": card.draft_title or card.title},
    )
