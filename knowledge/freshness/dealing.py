"""Keeps every published card in somebody's hands: duties opened, dealt and handed on, in bulk."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.core.page_cache import forget_pages
from community.members.models import Member
from community.notifications.services import notify
from knowledge.cards.models import CardPage
from knowledge.freshness.intervals import due_after
from knowledge.freshness.models import Duty, Verification
from knowledge.freshness.pools import People, cards_by_key, people
from knowledge.freshness.rotation import Turn, deal

BATCH: Final = 500
"""Rows a statement: SQLite takes no more parameters at once than it was built for."""
NAMED: Final = 5
"""Titles that a notification says; the list has the others."""
HANDED_OVER: Final = "knowledge.handed_over"
LIST_URL: Final = "/knowledge/to-verify/"


@dataclass(frozen=True, slots=True)
class Step:
    """How far the dealing is."""

    stage: str
    """``opened``, ``placed`` or ``dealt``."""
    cards: int
    """So many cards came that far in this run."""


def deal_all(today: date | None = None) -> Iterator[Step]:
    """Give every published card one duty, and every duty a verifier who is there; yield progress.

    Again without a change it writes nothing. Each pool is dealt in a transaction of its own.
    """
    Duty.objects.filter(card__live=False).delete()
    yield from _open(today or timezone.localdate())
    asked = people()
    yield from _place(asked)
    done = 0
    for pool in Duty.objects.order_by("pool").values_list("pool", flat=True).distinct():
        done += deal_pool(pool, asked)
        yield Step("dealt", done)


def _open(today: date) -> Iterator[Step]:
    columns = ("pk", "kind", "verify_every", "reviewed_on", "first_published_at")
    missing = CardPage.objects.filter(live=True, duty__isnull=True).order_by()
    rows: Any = list(missing.values_list(*columns))
    opened = 0
    for batch in _batches(rows):
        Duty.objects.bulk_create(
            [
                Duty(
                    card_id=pk,
                    due_on=due_after(
                        verified or (timezone.localdate(published) if published else today),
                        kind=kind,
                        own=own,
                    ),
                )
                for pk, kind, own, verified, published in batch
            ],
            ignore_conflicts=True,
        )
        opened += len(batch)
        yield Step("opened", opened)


def _place(asked: People) -> Iterator[Step]:
    """Note whose each card is and in which pool, where that changed."""
    known = {pk: (pool, home) for pk, pool, home in _places()}
    cards = cards_by_key(organisations={pk: home for pk, (_pool, home) in known.items()})
    changed: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
    for pk, card in cards.items():
        place = (asked.pool_of(card), card.organisation)
        if pk in known and place != known[pk]:
            changed[place].append(pk)
    placed = 0
    for (pool, organisation), keys in changed.items():
        for batch in _batches(keys):
            Duty.objects.filter(pk__in=batch).update(pool=pool, organisation=organisation)
            placed += len(batch)
            yield Step("placed", placed)


def _places() -> Any:
    return Duty.objects.order_by().values_list("pk", "pool", "organisation")


def deal_one(duty: Duty) -> None:
    """Find a verifier for one duty, in the pool that its card belongs to now."""
    asked = people()
    card = cards_by_key([duty.pk], organisations={duty.pk: duty.organisation_id})[duty.pk]
    duty.pool, duty.organisation_id = asked.pool_of(card), card.organisation
    duty.save(update_fields=["pool", "organisation"])
    deal_pool(duty.pool, asked)
    duty.refresh_from_db(fields=["verifier"])


def deal_pool(pool: str, asked: People) -> int:
    """Deal the duties of a pool anew among its people; returns how many there are.

    What needs no other verifier keeps its own. Who gets a card because somebody left is told.
    """
    there = asked.of_pool(pool)
    with transaction.atomic():
        duties = list(
            Duty.objects.select_for_update()
            .filter(pool=pool)
            .order_by("pk")
            .only("pk", "verifier_id", "due_on")
        )
        holders = deal(_turns(pool, duties), there)
        moved: defaultdict[int | None, list[Duty]] = defaultdict(list)
        for duty in duties:
            if holders.get(duty.pk) != duty.verifier_id:
                moved[holders.get(duty.pk)].append(duty)
        for person, theirs in moved.items():
            for batch in _batches([duty.pk for duty in theirs]):
                # Who is new to a card that waits already is reminded of it.
                Duty.objects.filter(pk__in=batch).update(verifier=person, reminded_on=None)
        if moved:
            forget_pages()
            _tell_those_who_take_over(moved, set(there))
    return len(duties)


def _turns(pool: str, duties: Sequence[Duty]) -> list[Turn]:
    verified: defaultdict[int, dict[int, None]] = defaultdict(dict)
    found = Verification.objects.filter(card__duty__pool=pool, by__isnull=False)
    rows: Any = found.order_by("turn").values_list("card", "by")
    for card, person in rows:
        # Each once, at the place of the last time.
        verified[card].pop(person, None)
        verified[card][person] = None
    authors = dict(Duty.objects.filter(pool=pool).order_by().values_list("pk", "card__author"))
    return [
        Turn(
            card=duty.pk,
            holder=duty.verifier_id,
            author=authors.get(duty.pk),
            verified=tuple(verified.get(duty.pk, ())),
            due=duty.due_on.toordinal(),
        )
        for duty in duties
    ]


def _tell_those_who_take_over(
    moved: "defaultdict[int | None, list[Duty]]", present: set[int]
) -> None:
    """Tell each new verifier which cards came from somebody who left, in one notification."""
    taken = {
        person: [duty.pk for duty in theirs if duty.verifier_id not in {None, *present}]
        for person, theirs in moved.items()
        if person is not None
    }
    members = Member.objects.select_related("user").in_bulk(
        [person for person, cards in taken.items() if cards]
    )
    for person, member in members.items():
        cards = sorted(taken[person])
        titles = CardPage.objects.filter(pk__in=cards[:NAMED]).order_by("title")
        notify(
            [member.user],
            kind=HANDED_OVER,
            key=_key(cards),
            url=LIST_URL,
            data={
                "count": len(cards),
                "titles": list(titles.values_list("title", flat=True)),
                "more": max(len(cards) - NAMED, 0),
            },
        )


def _key(cards: Sequence[int]) -> str:
    """Return what makes a handing over the same one: the cards, at the turn where they are."""
    turns: list[tuple[int, int]] = []
    for batch in _batches(cards):
        turns += Duty.objects.filter(pk__in=batch).order_by("pk").values_list("pk", F("turn"))
    words = ",".join(f"{card}:{turn}" for card, turn in turns)
    return blake2b(words.encode(), digest_size=16).hexdigest()


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
