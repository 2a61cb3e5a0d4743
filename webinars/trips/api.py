"""Learning trips in the JSON API: what the reader may read, nothing else."""

from datetime import date, datetime

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from community.core.pagination import page_of
from community.core.reader import Reader
from community.territories.models import Territory
from webinars.trips import selectors
from webinars.trips.models import LearningTrip
from webinars.trips.models.comparison import BEST

router = Router(tags=["trips"])
PAGE_SIZE = 20


class SiteOut(Schema):
    """A site, in degrees."""

    name: str
    kind: str
    latitude: float
    longitude: float
    department: str
    url: str


class StopOut(Schema):
    """A stop with its address."""

    number: int
    title: str
    site: str
    at: datetime
    url: str


class AssessmentOut(Schema):
    """A site under a criterion; `rating` is null where nothing was said."""

    site: str
    merit: str
    limit: str
    rating: int | None


class CriterionOut(Schema):
    """A line of the comparison."""

    label: str
    url: str
    assessments: list[AssessmentOut]


class TripOut(Schema):
    """A trip in a list."""

    slug: str
    title: str
    summary: str
    url: str
    state: str
    starts_on: date
    ends_on: date
    territory: str
    themes: list[str]
    sites: list[str]


class TripDetail(TripOut):
    """A trip with its log."""

    questions: list[str]
    places: list[SiteOut]
    stops: list[StopOut]
    best_rating: int
    comparison: list[CriterionOut]


class TripList(Schema):
    """A page of trips."""

    count: int
    page: int
    pages: int
    results: list[TripOut]


def _summary(trip: LearningTrip) -> dict[str, object]:
    return {
        "slug": trip.slug,
        "title": trip.title,
        "summary": trip.summary,
        "url": trip.get_absolute_url(),
        "state": trip.state,
        "starts_on": trip.starts_on,
        "ends_on": trip.ends_on,
        "territory": trip.territory.code,
        "themes": [item.tag.slug for item in trip.themed_items.all()],
        "sites": [site.name for site in trip.sites.all()],
    }


def _reader(request: HttpRequest) -> Reader:
    reader: Reader = request.reader  # type: ignore[attr-defined]  # the middleware puts it there
    return reader


@router.get("/", response=TripList, url_name="trips", summary="List learning trips")
def list_trips(
    request: HttpRequest,
    territory: str = Query("", max_length=8),
    theme: str = Query("", max_length=100),
    page: int = 1,
) -> dict[str, object]:
    """Return the trips that one may read, the latest first."""
    trips = selectors.trips_for(_reader(request))
    if territory:
        found = Territory.objects.filter(code=territory).first()
        trips = trips.through(found) if found else trips.none()
    if theme:
        trips = trips.filter(pk__in=LearningTrip.objects.filter(themes__slug=theme).values("pk"))
    shown = page_of(trips, page, size=PAGE_SIZE)
    return {
        "count": shown.paginator.count,
        "page": shown.number,
        "pages": shown.paginator.num_pages,
        "results": [_summary(trip) for trip in shown],
    }


@router.get("/{slug}/", response=TripDetail, url_name="trip", summary="Read one learning trip")
def read_trip(request: HttpRequest, slug: str) -> dict[str, object]:
    """Return a trip with its sites, stops and comparison."""
    reader = _reader(request)
    trip = selectors.trip_for(reader, slug)
    if trip is None:
        raise Http404
    log, address = selectors.trip_log(trip, reader), trip.get_absolute_url()
    return _summary(trip) | {
        "questions": trip.questions,
        "best_rating": BEST,
        "places": [
            {
                "name": place.site.name,
                "kind": place.site.kind,
                "latitude": place.site.latitude,
                "longitude": place.site.longitude,
                "department": place.site.department.code if place.site.department else "",
                "url": f"{address}#{place.anchor}",
            }
            for place in log.places
        ],
        "stops": [
            {
                "number": chapter.number,
                "title": chapter.stop.title,
                "site": chapter.site.name,
                "at": chapter.stop.at,
                "url": f"{address}#{chapter.anchor}",
            }
            for chapter in log.chapters
        ],
        "comparison": [
            {
                "label": row.label,
                "url": f"{address}#{row.anchor}",
                "assessments": [
                    {
                        "site": cell.site.name,
                        "merit": cell.merit,
                        "limit": cell.limit,
                        "rating": cell.rating or None,
                    }
                    for cell in row.cells
                ],
            }
            for row in (log.comparison.rows if log.comparison else ())
        ],
    }
