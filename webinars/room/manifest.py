"""What the programme and the replays give the community, gathered for the app's manifest."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI

from community.plugins import DemoStep, Measure, MenuEntry, Panel, Tick
from community.search.projections import Projection
from webinars.demo.programme import fill_programme, fill_registrations, fill_replays
from webinars.programme.announcing import remind, turn_pages
from webinars.programme.notifications import KINDS
from webinars.programme.scopes import SCOPES
from webinars.programme.search import WebinarProjection
from webinars.programme.speakers import sessions_count
from webinars.replays.models import Replay
from webinars.replays.origins import ORIGIN
from webinars.replays.permissions import may_play
from webinars.replays.search import ReplayProjection
from webinars.room import panels, privacy
from webinars.room.api import router
from webinars.room.sitemaps import SeriesSitemap, WebinarSitemap

MENU: Final[Sequence[MenuEntry]] = (
    MenuEntry(label=_("Webinars"), url_name="webinars:programme", room="webinars", order=40),
)
PROJECTIONS: Final[Sequence[Projection[Any]]] = (WebinarProjection(), ReplayProjection())
NOTIFICATION_KINDS: Final = KINDS
HOME_PANELS: Final[Sequence[Panel]] = (
    Panel(
        key="next_webinar",
        template="webinars/room/next_panel.html",
        context=panels.next_session,
        order=10,
        for_members=False,
        for_visitors=True,
    ),
    Panel(
        key="webinars_week",
        template="webinars/room/week_panel.html",
        for_request=panels.week,
        order=30,
    ),
)
SITEMAPS: Final = {"webinars": WebinarSitemap, "series": SeriesSitemap}
TICKS: Final[Sequence[Tick]] = (
    Tick(key="webinars.remind", every=timedelta(minutes=10), run=remind),
    Tick(key="webinars.turn", every=timedelta(minutes=1), run=turn_pages),
)
MEASURES: Final[Sequence[Measure]] = (
    Measure(
        key="replays",
        label=_("replays"),
        value=lambda: Replay.objects.published().count(),
        public=True,
        order=40,
    ),
)
DEMO: Final[Sequence[DemoStep]] = (
    DemoStep(key="programme", label="series and webinars", run=fill_programme, order=40),
    DemoStep(key="replays", label="replays", run=fill_replays, order=41),
    DemoStep(key="registrations", label="registrations", run=fill_registrations, order=42),
)
SEARCH_SCOPES: Final = SCOPES
DOORS: Final = {"sessions_count": sessions_count}
ORIGINS: Final = (ORIGIN,)
RECORDING_GUARDS: Final = (may_play,)
EXPORTERS: Final = (privacy.export,)
ERASERS: Final = (privacy.erase,)


def add_to_api(api: NinjaAPI) -> None:
    """Mount the programme's router."""
    api.add_router("/webinars/", router)
