"""What the trip pages show, read in a fixed number of queries however long the log is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.reader import Reader
from community.territories.models import Territory, TerritoryKind
from community.themes.models import Theme
from webinars.said import Said
from webinars.trips import permissions
from webinars.trips.models import (
    LearningTrip,
    TripAssessment,
    TripAstonishment,
    TripCommitment,
    TripCriterion,
    TripNote,
    TripPhoto,
    TripQuote,
    TripSite,
    TripStop,
    TripTheme,
)
from webinars.trips.models.comparison import BEST
from webinars.trips.models.trip import LearningTripQuerySet
from webinars.trips.route_map import Locator, Place, RouteMap, locator, route_map


@dataclass(frozen=True)
class Cell:
    """A site under a criterion; `rating` 0 where the group has not said anything yet."""

    site: TripSite
    merit: Said | str = ""
    limit: Said | str = ""
    rating: int = 0
    is_ahead: bool = False
    """Whether it is rated higher than every other site."""


@dataclass(frozen=True)
class Row:
    """A criterion across the sites."""

    pk: int
    label: Said
    anchor: str
    slug: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Total:
    """The sum of a site's ratings, of how many points."""

    site: TripSite
    points: int
    of: int


@dataclass(frozen=True)
class Comparison:
    """Criteria × sites; only for two sites and more."""

    sites: tuple[TripSite, ...]
    rows: tuple[Row, ...]
    totals: tuple[Total, ...]


@dataclass
class Chapter:
    """A stop with everything noted there."""

    number: int
    stop: TripStop
    site: TripSite
    letter: str
    begins_day: bool
    """Whether it is the first of its day."""
    quotes: list[TripQuote] = field(default_factory=list)
    photos: list[TripPhoto] = field(default_factory=list)
    notes: list[TripNote] = field(default_factory=list)
    card_url: str = ""
    """Where the reader makes a card of it; empty for who does not write cards."""

    @property
    def anchor(self) -> str:
        """The chapter's place on the page, without the number sign."""
        return f"stop-{self.number}"


@dataclass(frozen=True)
class PlaceToSee:
    """A site with its letter on the map and its stops."""

    site: TripSite
    number: int
    letter: str
    stops: str

    @property
    def anchor(self) -> str:
        """The site's place on the page, without the number sign."""
        return f"site-{self.number}"


@dataclass(frozen=True)
class TripLog:
    """Everything of one trip that one reader may see."""

    trip: LearningTrip
    places: tuple[PlaceToSee, ...]
    map: RouteMap | None
    locator: Locator | None
    chapters: tuple[Chapter, ...]
    comparison: Comparison | None
    astonishments: tuple[TripAstonishment, ...]
    commitments: tuple[TripCommitment, ...]


def trips_for(reader: Reader) -> LearningTripQuerySet:
    """Return the trips that the reader may see, with what a teaser shows."""
    return (
        LearningTrip.objects.visible_to(reader)
        .select_related("territory")
        .prefetch_related("sites", "themed_items__tag")
        .annotate(stop_count=Count("stops"))
        .order_by("-starts_on", "slug")
    )


def trip_for(reader: Reader, slug: str) -> LearningTrip | None:
    """Return a trip that the reader may see, or None."""
    return (
        LearningTrip.objects.visible_to(reader)
        .for_reader(reader)
        .select_related("territory", "animator", "copied_from")
        .filter(slug=slug)
        .first()
    )


def themes_of(trip: LearningTrip) -> list[Theme]:
    """Return the themes of a trip; one query."""
    return [
        item.tag for item in TripTheme.objects.filter(content_object=trip).select_related("tag")
    ]


def stop_for(reader: Reader, slug: str, number: int) -> TripStop | None:
    """Return the trip's stop of that number (from 1), or None."""
    trip = trip_for(reader, slug)
    if trip is None or number < 1:
        return None
    stop = TripStop.objects.filter(trip=trip).select_related("site")[number - 1 : number].first()
    if stop is not None:
        stop.trip = trip
    return stop


def _place(site: TripSite) -> Place:
    return Place(site.pk, site.name, site.latitude, site.longitude)


def _grouped(rows: Any, key: str) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def trip_log(trip: LearningTrip, reader: Reader) -> TripLog:
    """Read the whole log of a trip that the reader may see."""
    sites = list(TripSite.objects.filter(trip=trip).select_related("department"))
    stops = list(TripStop.objects.filter(trip=trip))
    drawing = route_map([_place(s) for s in sites], [stop.site_id for stop in stops])
    letters = {marker.key: marker for marker in drawing.markers} if drawing else {}
    photos = [
        photo
        for photo in TripPhoto.objects.filter(stop__trip=trip)
        if permissions.can_see_photo(reader, photo, trip)
    ]
    return TripLog(
        trip=trip,
        places=tuple(
            PlaceToSee(site, number, letters[site.pk].letter, letters[site.pk].stops)
            for number, site in enumerate(sites, 1)
        ),
        map=drawing,
        locator=locator([_place(s) for s in sites]),
        chapters=_chapters(trip, stops, {site.pk: site for site in sites}, letters, photos),
        comparison=comparison_of(trip, sites),
        astonishments=tuple(TripAstonishment.objects.filter(trip=trip).select_related("author")),
        commitments=tuple(TripCommitment.objects.filter(trip=trip).select_related("author")),
    )


