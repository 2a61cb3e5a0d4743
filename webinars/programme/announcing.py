"""What becomes of people when a session is announced, moved or cancelled, and before it begins."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from community.core.page_cache import forget_pages
from community.core.tasks import enqueue_on_commit
from webinars.programme import notifications
from webinars.programme.enums import State
from webinars.programme.models import Registration, Webinar
from webinars.programme.notifications import tell
from webinars.programme.services import pass_places_on, register_subscribers
from webinars.programme.tasks import tell_registered

# What a calendar or a traveller must know of; other changes go without a message.
TOLD = ("starts_at", "minutes", "place_fr", "place_en", "join_link")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@transaction.atomic
def settle(webinar: Webinar, *, before: dict[str, Any] | None = None) -> Webinar:
    """Follow up a session that was just saved; `before` is what `facts` said of it earlier.

    Newly announced: subscribers are registered. Newly cancelled or moved: those registered are
    told, with a newer calendar entry. Larger: who waits moves up. Settling twice tells nobody
    twice.
    """
    before = before or {"state": State.DRAFT}
    was_announced = before["state"] == State.ANNOUNCED
    is_cancelled = webinar.is_cancelled and before["state"] != State.CANCELLED
    is_moved = (
        was_announced
        and webinar.state == State.ANNOUNCED
        and any(before.get(name) != getattr(webinar, name) for name in TOLD)
    )
    if is_moved or (is_cancelled and was_announced):
        webinar.sequence += 1
        webinar.save(update_fields=["sequence", "ends_at"])
        kind = notifications.CANCELLED if is_cancelled else notifications.CHANGED
        enqueue_on_commit(tell_registered, webinar.pk, kind, str(webinar.sequence))
    if webinar.state == State.ANNOUNCED:
        register_subscribers(webinar)
        pass_places_on(webinar)
    forget_pages()
    return webinar


def facts(webinar: Webinar) -> dict[str, Any]:
    """Return what `settle` compares, to be asked for before a session changes."""
    return {"state": webinar.state, **{name: getattr(webinar, name) for name in TOLD}}


def announce(webinar: Webinar) -> Webinar:
    """Let others know of the session."""
    return _into(webinar, State.ANNOUNCED)


def cancel(webinar: Webinar) -> Webinar:
    """Call the session off and tell those who are registered."""
    return _into(webinar, State.CANCELLED)


@transaction.atomic
def _into(webinar: Webinar, state: State) -> Webinar:
    webinar = Webinar.objects.select_for_update(of=("self",)).get(pk=webinar.pk)
    before = facts(webinar)
    if webinar.state == state:
        return webinar
    webinar.state = state
    webinar.save(update_fields=["state", "ends_at"])
    return settle(webinar, before=before)


def remind() -> None:
    """Remind those who have a place, the day before and in the last hour; nobody twice.

    Who registered within that time was told then, and is not told again at once.
    """
    now = timezone.now()
    for lead, occasion in ((HOUR, "hour"), (DAY, "day")):
        near = Webinar.objects.filter(
            state=State.ANNOUNCED, starts_at__gt=now, starts_at__lte=now + lead
        )
        if lead == DAY:
            near = near.filter(starts_at__gt=now + HOUR)
        for webinar in near:
            early = Registration.objects.seated().filter(
                webinar=webinar, queued_at__lt=webinar.starts_at - lead
            )
            tell(
                early.select_related("user"),
                webinar,
                kind=notifications.REMINDER,
                occasion=f"{webinar.sequence}:{occasion}",
            )


def turn_pages() -> None:
    """Forget the kept pages when a door opened or a session ended: lists tell of it, too.

    The session's own page is not kept so near to its turn (see `webinars.room.views`).
    """
    now = timezone.now()
    since = now - timedelta(seconds=settings.COMMUNITY_PAGE_CACHE_SECONDS)
    turned = Webinar.objects.public().exclude(state=State.CANCELLED).turned(since, now)
    # Once for each turn where ticks share a cache; more often elsewhere, which harms nobody.
    are_new = [
        cache.add(f"webinars.turn:{webinar.pk}:{webinar.life(now)}:{webinar.sequence}", 1, 3600)
        for webinar in turned
    ]
    if any(are_new):
        forget_pages()
