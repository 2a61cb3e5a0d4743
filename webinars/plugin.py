"""What webinars gives the community: the sum of what its rooms give."""

from ninja import NinjaAPI

from community.plugins import Plugin
from webinars.room import manifest as room
from webinars.trips import manifest as trips


def add_to_api(api: NinjaAPI) -> None:
    """Mount the routers of each room."""
    room.add_to_api(api)
    trips.add_to_api(api)


plugin = Plugin(
    label="webinars",
    urls="webinars.urls",
    site_urls="webinars.site_urls",
    menu=(*room.MENU, *trips.MENU),
    projections=(*room.PROJECTIONS, *trips.PROJECTIONS),
    search_scopes=(*room.SEARCH_SCOPES, *trips.SEARCH_SCOPES),
    notification_kinds=(*room.NOTIFICATION_KINDS, *trips.NOTIFICATION_KINDS),
    home_panels=(*room.HOME_PANELS,),
    sitemaps={**room.SITEMAPS, **trips.SITEMAPS},
    api=add_to_api,
    ticks=(*room.TICKS, *trips.TICKS),
    demo=(*room.DEMO, *trips.DEMO),
    measures=(*room.MEASURES, *trips.MEASURES),
    origins=(*room.ORIGINS, *trips.ORIGINS),
    doors=room.DOORS,
    recording_guards=(*room.RECORDING_GUARDS,),
    exporters=(*room.EXPORTERS, *trips.EXPORTERS),
    erasers=(*room.ERASERS, *trips.ERASERS),
)
