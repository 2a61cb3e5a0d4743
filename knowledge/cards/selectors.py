"""Reads of cards for one screen each: the library, a card's page, the golden rules, panels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as ListPage
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import get_language, get_language_info, gettext, override
from wagtail.models import Page, PageViewRestriction

from community.core.pagination import page_of
from community.core.reader import Reader
from community.territories.models import Territory, TerritoryKind
from community.themes.models import Theme
from knowledge.cards import content
from knowledge.cards.enums import KIND_PLURALS, KIND_PROMISES, CardKind
from knowledge.cards.models import CardIndexPage, CardPage, CardQuerySet, CardTheme
from knowledge.provenance.selectors import ShownSource, sources_of

PAGE_SIZE = 24


@dataclass(frozen=True)
class Teaser:
    """A card in a list."""

    title: str
    url: str
    kind: str
    summary: str
    minutes: int
    themes: tuple[str, ...]
    author: str
    author_role: str
    published_on: date | None
    number: int | None = None
    for_members: bool = False
    is_stale: bool = False
    """Whether it is overdue for its verification, or needs work."""


@dataclass(frozen=True)
class Choice:
    """A value that a list may be narrowed by."""

    value: str
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class LibraryQuery:
    """What a reader asks of the library; values that do not exist are ignored."""

    kind: str = ""
    theme: str = ""
    territory: str = ""
    order: str = ""
    page: str = ""

    @classmethod
    def of(cls, parameters: Any) -> "LibraryQuery":
        """Read an address's parameters."""
        kind = parameters.get("kind", "")
        return cls(
            kind=kind if kind in CardKind.values else "",
            theme=parameters.get("theme", "")[:100],
            territory=parameters.get("territory", "")[:8],
            order="short" if parameters.get("order") == "short" else "",
            page=parameters.get("page", "")[:9],
        )

    def encoded(self, **changes: str) -> str:
        """Return the parameters with changes, without the page, for an address."""
        values = {name: getattr(self, name) for name in ("kind", "theme", "territory", "order")}
        return urlencode({name: value for name, value in (values | changes).items() if value})


@dataclass(frozen=True)
class Library:
    """One screen of the library."""

    page: "ListPage[Teaser]"
    query: LibraryQuery
    encoded: str
    kinds: tuple[Choice, ...]
    themes: tuple[Choice, ...]
    territories: tuple[Choice, ...]
    narrowed: tuple[Choice, ...]
    promise: str
    """What the chosen kind promises."""
    total: int


def library_of(language: str) -> CardIndexPage | None:
    """Return the published library of a language; the first when there are several."""
    libraries = CardIndexPage.objects.live().select_related("locale")
    return libraries.filter(locale__language_code=language).order_by("path").first()


def library_elsewhere(language: str) -> "Elsewhere | None":
    """Return a published library of another language than this one, None when there is none."""
    libraries = CardIndexPage.objects.live().select_related("locale").order_by("path")
    other = libraries.exclude(locale__language_code=language).first()
    if other is None:
        return None
    code = other.locale.language_code
    return Elsewhere(code=code, also=_also_in(code), url=other.get_url() or "")


def card_at(slug: str, *, language: str) -> CardPage | None:
    """Return the published card of that address with what its page shows; two queries.

    None when there is none, several, or when a page above it is kept back by Wagtail's privacy.
    """
    cards = list(
        CardPage.objects.live()
        .in_language(language)
        .filter(slug=slug)
        .select_related(
            "locale", "author", "territory", "reviewed_by", "duty__verifier", "translation"
        )
        .defer("translation__text")[:2]
    )
    if len(cards) != 1:
        return None
    card = cards[0]
    step = CardPage.steplen
    above = list(
        Page.objects.filter(path__in=[card.path[: step * n] for n in range(1, card.depth)])
        .annotate(is_kept_back=Exists(PageViewRestriction.objects.filter(page=OuterRef("pk"))))
        .order_by("path")
    )
    if not above or any(page.is_kept_back for page in above):
        return None
    # What treebeard would ask for again.
    card._cached_parent_obj = above[-1]
    return card


def library_for(reader: Reader, query: LibraryQuery, *, language: str) -> Library:
    """Return the cards that the reader may see, narrowed, with counts; seven queries at most."""
    everything = CardPage.objects.visible_to(reader).in_language(language)
    territory = _territory(query.territory)
    theme = Theme.objects.filter(slug=query.theme).first() if query.theme else None
    by = {
        "kind": {"kind": query.kind} if query.kind else {},
        "theme": {"themed_items__tag": theme} if theme else {},
        "territory": ({"territory__in": Territory.objects.within(territory)} if territory else {}),
    }

    def without(dimension: str) -> CardQuerySet:
        """The cards narrowed by everything but one dimension: what its counts are of."""
        cards = everything
        for name, condition in by.items():
            if name != dimension and condition:
                cards = cards.filter(**condition)
        return cards

    chosen = without("").newest_first()
    if query.order == "short":
        chosen = chosen.order_by("reading_seconds", "pk")
    page = page_of(
        chosen.select_related("author", "duty").defer("body"), query.page, size=PAGE_SIZE
    )
    page.object_list = teasers_for(page.object_list)
    kinds = _kinds(without("kind"), query)
    themes = _themes(without("theme"), query)
    territories = _territories(without("territory"), query)
    return Library(
        page=page,
        query=query,
        encoded=query.encoded(),
        kinds=kinds,
        themes=themes,
        territories=territories,
        narrowed=_narrowed(query, theme, territory),
        promise=str(KIND_PROMISES.get(CardKind(query.kind), "")) if query.kind else "",
        total=page.paginator.count,
    )


