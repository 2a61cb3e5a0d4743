"""A trip, or one of its stops, as what a card comes from."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from community.core.origins import vanish
from community.core.reader import Reader
from community.plugins import Origin, OriginKind
from webinars.trips.models import LearningTrip, TripStop

KEY: Final = "webinars.trip"


def find(reader: Reader, refs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Origin]:
    """Return the trips and stops that the reader may read of; two queries.

    A position is the key of a stop; one that is not of the trip, or gone, is not there.
    """
    keys = {int(key) for key, _stop in refs if key.isascii() and key.isdecimal()}
    trips = LearningTrip.objects.visible_to(reader).in_bulk(list(keys))
    stops: dict[int, list[TripStop]] = {}
    for stop in TripStop.objects.filter(trip__in=list(trips)).order_by("sort_order", "pk"):
        stops.setdefault(stop.trip_id, []).append(stop)
    found = {}
    for key, position in refs:
        trip = trips.get(int(key)) if key.isascii() and key.isdecimal() else None
        origin = _origin(trip, stops.get(trip.pk, []), position) if trip is not None else None
        if origin is not None:
            found[(key, position)] = origin
    return found


def _origin(trip: LearningTrip, stops: list[TripStop], position: str) -> Origin | None:
    audiences = frozenset(trip.audience_tokens())
    if not position:
        return Origin(label=str(trip.title), url=trip.get_absolute_url(), audiences=audiences)
    for number, stop in enumerate(stops, start=1):
        if str(stop.pk) == position:
            return Origin(
                label=f"{trip.title} · {stop.title}",
                url=f"{trip.get_absolute_url()}#stop-{number}",
                audiences=audiences,
            )
    return None


def keys_of(instance: Any) -> list[str]:
    """Return the trip itself."""
    return [str(instance.pk)] if isinstance(instance, LearningTrip) else []


def at(match: ResolverMatch, _query: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the trip that an address leads to."""
    if match.view_name != "webinars:trip":
        return None
    trip = LearningTrip.objects.filter(slug=match.kwargs["slug"]).first()
    return (str(trip.pk), "") if trip else None


def follow_deletion(instance: LearningTrip | TripStop) -> None:
    """Say that a trip or a stop goes, while its name is known."""
    if isinstance(instance, TripStop):
        vanish(KEY, instance.trip_id, instance.pk)
    else:
        vanish(KEY, instance.pk)


ORIGIN: Final = OriginKind(key=KEY, label=_("A learning trip"), find=find, keys_of=keys_of, at=at)
