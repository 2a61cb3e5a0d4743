"""Writes about places: taken, given up, passed on; subscriptions; personal calendars."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from webinars.programme import notifications
from webinars.programme.enums import Mode, State
from webinars.programme.errors import RegistrationRefused, SubscriptionRefused
from webinars.programme.models import (
    CalendarFeed,
    Registration,
    Series,
    Subscription,
    Webinar,
)
from webinars.programme.models.registration import new_token
from webinars.programme.notifications import tell


@transaction.atomic
def register(
    webinar: Webinar,
    *,
    user: Any,
    mode: str = Mode.ONLINE,
    subscription: Subscription | None = None,
) -> Registration:
    """Give the person a place, or the last turn in the queue when all are taken.

    Calling twice changes nothing; another mode gives the former place up once the new one is
    there. Raises RegistrationRefused when the session takes nobody, or not in this mode.
    """
    webinar = _locked(webinar)
    if webinar.state != State.ANNOUNCED or webinar.ends_at <= timezone.now():
        raise RegistrationRefused(_("This session takes no registrations any more."))
    if mode not in webinar.modes:
        raise RegistrationRefused(_("One cannot take part in this session in that way."))
    registration = Registration.objects.filter(webinar=webinar, user=user).first()
    if registration is not None and registration.is_active and registration.mode == mode:
        return registration
    left = registration.mode if registration is not None and registration.has_place else ""
    if registration is None:
        registration = Registration(webinar=webinar, user=user)
    registration.mode = mode
    registration.cancelled_at = None
    registration.queued_at = timezone.now()
    registration.subscription = subscription
    registration.is_waiting = not _has_room(webinar, mode)
    registration.save()
    kind = notifications.WAITING if registration.is_waiting else notifications.REGISTERED
    tell([registration], webinar, kind=kind)
    if left:
        _pass_on(webinar, left)
    return registration


@transaction.atomic
def give_up(webinar: Webinar, *, user: Any) -> None:
    """Take the person off the list and pass the place on; without harm when there is none."""
    webinar = _locked(webinar)
    registration = Registration.objects.active().filter(webinar=webinar, user=user).first()
    if registration is None:
        return
    registration.cancelled_at = timezone.now()
    registration.save(update_fields=["cancelled_at"])
    if not registration.is_waiting:
        _pass_on(webinar, registration.mode)


@transaction.atomic
def pass_places_on(webinar: Webinar) -> None:
    """Give places that have become free, by a larger room for example, to who waits."""
    webinar = _locked(webinar)
    for mode in webinar.modes:
        _pass_on(webinar, mode)


@transaction.atomic
def subscribe(series: Series, *, user: Any) -> Subscription:
    """Register the person to each coming session of the series, those not announced yet included.

    Twice is harmless. Raises SubscriptionRefused when the series has ended.
    """
    if not series.is_open:
        raise SubscriptionRefused(_("This series has ended and takes no subscribers."))
    subscription, is_new = Subscription.objects.get_or_create(series=series, user=user)
    if is_new:
        coming = series.webinars.filter(state=State.ANNOUNCED).upcoming()
        for webinar in coming.visible_to_user(user):
            _register_subscriber(webinar, subscription)
    calendar_feed(user)
    return subscription


@transaction.atomic
def unsubscribe(series: Series, *, user: Any) -> None:
    """End the subscription and give up the coming places that it took; others stay."""
    subscription = Subscription.objects.filter(series=series, user=user).first()
    if subscription is None:
        return
    made = Registration.objects.active().filter(subscription=subscription)
    for registration in made.filter(webinar__ends_at__gt=timezone.now()).select_related("webinar"):
        give_up(registration.webinar, user=user)
    subscription.delete()


def register_subscribers(webinar: Webinar) -> None:
    """Register to a session that is now announced those who subscribed to its series."""
    if webinar.series_id is None:
        return
    waiting = Subscription.objects.filter(series=webinar.series_id).select_related("user__member")
    for subscription in waiting.order_by("created_at", "pk"):
        if Webinar.objects.filter(pk=webinar.pk).visible_to_user(subscription.user).exists():
            _register_subscriber(webinar, subscription)


def calendar_feed(user: Any) -> CalendarFeed:
    """Return the person's calendar address, made when there is none."""
    return CalendarFeed.objects.get_or_create(user=user)[0]


def renew_calendar_feed(user: Any) -> CalendarFeed:
    """Give the person another address; the former one answers no more."""
    return CalendarFeed.objects.update_or_create(user=user, defaults={"token": new_token()})[0]


def close_calendar_feed(user: Any) -> None:
    """Take the address away."""
    CalendarFeed.objects.filter(user=user).delete()


def _register_subscriber(webinar: Webinar, subscription: Subscription) -> None:
    user = subscription.user
    if Registration.objects.filter(webinar=webinar, user=user).exists():
        # Registered already, or given up on purpose: a subscription overrules neither.
        return
    try:
        register(webinar, user=user, subscription=subscription)
    except RegistrationRefused:
        return


def _locked(webinar: Webinar) -> Webinar:
    """Hold the session's row, so that places are counted by one at a time.

    SQLite knows no row locks: its transactions begin with BEGIN IMMEDIATE and wait for each other.
    """
    return Webinar.objects.select_for_update(of=("self",)).get(pk=webinar.pk)


def _has_room(webinar: Webinar, mode: str) -> bool:
    capacity = webinar.capacity(mode)
    if capacity is None:
        return True
    return webinar.registrations.seated().filter(mode=mode).count() < capacity


def _pass_on(webinar: Webinar, mode: str) -> None:
    if webinar.state != State.ANNOUNCED or webinar.ends_at <= timezone.now():
        return
    for registration in webinar.registrations.waiting().filter(mode=mode):
        if not _has_room(webinar, mode):
            return
        registration.is_waiting = False
        registration.save(update_fields=["is_waiting"])
        tell([registration], webinar, kind=notifications.PROMOTED)
