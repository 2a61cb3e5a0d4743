"""The CMS's page chooser finds as the site's search does, and what only Wagtail knows besides.

Ours knows stems, mistakes and which page answers best, of what is published. Wagtail's knows drafts
and pages that nobody searches for on the site. What may be chosen is Wagtail's to say in any case:
its own queryset, with every hook that narrows it, holds whatever is shown.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final, overload

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from community.core.context import reader_of
from community.core.reader import ANONYMOUS, Reader
from community.search.models import SearchDocument
from community.search.parsing import parse
from community.search.query import SearchQuery
from community.search.selectors import ranking_of
from community.search.sources import projections

LEAD: Final = 10
"""Pages of ours that come first; then Wagtail's, so that a draft is never buried, then our rest."""
DEPTH: Final = 100
"""Pages of ours that are looked at."""


class SitePages(PageQuerySet):
    """Pages that are searched as the site is, for one reader."""

    reader: Reader = ANONYMOUS

    def _clone(self) -> "SitePages":
        clone: SitePages = super()._clone()
        clone.reader = self.reader
        return clone

    def autocomplete(self, query: Any, **options: Any) -> Any:
        """Find by the site's search, then by Wagtail's; anything but plain words by its alone."""
        if not isinstance(query, str) or options:
            return super().autocomplete(query, **options)
        return FoundPages(self, query)

    def found_by_wagtail(self, text: str) -> Any:
        """Return what Wagtail's own search finds among these.

        It is given the words that count: on SQLite a quote in them is an error of its query.
        """
        words = [word.written for word in parse(text).words if not word.is_joined]
        return super().autocomplete(" ".join(words)) if words else self.none()


class FoundPages(Sequence[Page]):
    """What was found for a text among pages: the best of ours, Wagtail's, the rest of ours."""

    def __init__(self, pages: SitePages, text: str) -> None:
        self.pages = pages
        self.text = text

    @cached_property
    def ours(self) -> list[int]:
        """Return the keys of what our search finds and the queryset holds, the best first."""
        found = found_pages(self.text, self.pages.reader)
        held = set(self.pages.filter(pk__in=found).values_list("pk", flat=True))
        return [pk for pk in found if pk in held]

    @cached_property
    def rest(self) -> Any:
        """Return what only Wagtail's search finds."""
        return self.pages.exclude(pk__in=self.ours).found_by_wagtail(self.text)

    @cached_property
    def rest_count(self) -> int:
        """Return how many those are."""
        return int(self.rest.count())

    def __len__(self) -> int:
        return len(self.ours) + self.rest_count

    @overload
    def __getitem__(self, key: int) -> Page: ...
    @overload
    def __getitem__(self, key: slice) -> list[Page]: ...
    def __getitem__(self, key: int | slice) -> Page | list[Page]:
        """Return a page of the results, read in at most two queries."""
        if isinstance(key, int):
            return self[key : key + 1 or None][0]
        start, stop, _step = key.indices(len(self))
        lead, tail = self.ours[:LEAD], self.ours[LEAD:]
        after, last = len(lead), len(lead) + self.rest_count
        first = lead[start:stop]
        between = slice(max(start - after, 0), max(stop - after, 0))
        further = tail[max(start - last, 0) : max(stop - last, 0)]
        by_key = {page.pk: page for page in self.pages.filter(pk__in=[*first, *further])}
        return [
            *(by_key[pk] for pk in first if pk in by_key),
            *(self.rest[between] if between.stop > between.start else ()),
            *(by_key[pk] for pk in further if pk in by_key),
        ]


def found_pages(text: str, reader: Reader) -> list[int]:
    """Return the keys of the pages that the search finds for a reader, the best first.

    A thing's other languages follow its best: in the CMS they are pages of their own.
    """
    types = tuple(name for name, each in projections().items() if issubclass(each.model, Page))
    question = parse(text)
    if not types or (question.is_empty and not question.filters):
        return []
    query = SearchQuery(text=text, reader=reader, types=types)
    places = {key: place for place, (key, _score) in enumerate(ranking_of(query, depth=DEPTH))}
    things = SearchDocument.objects.filter(pk__in=places).values("thing")
    rows = SearchDocument.objects.filter(thing__in=things).values_list(
        "pk", "thing", "subject__object_id"
    )
    best = {thing: places[key] for key, thing, _page in rows if key in places}
    ordered = sorted(rows, key=lambda row: (best[row[1]], row[0] not in places, row[0]))
    return list(dict.fromkeys(page for _key, _thing, page in ordered))


def searched_as_the_site(pages: Any, request: HttpRequest) -> Any:
    """Let the chooser's search be the site's; what merely lists pages stays as it is."""
    if not request.GET.get("q"):
        return pages
    ours = SitePages(pages.model, query=pages.query.chain(), using=pages.db)
    ours.reader = reader_of(request)
    return ours
