"""What the JSON of the search looks like, going in and coming out, with an example of each."""

from datetime import date
from typing import Any, Final

from ninja import Field, Schema

from community.search.suggesting import LEAST

MAX_PAGE_SIZE: Final = 50


class PassageOut(Schema):
    """A place in a result."""

    url: str
    place: str
    heading: str
    snippet: str
    score: float


class ResultOut(Schema):
    """Something found; `url` and `snippet` are those of its best passage."""

    type: str
    kind: str
    title: str
    url: str
    snippet: str
    language: str
    dated_on: date | None
    verified_on: date | None = Field(description="When somebody vouched for it last.")
    score: float
    reasons: list[str] = Field(description="Why it was found, in the language of the answer.")
    pinned: bool = Field(description="Whether editors put it first for this question.")
    passages: list[PassageOut]
    further: int = Field(description="Passages that answer beside those given.")


class FacetValueOut(Schema):
    """A value to narrow by and how many results it leaves."""

    value: str
    label: str
    count: int
    chosen: bool


class ScopeOut(Schema):
    """What was searched within."""

    label: str
    url: str


class UnderstoodOut(Schema):
    """What narrows the answer, by parameters and by operators in the question alike."""

    filters: dict[str, list[str]]
    after: date | None = Field(description="From this day on.")
    before: date | None = Field(description="Before this day.")
    scope: ScopeOut | None


class SearchOut(Schema):
    """An answer."""

    query: str = Field(description="What was asked, without operators.")
    understood: UnderstoodOut
    total: int
    page: int
    pages: int
    suggestion: str = Field(description="The question with its typing mistakes mended, if any.")
    relaxed: bool = Field(description="Whether nothing held the phrase, so that words sufficed.")
    behind: bool = Field(description="Whether a change of the last moments may be missing.")
    results: list[ResultOut]
    facets: dict[str, list[FacetValueOut]]


class SearchIn(Schema):
    """A question: everything that narrows but the language and `in` may be given several times."""

    q: str = Field(
        "",
        description="Words, “phrases”, -exclusions and operators: `by:`, `after:`, `before:`, "
        "`type:`, `theme:`, `territory:`, `lang:`.",
        json_schema_extra={"example": "compost après:2026-03 par:claire"},
    )
    type: list[str] = Field(
        [], description="Sorts of results.", json_schema_extra={"example": ["organisation"]}
    )
    theme: list[str] = Field(
        [], description="Slugs of themes.", json_schema_extra={"example": ["facilitation"]}
    )
    territory: list[str] = Field(
        [], description="Codes of territories.", json_schema_extra={"example": ["R53"]}
    )
    format: list[str] = Field(
        [], description="Forms in which it is there.", json_schema_extra={"example": ["video"]}
    )
    organisation: list[str] = Field(
        [], description="Keys of organisations.", json_schema_extra={"example": ["12"]}
    )
    year: list[str] = Field([], description="Years.", json_schema_extra={"example": ["2026"]})
    lang: str = Field("", description="Only this language.", json_schema_extra={"example": "fr"})
    within: str = Field(
        "",
        alias="in",
        description="Only within this: a sort of thing and its name.",
        json_schema_extra={"example": "trip:jura"},
    )
    page: int = 1
    size: int = Field(10, description=f"Results of a page, {MAX_PAGE_SIZE} at most.")


class SuggestIn(Schema):
    """The beginning of something."""

    q: str = Field(
        "",
        description=f"At least {LEAST} letters; fewer find nothing.",
        json_schema_extra={"example": "comp"},
    )


class SuggestionOut(Schema):
    """A title, a person or a theme that begins like what is being typed."""

    type: str
    label: str
    title: str
    url: str
    language: str


class SuggestionsOut(Schema):
    """What may be meant."""

    query: str
    suggestions: list[SuggestionOut]


class RefusalOut(Schema):
    """Why there is no answer."""

    detail: str


EXAMPLE: Final[dict[str, Any]] = {
    "query": "composts",
    "understood": {
        "filters": {"type": ["card"]},
        "after": "2026-03-01",
        "before": None,
        "scope": None,
    },
    "total": 1,
    "page": 1,
    "pages": 1,
    "suggestion": "",
    "relaxed": False,
    "behind": False,
    "results": [
        {
            "type": "card",
            "kind": "method",
            "title": "Compost at the school gate",
            "url": "/en/library/compost-at-the-school-gate/#a-first-heap",
            "snippet": "Begin the <mark>compost</mark> with dry leaves.",
            "language": "en",
            "dated_on": "2026-04-02",
            "verified_on": None,
            "score": 3.2,
            "reasons": ["The title and 1 passage hold “compost”."],
            "pinned": False,
            "passages": [
                {
                    "url": "/en/library/compost-at-the-school-gate/#a-first-heap",
                    "place": "",
                    "heading": "A first heap",
                    "snippet": "Begin the <mark>compost</mark> with dry leaves.",
                    "score": 3.2,
                }
            ],
            "further": 0,
        }
    ],
    "facets": {"type": [{"value": "card", "label": "Cards", "count": 1, "chosen": True}]},
}
EXAMPLE_BEGUN: Final[dict[str, Any]] = {
    "query": "comp",
    "suggestions": [
        {
            "type": "card",
            "label": "Cards",
            "title": "Compost at the school gate",
            "url": "/en/library/compost-at-the-school-gate/",
            "language": "en",
        }
    ],
}
