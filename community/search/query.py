"""A question and its answer, the same for every engine."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from django.utils.safestring import SafeString

from community.core.reader import Reader


@dataclass(frozen=True, kw_only=True)
class SearchQuery:
    """What is asked, by whom. `reader` is part of the question, never a filter afterwards."""

    text: str = ""
    reader: Reader
    types: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    """Keys, as text."""
    years: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    language: str = ""
    """Only results in this language; empty takes all and prefers the reader's."""
    scope: str = ""
    """Only within this: ``series:comptoir``, ``trip:jura``."""
    page: int = 1
    page_size: int = 10

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the chosen values by facet."""
        return {
            "type": self.types,
            "theme": self.themes,
            "territory": self.territories,
            "format": self.formats,
            "organisation": self.organisations,
            "year": self.years,
            "language": (self.language,) if self.language else (),
            "scope": (self.scope,) if self.scope else (),
        }


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A passage that answers: where it is and what it says."""

    url: str
    """With its anchor or second."""
    place: str
    heading: str
    snippet: SafeString
    """Escaped text with ``<mark>`` around what was found."""
    score: float


class Way(Enum):
    """How a word of the question is found."""

    ITSELF = "itself"
    MEANING = "meaning"
    """By another word that stands for it."""
    FAMILY = "family"
    """By a word of the same family."""
    MISTAKE = "mistake"
    """By the word that was probably meant."""
    BEGINNING = "beginning"
    """By words that begin with it."""


@dataclass(frozen=True, kw_only=True)
class Match:
    """A word of the question in a result: as which words, and where."""

    asked: str
    forms: tuple[str, ...]
    """As they stand in what the reader is shown of the result."""
    way: Way
    in_title: bool
    passages: int
    """Of those shown."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """A thing that answers, with its best passages."""

    type: str
    type_label: Any
    icon: str
    room: str
    id: int
    kind: str
    title: str
    title_html: SafeString
    url: str
    language: str
    dated_on: date | None
    hits: tuple[Hit, ...]
    score: float
    extra: dict[str, Any] = field(default_factory=dict)
    """What the projection gave with the document."""
    matches: tuple[Match, ...] = ()
    """Why it was found, word by word."""
    further: int = 0
    """Passages that answer beside those shown."""
    is_pinned: bool = False
    """Whether editors put it first for this question."""
    is_for_all: bool = True
    """Whether anyone may read it, not members or a group alone."""


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """A value one may narrow by, and how many results it leaves."""

    value: str
    label: Any
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Results:
    """An answer: a page of results and the facets of all of them."""

    total: int = 0
    results: tuple[Result, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    page: int = 1
    pages: int = 1
    text: str = ""
    """What was asked, without operators."""
    after: date | None = None
    before: date | None = None
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Chosen values by facet, those of operators among them."""
    suggestion: str = ""
    """The question with typing mistakes mended, where some were: "did you mean"."""
    is_browsing: bool = False
    """Whether nothing was asked, so that everything is shown, newest first."""
    is_relaxed: bool = False
    """Whether no passage held the phrase, so that its words sufficed."""
    is_behind: bool = False
    """Whether something that changed a moment ago is still on its way to the search server."""
