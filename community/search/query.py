"""A question and its answer, the same for every engine."""

from dataclasses import dataclass, field
from datetime import date
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
    language: str = ""
    """Only results in this language; empty takes all and prefers the reader's."""
    page: int = 1
    page_size: int = 10

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the chosen values by facet."""
        return {
            "type": self.types,
            "theme": self.themes,
            "territory": self.territories,
            "language": (self.language,) if self.language else (),
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