def _territory(code: str) -> Territory | None:
    return Territory.objects.filter(code=code).first() if code else None


def _choice(query: LibraryQuery, name: str, value: str, label: str, count: int) -> Choice:
    current = getattr(query, name) == value
    return Choice(value, label, count, "?" + query.encoded(**{name: value}), current)


def _kinds(cards: CardQuerySet, query: LibraryQuery) -> tuple[Choice, ...]:
    counts = dict(cards.order_by().values_list("kind").annotate(Count("pk")))
    found = [
        _choice(query, "kind", kind, str(KIND_PLURALS[kind]), counts[kind])
        for kind in CardKind
        if counts.get(kind)
    ]
    return (_choice(query, "kind", "", gettext("All"), sum(counts.values())), *found)


def _themes(cards: CardQuerySet, query: LibraryQuery) -> tuple[Choice, ...]:
    rows = (
        CardTheme.objects.filter(content_object__in=cards.order_by().values("pk"))
        .values_list("tag__slug", "tag__name", "tag__name_en")
        .annotate(count=Count("pk"))
    )
    choices = [
        _choice(query, "theme", slug, _in_language(name, name_en), count)
        for slug, name, name_en, count in rows
    ]
    return tuple(sorted(choices, key=lambda choice: choice.label))


def _territories(cards: CardQuerySet, query: LibraryQuery) -> tuple[Choice, ...]:
    """A department counts for its region, under which a reader looks for it."""
    names = ("code", "name_fr", "name_en")
    rows = (
        cards.filter(territory__isnull=False)
        .order_by()
        .values_list(
            "territory__kind",
            *(f"territory__{name}" for name in names),
            *(f"territory__parent__{name}" for name in names),
        )
        .annotate(count=Count("pk"))
    )
    counts: Counter[tuple[str, ...]] = Counter()
    for kind, *places, count in rows:
        own, parent = tuple(places[:3]), tuple(places[3:])
        counts[parent if kind == TerritoryKind.DEPARTMENT and parent[0] else own] += count
    choices = [
        _choice(query, "territory", code, _in_language(name, name_en), count)
        for (code, name, name_en), count in counts.items()
    ]
    return tuple(sorted(choices, key=lambda choice: choice.label))


def _in_language(french: str, english: str) -> str:
    return english if get_language() == "en" and english else french


def _narrowed(
    query: LibraryQuery, theme: Theme | None, territory: Territory | None
) -> tuple[Choice, ...]:
    chosen = [
        ("theme", theme.label if theme else ""),
        ("territory", territory.name if territory else ""),
    ]
    return tuple(
        Choice("", label, 0, "?" + query.encoded(**{name: ""}), current=True)
        for name, label in chosen
        if label
    )


def teasers_for(cards: Iterable[CardPage], *, with_themes: bool = True) -> list[Teaser]:
    """Return teasers of cards (with `author`, `duty` selected), their themes in one more query."""
    rows = list(cards)
    themes: dict[int, list[str]] = {}
    items = CardTheme.objects.filter(content_object__in=[card.pk for card in rows])
    for item in items.select_related("tag").order_by("tag__name") if rows and with_themes else ():
        themes.setdefault(item.content_object_id, []).append(item.tag.label)
    return [
        Teaser(
            title=card.title,
            url=card.get_url() or "",
            kind=card.kind_name(),
            summary=card.summary,
            minutes=card.minutes,
            themes=tuple(themes.get(card.pk, ())[:3]),
            author=str(card.author) if card.author else "",
            author_role=card.author.job_title if card.author else "",
            published_on=card.published_on,
            number=card.rule_number,
            for_members=card.audience != "everyone",
            is_stale=is_stale(card),
        )
        for card in rows
    ]


def is_stale(card: CardPage) -> bool:
    """Whether a card is to be taken with care; read with its `duty`, no query."""
    duty = getattr(card, "duty", None)
    return duty is not None and duty.is_stale


@dataclass(frozen=True)
class Elsewhere:
    """The same card, or the library, in another language."""

    code: str
    also: str
    """“Also in English”, in that language."""
    url: str
    is_newer: bool = False
    """Whether the card being read was made from it, and it was changed since."""