def _day(stop: TripStop) -> date:
    return localtime(stop.at).date()


def _chapters(
    trip: LearningTrip,
    stops: Sequence[TripStop],
    sites: dict[int, TripSite],
    letters: dict[int, Any],
    photos: Sequence[TripPhoto],
) -> tuple[Chapter, ...]:
    quotes = _grouped(TripQuote.objects.filter(stop__trip=trip), "stop_id")
    notes = _grouped(TripNote.objects.filter(stop__trip=trip).select_related("author"), "stop_id")
    pictures = _grouped(photos, "stop_id")
    chapters = []
    for number, stop in enumerate(stops, 1):
        chapters.append(
            Chapter(
                number=number,
                stop=stop,
                site=sites[stop.site_id],
                letter=letters[stop.site_id].letter,
                begins_day=number == 1 or _day(stops[number - 2]) != _day(stop),
                quotes=quotes[stop.pk],
                photos=pictures[stop.pk],
                notes=notes[stop.pk],
            )
        )
    return tuple(chapters)


def comparison_of(trip: LearningTrip, sites: Sequence[TripSite]) -> Comparison | None:
    """Return the comparison of a trip, or None with fewer than two sites or no criterion."""
    criteria = list(TripCriterion.objects.filter(trip=trip)) if len(sites) >= 2 else []
    if not criteria:
        return None
    assessments = {
        (one.criterion_id, one.site_id): one
        for one in TripAssessment.objects.filter(criterion__trip=trip)
    }
    rows = tuple(_row(criterion, sites, assessments) for criterion in criteria)
    totals = []
    for index, site in enumerate(sites):
        ratings = [row.cells[index].rating for row in rows if row.cells[index].rating]
        totals.append(Total(site, sum(ratings), BEST * len(ratings)))
    return Comparison(sites=tuple(sites), rows=rows, totals=tuple(totals))


def _row(
    criterion: TripCriterion,
    sites: Sequence[TripSite],
    assessments: dict[tuple[int, int], TripAssessment],
) -> Row:
    found = [assessments.get((criterion.pk, site.pk)) for site in sites]
    ratings = [one.rating if one else 0 for one in found]
    best = max(ratings)
    cells = tuple(
        Cell(
            site,
            one.merit if one else "",
            one.limit if one else "",
            rating,
            is_ahead=rating == best and ratings.count(best) == 1 and min(ratings) > 0,
        )
        for site, one, rating in zip(sites, found, ratings, strict=True)
    )
    return Row(criterion.pk, criterion.label, criterion.anchor, criterion.slug, cells)


def theme_counts(reader: Reader) -> list[tuple[Theme, int]]:
    """Return the themes of the trips that the reader may see, with how many each has."""
    visible = LearningTrip.objects.visible_to(reader).values("pk")
    counts = dict(
        TripTheme.objects.filter(content_object__in=visible)
        .values_list("tag")
        .annotate(count=Count("content_object", distinct=True))
        .values_list("tag", "count")
    )
    themes = Theme.objects.filter(pk__in=counts)
    return sorted(((t, counts[t.pk]) for t in themes), key=lambda pair: (-pair[1], pair[0].label))


def region_counts(reader: Reader) -> list[tuple[Territory, int]]:
    """Return the trips' own territories, with how many trips each has."""
    return [
        (territory, territory.trip_count)
        for territory in Territory.objects.filter(
            trips__in=LearningTrip.objects.visible_to(reader).values("pk")
        ).annotate(trip_count=Count("trips", distinct=True))
    ]


def department_tiles(reader: Reader, address: str) -> list[dict[str, Any]]:
    """Return every department for the tile map with how many trips visit it; `address` + code."""
    visible = LearningTrip.objects.visible_to(reader).values("pk")
    departments = Territory.objects.filter(
        kind=TerritoryKind.DEPARTMENT, column__isnull=False, row__isnull=False
    ).annotate(
        trips_here=Count("trip_sites__trip", distinct=True, filter=Q(trip_sites__trip__in=visible))
    )
    return [
        {
            "code": department.code.removeprefix("D"),
            "label": department.name,
            "column": department.column,
            "row": department.row,
            "value": department.trips_here,
            "url": f"{address}{department.code}" if department.trips_here else "",
        }
        for department in departments
    ]


def days_text(trip: LearningTrip) -> str:
    """Return how long the trip lasts, in words."""
    days = (trip.ends_on - trip.starts_on).days + 1
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def title_for_copy(trip: LearningTrip) -> str:
    """Return a first title for another group's trip on the same route."""
    return _("%(title)s, our turn") % {"title": trip.title}
