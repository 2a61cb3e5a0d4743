"""Reads of variants: how the cards stand in a language, and what changed in one's source."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from community.core.languages import main_language
from community.core.reader import Reader
from community.themes.models import Theme
from knowledge.cards.blocks import CardBody
from knowledge.cards.models import CardPage
from knowledge.translations.difference import Change, changes
from knowledge.translations.enums import Standing
from knowledge.translations.models import CardTranslation
from knowledge.translations.parts import FIELDS, digest_of, from_data, parts_of

Rows = QuerySet[Any]


def text_to_follow(card: CardPage) -> CardPage:
    """Return the card as it is published; a draft as it was last kept."""
    fresh = CardPage.objects.get(pk=card.pk)
    if fresh.live:
        return fresh
    draft: CardPage = fresh.get_latest_revision_as_object()
    return draft


def source_of(card: CardPage, tie: CardTranslation | None) -> CardPage | None:
    """Return what a variant was made from.

    Where nobody noted it, the card of the site's own language leads, or else the oldest.
    """
    if tie is not None:
        return CardPage.objects.filter(pk=tie.source_id or 0).first()
    main = main_language()
    if card.language_code == main:
        return None
    leads = siblings_of(card).filter(translation__isnull=True)
    of_main: CardPage | None = leads.filter(locale__language_code=main).first()
    oldest: CardPage | None = leads.filter(pk__lt=card.pk).order_by("pk").first()
    return of_main or oldest


def siblings_of(card: CardPage) -> Any:
    """Return the card in its other languages, drafts among them."""
    return CardPage.objects.filter(translation_key=card.translation_key).exclude(pk=card.pk)


@dataclass(frozen=True)
class Line:
    """A card on the board; `url` leads to it where it is published, `key` names it for the acts."""

    key: int
    title: str
    url: str
    language: str
    kind: str
    source_title: str = ""
    source_language: str = ""
    writer: str = ""
    changed_at: datetime | None = None


def rows_of(
    standing: Standing, reader: Reader, *, language: str, theme: Theme | None = None
) -> Rows:
    """Return ties (or cards, for what has none) of a standing in a language, as one may see them.

    Only cards that the reader may read are there; of a draft, what it was made from.
    """
    visible = CardPage.objects.visible_to(reader).order_by()
    if theme is not None:
        visible = visible.filter(themed_items__tag=theme)
    if standing == Standing.MISSING:
        return _missing(visible, language)
    if standing == Standing.UNFOLLOWED and language == main_language():
        return _with_card(visible.none())
    if standing == Standing.UNFOLLOWED:
        siblings = CardPage.objects.filter(translation_key=OuterRef("translation_key")).exclude(
            pk=OuterRef("pk")
        )
        alone = visible.in_language(language).filter(
            translation__isnull=True, variants__isnull=True
        )
        leads = siblings.filter(
            Q(locale__language_code=main_language()) | Q(pk__lt=OuterRef("pk")),
            translation__isnull=True,
        )
        return _with_card(alone.filter(Exists(leads)).order_by("-pk"))
    ties = CardTranslation.objects.filter(
        Q(card__live=False) | Q(card__in=visible.values("pk")),
        card__locale__language_code=language,
        source__in=visible.values("pk"),
    )
    if standing == Standing.OUTDATED:
        ties = ties.filter(changed_at__isnull=False).order_by("changed_at", "pk")
    else:
        is_draft = standing == Standing.IN_HAND
        ties = ties.filter(changed_at__isnull=True, card__live=not is_draft)
        ties = ties.order_by("-reconciled_at", "pk")
    return ties.select_related(
        "card__locale", "card__author", "source__locale", "reconciled_by"
    ).defer("text", "card__body", "source__body")


def _missing(visible: Any, language: str) -> Rows:
    there = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    originals = visible.exclude(locale__language_code=language).filter(
        ~Exists(there), Q(translation__isnull=True) | Q(translation__source__isnull=True)
    )
    return _with_card(originals.newest_first())


def _with_card(cards: Any) -> Rows:
    rows: Rows = cards.select_related("locale", "author").defer("body")
    return rows


def counts_for(reader: Reader, *, language: str, theme: Theme | None = None) -> dict[Standing, int]:
    """Return how many cards stand how in a language; one query each."""
    return {
        standing: rows_of(standing, reader, language=language, theme=theme).count()
        for standing in Standing
    }


def lines_of(rows: Iterable[Any]) -> list[Line]:
    """Return what the board shows of rows of `rows_of`; no query."""
    return [_line_of_tie(row) if isinstance(row, CardTranslation) else _line(row) for row in rows]


def _line(card: CardPage) -> Line:
    return Line(
        key=card.pk,
        title=card.title,
        url=card.get_url() or "",
        language=card.language_code,
        kind=card.kind_name(),
        writer=str(card.author or ""),
    )


def _line_of_tie(tie: CardTranslation) -> Line:
    card: Any = tie.card
    source: Any = tie.source
    return Line(
        key=card.pk,
        title=card.draft_title or card.title if not card.live else card.title,
        url=(card.get_url() or "") if card.live else "",
        language=card.language_code,
        kind=card.kind_name(),
        source_title=source.title if source else tie.source_title,
        source_language=source.language_code if source else "",
        writer=str(card.author or ""),
        changed_at=tie.changed_at,
    )


def outdated_of(member_id: int) -> Rows:
    """Return the ties of somebody's variants whose source changed, the oldest change first."""
    return (
        CardTranslation.objects.filter(
            card__author=member_id, changed_at__isnull=False, source__isnull=False
        )
        .select_related("card__locale", "source__locale")
        .defer("text", "card__body", "source__body")
        .order_by(F("changed_at").asc(), "pk")
    )