@dataclass(frozen=True)
class CardScreen:
    """What a card's page shows beside the card itself."""

    sections: Sequence[content.Section]
    themes: Sequence[Theme]
    elsewhere: Sequence[Elsewhere]
    crumbs: Sequence[dict[str, str]]
    sources: Sequence[ShownSource]
    parts: Sequence["PartOf"] = ()


@dataclass(frozen=True)
class PartOf:
    """A card that goes on with this one (`is_next`), or that this one goes on with."""

    title: str
    url: str
    is_next: bool


def card_screen(card: CardPage, reader: Reader) -> CardScreen:
    """Return what surrounds a card: four queries, and one or two for each sort of source."""
    others = _others_of(card, reader)
    return CardScreen(
        sections=content.sections_of(card.body),
        themes=list(Theme.objects.filter(knowledge_cardtheme_items__content_object=card.pk)),
        elsewhere=_elsewhere(card, others),
        parts=_parts(card, others),
        crumbs=(*_crumbs(card), {"label": card.title, "url": ""}),
        sources=sources_of(card, reader),
    )


def _crumbs(card: CardPage) -> list[dict[str, str]]:
    parent = card.get_parent() if card.pk else None
    if parent is None:
        return []
    return [{"label": parent.title, "url": parent.get_url() or ""}]


def _others_of(card: CardPage, reader: Reader) -> list[CardPage]:
    """Return the card's translations and the parts that it was split into; one query."""
    same = Q(translation_key=card.translation_key) & ~Q(locale=card.locale_id)
    parts = Q(continues=card.pk) if card.pk else Q()
    if card.continues_id:
        parts |= Q(pk=card.continues_id)
    others = CardPage.objects.visible_to(reader).filter(same | parts)
    return list(others.select_related("locale").defer("body").order_by("pk"))


def _elsewhere(card: CardPage, others: Sequence[CardPage]) -> list[Elsewhere]:
    tie = getattr(card, "translation", None)
    return [
        Elsewhere(
            code=other.language_code,
            also=_also_in(other.language_code),
            url=other.get_url() or "",
            is_newer=tie is not None and tie.is_outdated and tie.source_id == other.pk,
        )
        for other in others
        if other.translation_key == card.translation_key
    ]


def _parts(card: CardPage, others: Sequence[CardPage]) -> list[PartOf]:
    return [
        PartOf(other.title, other.get_url() or "", is_next=other.continues_id == card.pk)
        for other in others
        if other.pk == card.continues_id or (card.pk and other.continues_id == card.pk)
    ]


def _also_in(code: str) -> str:
    with override(code):
        return gettext("Also in %(language)s") % {"language": get_language_info(code)["name_local"]}


def cards_for_theme(theme: Theme, reader: Reader, *, limit: int = 6) -> list[Teaser]:
    """Return the latest cards of a theme in the language being shown; two queries."""
    cards = _shown(reader).filter(themed_items__tag=theme)
    return teasers_for(cards[:limit])


def fresh_with_themes(reader: Reader, *, limit: int = 3) -> list[tuple[int, frozenset[int]]]:
    """Return the keys of the latest cards, each with its themes' keys; one query.

    Every theme's `limit` latest cards are among them, so that a member's own themes choose there.
    """
    rows = _shown(reader).filter(themed_items__isnull=False).select_related(None)
    themes: dict[int, set[int]] = {}
    for card_id, theme_id in rows.values_list("pk", "themed_items__tag"):
        themes.setdefault(card_id, set()).add(theme_id)
    seen: Counter[int] = Counter()
    found = []
    for card_id, keys in themes.items():
        if any(seen[key] < limit for key in keys):
            found.append((card_id, frozenset(keys)))
        seen.update(keys)
    return found


def teasers_of(card_ids: Sequence[int]) -> list[Teaser]:
    """Return teasers of cards in the order of the keys, whoever may read them; two queries."""
    cards = CardPage.objects.select_related("author", "duty").defer("body").in_bulk(card_ids)
    return teasers_for(cards[key] for key in card_ids if key in cards)


def curious_cards(reader: Reader) -> list[Teaser]:
    """Return three cards that make one curious: the latest of three kinds; three queries."""
    kinds = (CardKind.LESSON, CardKind.PRACTICE, CardKind.SIGNAL)
    keys = [_shown(reader).filter(kind=kind).values("pk")[:1] for kind in kinds]
    found = CardPage.objects.none()
    for key in keys:
        found = found | CardPage.objects.filter(pk__in=list(key.values_list("pk", flat=True)))
    return teasers_for(found.select_related("author", "duty").defer("body").newest_first())


def _shown(reader: Reader) -> CardQuerySet:
    language = (get_language() or "fr")[:2]
    cards = CardPage.objects.visible_to(reader).in_language(language)
    return cards.newest_first().select_related("author", "duty").defer("body")
