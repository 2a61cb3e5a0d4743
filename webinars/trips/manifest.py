"""What learning trips give the community, gathered for the app's manifest."""

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI

from community.plugins import DemoStep, Measure, MenuEntry, NotificationKind, Tick
from community.search.projections import Projection
from webinars.demo.trips import fill_trips
from webinars.trips import nudges, privacy
from webinars.trips.api import router
from webinars.trips.models import LearningTrip
from webinars.trips.origins import ORIGIN
from webinars.trips.scopes import SCOPES
from webinars.trips.search import TripProjection
from webinars.trips.sitemaps import SITEMAPS

MENU: Final[Sequence[MenuEntry]] = (
    MenuEntry(
        label=_("Learning trips"),
        short=_("Trips"),
        url_name="webinars:trips",
        room="webinars",
        order=45,
    ),
)
PROJECTIONS: Final[Sequence[Projection[Any]]] = (TripProjection(),)
NOTIFICATION_KINDS: Final[Sequence[NotificationKind]] = nudges.KINDS
TICKS: Final[Sequence[Tick]] = nudges.TICKS
MEASURES: Final[Sequence[Measure]] = (
    Measure(key="trips", label=_("learning trips"), value=lambda: LearningTrip.objects.count()),
)
DEMO: Final[Sequence[DemoStep]] = (
    DemoStep(key="trips", label="learning trips", run=fill_trips, order=46),
)
SEARCH_SCOPES: Final = SCOPES
ORIGINS: Final = (ORIGIN,)
EXPORTERS: Final = (privacy.export,)
ERASERS: Final = (privacy.erase,)

__all__ = [
    "DEMO",
    "ERASERS",
    "EXPORTERS",
    "MEASURES",
    "MENU",
    "NOTIFICATION_KINDS",
    "ORIGINS",
    "PROJECTIONS",
    "SEARCH_SCOPES",
    "SITEMAPS",
    "TICKS",
    "add_to_api",
]


def add_to_api(api: NinjaAPI) -> None:
    """Mount the trips' router."""
    api.add_router("/trips/", router)