@dataclass(frozen=True)
class ShownChange:
    """A change as its page shows it, beside what the variant says there."""

    label: str
    change: Change
    own_text: str


@dataclass(frozen=True)
class Comparison:
    """A variant held against its source; `source` is None when that is gone."""

    card: CardPage
    source: CardPage | None
    tie: CardTranslation | None
    changes: Sequence[ShownChange]
    seen: str
    """The digest of what is shown: the act that follows holds for this alone."""


def comparison_of(card: CardPage) -> Comparison:
    """Hold a variant against what its source says by now."""
    tie = CardTranslation.objects.select_related("reconciled_by").filter(card=card.pk).first()
    source = source_of(card, tie)
    if source is None:
        return Comparison(card, None, tie, (), "")
    text = text_to_follow(source)
    now = parts_of(text)
    own = {part.key: part.text for part in parts_of(_as_kept(card)) if part.key}
    found = changes(from_data(tie.text), now) if tie is not None else []
    labels = _labels()
    shown = [
        ShownChange(
            label=labels.get(change.kind, change.kind),
            change=_in_words(change),
            own_text=own.get(change.key, "") if change.kind not in _UNSPOKEN else "",
        )
        for change in found
    ]
    return Comparison(card, text, tie, shown, digest_of(now))


_UNSPOKEN = frozenset({"themes", "audience"})
"""What is not translated, and only has to be the same."""


def _as_kept(card: CardPage) -> CardPage:
    draft: CardPage = card.get_latest_revision_as_object()
    return draft


def _labels() -> Mapping[str, str]:
    fields = (*FIELDS[1:], "audience", "themes")
    named = {name: str(CardPage._meta.get_field(name).verbose_name).capitalize() for name in fields}  # type: ignore[union-attr]
    blocks = {name: str(block.label) for name, block in CardBody().child_blocks.items()}
    return {"title": _("Title"), **named, **blocks}


def _in_words(change: Change) -> Change:
    """Name the choices of a field of choices instead of what the database keeps."""
    if change.kind != "audience":
        return change
    names = dict(CardPage._meta.get_field("audience").flatchoices)
    spans = tuple(
        type(span)(span.op, str(names.get(span.text, span.text))) for span in change.spans
    )
    return Change(change.key, change.kind, change.how, spans, change.is_marked)
