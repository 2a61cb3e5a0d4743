"""Keeps cards, and writes collections; doing it twice does no harm."""

import uuid
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.shelf.models import NAME_LENGTH, Bookmark, CollectedCard, Collection

MOST_KEPT: Final = 1000
MOST_COLLECTIONS: Final = 50
MOST_IN_ONE: Final = 200


def keep(card: CardPage, *, by: Member) -> None:
    """Keep a card for a member. Raises Refused when they keep too many."""
    with transaction.atomic():
        _wait_for(by)
        mine = Bookmark.objects.filter(member=by)
        if mine.filter(card=card).exists():
            return
        if mine.count() >= MOST_KEPT:
            raise Refused(_("You keep %(number)d cards: let one go first.") % {"number": MOST_KEPT})
        mine.create(member=by, card=card, kept_at=timezone.now())


def let_go(card: CardPage, *, by: Member) -> None:
    """Keep a card no longer; collections that hold it stay as they are."""
    Bookmark.objects.filter(member=by, card=card).delete()


def make_collection(name: str, *, by: Member) -> Collection:
    """Return the member's collection of that name, made when it is not there.

    Raises Refused without a name, and for one too many.
    """
    words = _name(name)
    with transaction.atomic():
        _wait_for(by)
        mine = Collection.objects.filter(member=by)
        known = mine.filter(name=words).first()
        if known is not None:
            return known
        if mine.count() >= MOST_COLLECTIONS:
            raise Refused(
                _("You have %(number)d collections: delete one first.")
                % {"number": MOST_COLLECTIONS}
            )
        return mine.create(member=by, name=words)


def rename(collection: Collection, *, name: str) -> None:
    """Give a collection another name. Raises Refused where another one has it."""
    words = _name(name)
    with transaction.atomic():
        current = _locked(collection)
        others = Collection.objects.filter(member=current.member_id, name=words)
        if others.exclude(pk=current.pk).exists():
            raise Refused(_("You have a collection of that name already."))
        current.name = words
        current.save(update_fields=["name"])


def share(collection: Collection) -> None:
    """Open a collection to whoever has its link; one that is open keeps its link."""
    Collection.objects.filter(pk=collection.pk, share_key=None).update(share_key=uuid.uuid4())


def close(collection: Collection) -> None:
    """Take the link away: it opens nothing any more, whoever has it."""
    Collection.objects.filter(pk=collection.pk).update(share_key=None)


def put(card: CardPage, *, into: Collection) -> None:
    """Put a card at the end of a collection; one that is in it keeps its place."""
    with transaction.atomic():
        rows = CollectedCard.objects.filter(collection=_locked(into))
        if rows.filter(card=card).exists():
            return
        if rows.count() >= MOST_IN_ONE:
            raise Refused(
                _("“%(name)s” holds %(number)d cards: take one out first.")
                % {"name": into.name, "number": MOST_IN_ONE}
            )
        last = rows.aggregate(last=Max("place"))["last"] or 0
        rows.create(collection=into, card=card, place=last + 1)


def take_out(card_id: int, *, of: Collection) -> None:
    """Take a card out of a collection."""
    CollectedCard.objects.filter(collection=of, card=card_id).delete()


def place_before(card_id: int, other_id: int | None, *, within: Collection) -> None:
    """Place a card before another one of its collection, last when there is none.

    Saying who comes next, not how far to move, makes it harmless to say twice.
    """
    with transaction.atomic():
        rows = list(CollectedCard.objects.filter(collection=_locked(within)))
        moved = [row for row in rows if row.card_id == card_id]
        others = [row for row in rows if row.card_id != card_id]
        keys = [row.card_id for row in others]
        if not moved or other_id == card_id:
            return
        at = keys.index(other_id) if other_id in keys else len(others)
        ordered = [*others[:at], *moved, *others[at:]]
        for place, row in enumerate(ordered, start=1):
            row.place = place
        CollectedCard.objects.bulk_update(ordered, ["place"])


def _name(name: str) -> str:
    words = " ".join(plain(name).split())[:NAME_LENGTH]
    if not words:
        raise Refused(_("Give the collection a name."))
    return words


def _wait_for(member: Member) -> None:
    """Let one thing happen at a time for a member, so that no limit is passed."""
    Member.objects.select_for_update(of=("self",)).get(pk=member.pk)


def _locked(collection: Collection) -> Collection:
    return Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
