"""The trips that anyone may read, for search engines."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from community.core.reader import ANONYMOUS
from webinars.trips.models import LearningTrip


class TripSitemap(Sitemap[LearningTrip]):
    """A page for each public trip, in each language."""

    i18n = True
    alternates = True

    def items(self) -> "QuerySet[LearningTrip]":
        """Return what a visitor may read."""
        return LearningTrip.objects.visible_to(ANONYMOUS)

    def lastmod(self, item: LearningTrip) -> datetime:
        """Return when the trip was last changed."""
        return item.updated_at


class TripListSitemap(Sitemap[str]):
    """The list of trips."""

    i18n = True
    alternates = True

    def items(self) -> list[str]:
        """Return the one view."""
        return ["webinars:trips"]

    def location(self, item: str) -> str:
        """Return its path in the language being listed."""
        return reverse(item)


SITEMAPS: "dict[str, type[Sitemap[LearningTrip]] | type[Sitemap[str]]]" = {
    "trips": TripSitemap,
    "trip-list": TripListSitemap,
}
