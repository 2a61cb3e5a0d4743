"""Works out which cards are near each other and keeps it: one card when it changes, or all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import F, Q

from community.core.page_cache import forget_pages
from community.search.analysis import is_stop_word, words
from knowledge.cards import content
from knowledge.cards.models import CardPage, CardTheme
from knowledge.related.models import CardWords, RelatedCard
from knowledge.related.nearness import Near, Nearness, Sheet
from knowledge.related.sources import used

T = TypeVar("T")
BATCH: Final = 300
"""Cards a statement: SQLite takes no more parameters at once than it was built for."""
AROUND: Final = 40
"""Neighbours that are compared anew with a card that changed; the clock does the rest."""
OF_TITLE: Final = 3
OF_SUMMARY: Final = 2
"""So often a word there counts."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is."""

    stage: str
    """``read`` or ``related``."""
    cards: int


def mark_due(card: CardPage) -> None:
    """Note that a card was published or withdrawn, so that `relate_due` compares it."""
    CardWords.objects.update_or_create(card=card, defaults={"is_due": True})


def relate_all() -> Iterator[Step]:
    """Compare all published cards, and yield progress; again without a change writes nothing."""
    yield from _read(_stale())
    near = Nearness(_sheets(), used())
    keys = {sheet.key for sheet in near.sheets}
    has_changed = _forget_all_but(keys)
    done = 0
    for batch in _batched(near.of()):
        has_changed |= _write(dict(batch))
        done += len(batch)
        yield Step("related", done)
    CardWords.objects.filter(is_due=True, card__in=_published().values("pk")).update(is_due=False)
    if has_changed:
        forget_pages()


def relate_due() -> int:
    """Compare the cards that changed, and their neighbours with them; returns how many changed."""
    due = set(CardWords.objects.filter(is_due=True).values_list("card", flat=True))
    if not due:
        return 0
    for _step in _read(_stale().filter(pk__in=due)):
        pass
    near = Nearness(_sheets(), used())
    there = due & {sheet.key for sheet in near.sheets}
    holding = RelatedCard.objects.filter(other__in=due).values_list("card", flat=True)
    touched = there | set(holding) | near.around(there, most=AROUND)
    has_changed = False
    gone = RelatedCard.objects.filter(Q(card__in=due - there) | Q(other__in=due - there))
    has_changed |= bool(gone.delete()[0])
    for batch in _batched(near.of(touched)):
        has_changed |= _write(dict(batch))
    CardWords.objects.filter(card__in=due).update(is_due=False)
    if has_changed:
        forget_pages()
    return len(due)


def _published() -> Any:
    return CardPage.objects.live().unrestricted().order_by()


def _stale() -> Any:
    """Return the published cards whose words are not those of the last publication."""
    known = CardWords.objects.filter(
        Q(published_at=F("card__last_published_at"))
        | Q(published_at=None, card__last_published_at=None),
    ).exclude(words={})
    return _published().exclude(pk__in=known.values("card"))


def _read(cards: Any) -> Iterator[Step]:
    keys = list(cards.order_by("pk").values_list("pk", flat=True))
    done = 0
    for batch in _batched(keys):
        found = CardPage.objects.filter(pk__in=batch).select_related("locale")
        CardWords.objects.bulk_create(
            [
                CardWords(card=card, words=_words_of(card), published_at=card.last_published_at)
                for card in found
            ],
            update_conflicts=True,
            unique_fields=["card"],
            update_fields=["words", "published_at"],
        )
        done += len(batch)
        yield Step("read", done)


def _words_of(card: CardPage) -> dict[str, int]:
    """Count the telling stems of a card; those of its title and summary count more."""
    language = card.language_code
    texts = [(card.title, OF_TITLE), (card.summary, OF_SUMMARY), (card.objective, 1)]
    for section in content.sections_of(card.body):
        texts += [(section.heading, 1), (section.text, 1)]
    counts: Counter[str] = Counter()
    for text, times in texts:
        for word in words(text, language):
            if len(word.stem) > 1 and not is_stop_word(word.folded) and not word.stem.isdecimal():
                counts[word.stem] += times
    return dict(counts)


def _sheets() -> list[Sheet]:
    """Read what is compared of every published card; three queries."""
    themes: dict[int, set[int]] = defaultdict(set)
    for card, theme in CardTheme.objects.values_list("content_object", "tag"):
        themes[card].add(theme)
    counts = dict(CardWords.objects.values_list("card", "words"))
    rows = _published().values_list("pk", "translation_key", "locale__language_code", "audience")
    return [
        Sheet(
            key=pk,
            thing=str(thing),
            language=language,
            audience=audience,
            themes=frozenset(themes[pk]),
            words=counts.get(pk, {}),
        )
        for pk, thing, language, audience in rows
    ]


def _batched(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    rest = iter(items)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


@transaction.atomic
def _write(found: dict[int, list[Near]]) -> bool:
    """Keep the neighbours of cards; what stands already is left. Returns whether any changed."""
    # One at a time for a card, whoever works it out.
    locked = CardWords.objects.select_for_update().filter(card__in=found).order_by("pk")
    there = set(locked.values_list("pk", flat=True))
    standing: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    columns = ("card", "other", "by_text", "by_themes", "by_use", "theme", "used_by")
    for card, *rest in RelatedCard.objects.filter(card__in=found).values_list(*columns):
        standing[card].add(tuple(rest))
    changed = {
        card: rows
        for card, rows in found.items()
        if card in there and {_values(row) for row in rows} != standing[card]
    }
    RelatedCard.objects.filter(card__in=changed).delete()
    alive = set(
        CardPage.objects.filter(
            pk__in={row.key for rows in changed.values() for row in rows}
        ).values_list("pk", flat=True)
    )
    RelatedCard.objects.bulk_create(
        [
            RelatedCard(
                card_id=card,
                other_id=row.key,
                by_text=row.by_text,
                by_themes=row.by_themes,
                by_use=row.by_use,
                score=row.score,
                theme_id=row.theme,
                used_by=row.used_by,
            )
            for card, rows in changed.items()
            for row in rows
            if row.key in alive
        ],
        batch_size=BATCH,
    )
    return bool(changed)


def _values(row: Near) -> tuple[Any, ...]:
    return (row.key, row.by_text, row.by_themes, row.by_use, row.theme, row.used_by)


def _forget_all_but(keys: Collection[int]) -> bool:
    """Remove what is near to or from a card that is not published any more."""
    kept = set(RelatedCard.objects.order_by().values_list("card", flat=True).distinct())
    kept |= set(RelatedCard.objects.order_by().values_list("other", flat=True).distinct())
    has_changed = False
    for batch in _batched(sorted(kept - set(keys))):
        gone = RelatedCard.objects.filter(Q(card__in=batch) | Q(other__in=batch))
        has_changed |= bool(gone.delete()[0])
    return has_changed
