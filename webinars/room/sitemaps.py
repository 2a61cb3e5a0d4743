"""The programme's part of the sitemap: sessions and series that anyone may see."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from community.core.reader import ANONYMOUS
from webinars.programme.models import Series, Webinar


class WebinarSitemap(Sitemap[Webinar]):
    """A page for each session, in every language."""

    i18n = True
    alternates = True

    def items(self) -> "QuerySet[Webinar]":
        """Return what everyone may see."""
        return Webinar.objects.visible_to(ANONYMOUS).select_related("replay").order_by("pk")

    def location(self, item: Webinar) -> str:
        """Return the session's path."""
        return item.get_absolute_url()

    def lastmod(self, item: Webinar) -> datetime | None:
        """Return when its replay appeared, the last thing that changes it much."""
        replay = getattr(item, "replay", None)
        return replay.published_at if replay is not None else None


class SeriesSitemap(Sitemap[Any]):
    """The programme and its series."""

    i18n = True
    alternates = True

    def items(self) -> list[Any]:
        """Return the names of the lists, and the series."""
        return ["webinars:programme", "webinars:programme_past", *Series.objects.order_by("pk")]

    def location(self, item: Any) -> str:
        """Return the path of a list or of a series."""
        return reverse(item) if isinstance(item, str) else item.get_absolute_url()
