"""Reads of the demand board for one screen each."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext

from community.core.pagination import page_of
from community.core.reader import Reader
from community.themes.models import Theme
from knowledge.cards.models import CardPage
from knowledge.demands.enums import State
from knowledge.demands.likeness import ENOUGH, likeness, stems_of
from knowledge.demands.models import Claim, Demand, DemandTheme, DemandVote
from knowledge.demands.permissions import can_vote

PAGE_SIZE: Final = 20
TABS: Final = (State.OPEN, State.CLAIMED, State.ANSWERED)
LOOKED_AT: Final = 500
"""Demands among which the like of a new one are looked for, the most wanted."""


@dataclass(frozen=True)
class BoardQuery:
    """What a reader asks of the board; values that do not exist are ignored."""

    state: str = State.OPEN
    theme: str = ""
    page: str = ""

    @classmethod
    def of(cls, parameters: Any) -> "BoardQuery":
        """Read an address's parameters."""
        state = parameters.get("state", "")
        return cls(
            state=state if state in TABS else State.OPEN,
            theme=parameters.get("theme", "")[:100].replace("\0", ""),
            page=parameters.get("page", "")[:9],
        )

    def encoded(self, **changes: str) -> str:
        """Return the parameters with changes, without the page, for an address."""
        values = {"state": self.state, "theme": self.theme} | changes
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(frozen=True)
class Row:
    """A demand as the board shows it to a reader."""

    demand: Demand
    votes: int
    is_voted: bool
    can_vote: bool
    writer: Any
    """The member who claims it."""
    until: date | None
    card_title: str
    card_url: str
    """Empty where the reader may not read the card, or where it is not published."""

    @property
    def themes(self) -> list[Theme]:
        """Its themes; read with the rows."""
        return [item.tag for item in self.demand.themed_items.all()]


@dataclass(frozen=True)
class Board:
    """One screen of the board."""

    page: "Page[Row]"
    query: BoardQuery
    tabs: tuple[dict[str, Any], ...]
    themes: tuple[tuple[Theme, int], ...]
    total: int


def board_for(reader: Reader, query: BoardQuery) -> Board:
    """Return the demands of a state, the most wanted first; six queries, whatever their number."""
    everything = Demand.objects.filter(state__in=TABS)
    of_state = everything.filter(state=query.state)
    of_theme = everything.filter(themed_items__tag__slug=query.theme) if query.theme else everything
    counts = dict(of_theme.order_by().values_list("state").annotate(Count("pk")))
    chosen = of_theme.filter(state=query.state).most_wanted_first()
    if query.state == State.ANSWERED:
        chosen = chosen.order_by("-state_since", "-pk")
    page = page_of(_with_all(chosen, reader), query.page, size=PAGE_SIZE)
    page.object_list = [row_of(demand, reader) for demand in page.object_list]
    tabs = tuple(
        {
            "label": state.label,
            "url": "?" + query.encoded(state=state),
            "current": state == query.state,
            "count": counts.get(state, 0),
        }
        for state in TABS
    )
    return Board(page, query, tabs, _themes_of(of_state), counts.get(query.state, 0))


def _themes_of(demands: QuerySet[Demand]) -> tuple[tuple[Theme, int], ...]:
    used = DemandTheme.objects.filter(content_object__in=demands.order_by().values("pk"))
    numbers: dict[int, int] = {}
    themes: dict[int, Theme] = {}
    for item in used.select_related("tag"):
        numbers[item.tag_id] = numbers.get(item.tag_id, 0) + 1
        themes[item.tag_id] = item.tag
    ordered = sorted(themes.values(), key=lambda theme: theme.label.casefold())
    return tuple((theme, numbers[theme.pk]) for theme in ordered)


def _with_all(demands: QuerySet[Demand], reader: Reader) -> QuerySet[Demand]:
    """Read with demands what a row shows of them: three queries."""
    mine = DemandVote.objects.filter(demand=OuterRef("pk"), member=reader.member_id)
    held = Claim.objects.filter(ended_at__isnull=True).select_related("member__organisation")
    return (
        demands.select_related("author__organisation", "card")
        .defer("card__body")
        .annotate(vote_number=Count("votes", distinct=True), is_mine_too=Exists(mine))
        .prefetch_related(
            Prefetch("claims", queryset=held, to_attr="held"),
            Prefetch("themed_items", queryset=DemandTheme.objects.select_related("tag")),
        )
    )


def row_of(demand: Any, reader: Reader) -> Row:
    """Return a demand that was read by this module as a row."""
    held = demand.held[0] if demand.held else None
    card: CardPage | None = demand.card
    is_shown = card is not None and card.live and card.is_visible_to(reader)
    return Row(
        demand=demand,
        votes=demand.vote_number,
        is_voted=demand.is_mine_too,
        can_vote=can_vote(reader, demand),
        writer=held.member if held else None,
        until=held.until if held else None,
        card_title=card.title if card is not None and is_shown else "",
        card_url=(card.get_url() or "") if card is not None and is_shown else "",
    )


def row_for(reader: Reader, pk: int) -> Row | None:
    """Return one demand as a row, None when there is none; three queries."""
    found = _with_all(Demand.objects.filter(pk=pk), reader).select_related("duplicate_of").first()
    return row_of(found, reader) if found is not None else None


def like(text: str, reader: Reader, *, language: str, but: int = 0, limit: int = 3) -> list[Row]:
    """Return the demands on the board that ask nearly the same, the most alike first."""
    ours = stems_of(text, language)
    if not ours:
        return []
    known = (Demand.objects.filter(state__in=TABS).exclude(pk=but).most_wanted_first()).values_list(
        "pk", "stems"
    )[:LOOKED_AT]
    scored = [
        (likeness(ours, stems.split()), -place, pk) for place, (pk, stems) in enumerate(known)
    ]
    best = [pk for score, _place, pk in sorted(scored, reverse=True) if score >= ENOUGH][:limit]
    if not best:
        return []
    rows = {
        demand.pk: row_of(demand, reader)
        for demand in _with_all(Demand.objects.filter(pk__in=best), reader)
    }
    return [rows[pk] for pk in best]


def drafts_of(user_id: int | None, *, language: str) -> list[tuple[int, str]]:
    """Return the latest drafts of an account in a language, for linking: key and title."""
    drafts = CardPage.objects.filter(owner=user_id, live=False).in_language(language)
    return list(drafts.order_by("-latest_revision_created_at").values_list("pk", "title")[:10])


def state_badge(state: str) -> str:
    """Return the kind of badge that a state has."""
    kinds = {State.OPEN: "room", State.CLAIMED: "warn", State.ANSWERED: "good"}
    return kinds.get(State(state), "")


def choices_of_themes(board: Board) -> list[dict[str, Any]]:
    """Return the themes of a board as lines of a selection."""
    return [
        {
            "value": theme.slug,
            "label": gettext("%(theme)s (%(count)d)") % {"theme": theme.label, "count": count},
            "current": theme.slug == board.query.theme,
        }
        for theme, count in board.themes
    ]
