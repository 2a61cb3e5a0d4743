"""Reads of the programme: lists with all that a row shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce

from community.core.prepared import Prepared
from community.core.reader import NOBODY, Reader
from community.themes.models import Theme
from webinars.programme.enums import Mode, State
from webinars.programme.models import (
    Registration,
    Series,
    SeriesHost,
    Subscription,
    Webinar,
    WebinarHost,
    WebinarSpeaker,
    WebinarTheme,
)
from webinars.programme.models.webinar import WebinarQuerySet

PUBLISHED_REPLAY = Q(replay__published_at__isnull=False)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What narrows the programme; empty means everything. `theme` and `series` are slugs."""

    series: str = ""
    theme: str = ""
    language: str = ""
    replay_only: bool = False


@dataclass(frozen=True)
class Room:
    """The places of a mode, as the page says them."""

    mode: Mode
    capacity: int | None
    taken: int

    @property
    def label(self) -> Any:
        """How one takes part."""
        return self.mode.label

    @property
    def left(self) -> int | None:
        """How many are free; None when there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether one would wait."""
        return self.left == 0


def _seated(mode: Mode) -> Any:
    seated = Registration.objects.seated().filter(webinar=OuterRef("pk"), mode=mode)
    counted = seated.order_by().values("webinar").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), Value(0))


def in_rows(webinars: WebinarQuerySet, reader: Reader) -> WebinarQuerySet:
    """Add what a row shows: speakers, themes, places taken, the replay, the reader's place."""
    mine = Registration.objects.active().filter(webinar=OuterRef("pk"), user=reader.user_id)
    return (
        webinars.select_related("series", "replay__recording")
        .prefetch_related(
            Prefetch("speakers", WebinarSpeaker.objects.select_related("member")),
            Prefetch("themed_items", WebinarTheme.objects.select_related("tag")),
        )
        .annotate(
            online_taken=_seated(Mode.ONLINE),
            on_site_taken=_seated(Mode.ON_SITE),
            has_replay=Exists(Webinar.objects.filter(PUBLISHED_REPLAY, pk=OuterRef("pk"))),
            is_mine=Exists(mine) if reader.is_member else Value(False),
        )
    )


def programme_for(
    reader: Reader, filters: Filters, *, past: bool = False, now: datetime | None = None
) -> WebinarQuerySet:
    """Return the sessions the reader may see: the coming ones, or those that are over."""
    found = Webinar.objects.visible_to(reader)
    found = found.past(now) if past else found.upcoming(now)
    if filters.series:
        found = found.filter(series__slug=filters.series)
    if filters.theme:
        found = found.filter(
            Exists(
                WebinarTheme.objects.filter(content_object=OuterRef("pk"), tag__slug=filters.theme)
            )
        )
    if filters.language:
        found = found.filter(language=filters.language)
    if filters.replay_only:
        found = found.filter(PUBLISHED_REPLAY)
    return in_rows(found, reader)


def sessions_of(series: Series, reader: Reader, *, limit: int = 36) -> list[Any]:
    """Return the latest sessions of a series, coming and past, the latest first."""
    found = Webinar.objects.visible_to(reader).filter(series=series)
    return list(in_rows(found.order_by("-starts_at", "-pk"), reader)[:limit])


def themes_in_use(reader: Reader) -> list[Theme]:
    """Return the themes of the sessions that the reader may see."""
    used = WebinarTheme.objects.filter(
        content_object__in=Webinar.objects.visible_to(reader).values("pk")
    )
    return list(Theme.objects.filter(pk__in=used.values("tag")).order_by("name"))


def series_in_programme() -> list[Series]:
    """Return all series, those that go on first."""
    return list(Series.objects.all())


def webinars_for_page(reader: Reader) -> WebinarQuerySet:
    """Return sessions with everything their page shows but what is the reader's own."""
    return in_rows(
        Webinar.objects.select_related("territory").prefetch_related(
            Prefetch("hosts", WebinarHost.objects.select_related("organisation")),
            "replay__recording__tracks",
        ),
        reader,
    )


def plays(slug: str) -> bool:
    """Whether the page of that address is a published replay by now, not an announcement."""
    watched = Webinar.objects.public().exclude(state=State.CANCELLED).past()
    return watched.filter(PUBLISHED_REPLAY, slug=slug).exists()


def series_for_page() -> Any:
    """Return series with their hosts."""
    return Series.objects.prefetch_related(
        Prefetch("hosts", SeriesHost.objects.select_related("organisation"))
    )


def rooms_of(webinar: Any) -> list[Room]:
    """Return the places of each mode of a session that came `in_rows`."""
    taken = {Mode.ONLINE: webinar.online_taken, Mode.ON_SITE: webinar.on_site_taken}
    return [Room(mode, webinar.capacity(mode), taken[mode]) for mode in webinar.modes]


def registration_of(webinar: Webinar, reader: Reader) -> Registration | None:
    """Return the reader's standing registration."""
    if not reader.is_member:
        return None
    mine = Registration.objects.active().filter(webinar=webinar, user=reader.user_id)
    return mine.first()


def places_of(reader: Reader) -> set[int]:
    """Return the keys of the sessions at which the reader is registered, or waits."""
    return {webinar_id for (webinar_id,) in _PLACES.rows(reader.user_id or NOBODY)}


_PLACES = Prepared(
    lambda user_id: (
        Registration.objects.active().filter(user=user_id).order_by().values_list("webinar")
    )
)


def turn_of(registration: Registration) -> int:
    """Return a waiting person's turn, 1 being the next."""
    earlier = Q(queued_at__lt=registration.queued_at) | Q(
        queued_at=registration.queued_at, pk__lt=registration.pk
    )
    queue = Registration.objects.waiting().filter(
        webinar=registration.webinar_id, mode=registration.mode
    )
    return queue.filter(earlier).count() + 1


def others_of_series(webinar: Webinar, reader: Reader, *, limit: int = 3) -> list[Webinar]:
    """Return the next sessions of the same series, or of all when it stands alone."""
    found = Webinar.objects.visible_to(reader).upcoming().exclude(pk=webinar.pk)
    found = found.filter(state="announced")
    if webinar.series_id:
        found = found.order_by(
            Coalesce(Q(series=webinar.series_id), False).desc(), "starts_at", "pk"
        )
    return list(found.select_related("series")[:limit])


def is_subscribed(series: Series, reader: Reader) -> bool:
    """Whether the reader is registered to each session of the series."""
    if not reader.is_member:
        return False
    return Subscription.objects.filter(series=series, user=reader.user_id).exists()


def registrations_in_feed(user: Any, since: datetime) -> Any:
    """Return the person's registrations for the calendar, from `since` on."""
    return (
        Registration.objects.active()
        .filter(user=user, webinar__ends_at__gte=since)
        .exclude(webinar__state="draft")
        .select_related("webinar", "user")
        .order_by(F("webinar__starts_at"))
    )
