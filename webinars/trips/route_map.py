"""A route as a drawing: sites in their true places, the way between them, a scale and the north.

Pure functions on plain data. Degrees are projected on a plane that is true in the middle of the
trip (equirectangular, one degree of latitude = 110.57 km, one of longitude = 111.32 km times the
cosine of the latitude); over the few hundred kilometres of a trip the error stays under 1 %.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from webinars.trips.geography import CORSICA, MAINLAND, METROPOLITAN_FRANCE, TOWNS

WIDTH: Final = 480
HEIGHT: Final = 330
KM_PER_LATITUDE: Final = 110.57
KM_PER_LONGITUDE: Final = 111.32
SMALLEST_SPAN_KM: Final = 8.0
SITE_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARGIN_X, _MARGIN_Y = 84.0, 76.0
_LETTER_WIDTH, _LINE_HEIGHT = 7.6, 17.0
_ROUND_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """A site to draw: its key, name and degrees."""

    key: int
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Marker:
    """A site on the drawing, with where its name goes and in which order it is visited."""

    key: int
    letter: str
    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str
    """SVG's text-anchor: start, middle or end."""
    stops: str
    """The numbers of its stops: ``1–3, 5``."""
    visits: int
    """How many stops those are."""
    points: str
    """The hexagon around its letter."""


@dataclass(frozen=True)
class Label:
    """A town's dot and name."""

    name: str
    x: float
    y: float


@dataclass(frozen=True)
class RouteMap:
    """Everything that the template draws; lengths in the units of the view box."""

    markers: tuple[Marker, ...]
    legs: tuple[str, ...]
    towns: tuple[Label, ...]
    scale_km: int
    scale_length: float
    distance_km: int
    """The whole way as the crow flies, in the order of the stops."""
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Locator:
    """France in small with the trip's sites as dots."""

    outlines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    width: int
    height: int


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance in kilometres (haversine, mean radius 6371 km)."""
    north, other_north = math.radians(one.latitude), math.radians(other.latitude)
    half_north = (other_north - north) / 2
    half_east = math.radians(other.longitude - one.longitude) / 2
    chord = (
        math.sin(half_north) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin(half_east) ** 2
    )
    return 2 * 6371 * math.asin(min(1.0, math.sqrt(chord)))


def runs(numbers: Iterable[int]) -> str:
    """Write ascending numbers shortly: 1, 2, 3, 5 becomes ``1–3, 5``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)


@dataclass(frozen=True)
class _Plane:
    """Degrees to units of the view box."""

    latitude: float
    longitude: float
    units_per_km: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (
            (longitude - self.longitude) * KM_PER_LONGITUDE * math.cos(math.radians(self.latitude))
        )
        south = (self.latitude - latitude) * KM_PER_LATITUDE
        return (
            round(WIDTH / 2 + east * self.units_per_km, 1),
            round(HEIGHT / 2 + south * self.units_per_km, 1),
        )


def _plane_for(places: Sequence[Place]) -> _Plane:
    south, north = min(p.latitude for p in places), max(p.latitude for p in places)
    west, east = min(p.longitude for p in places), max(p.longitude for p in places)
    middle = (south + north) / 2
    wide = (east - west) * KM_PER_LONGITUDE * math.cos(math.radians(middle))
    high = (north - south) * KM_PER_LATITUDE
    units = min(
        (WIDTH - 2 * _MARGIN_X) / max(wide, SMALLEST_SPAN_KM),
        (HEIGHT - 2 * _MARGIN_Y) / max(high, SMALLEST_SPAN_KM),
    )
    return _Plane(latitude=middle, longitude=(west + east) / 2, units_per_km=units)


def _hexagon(x: float, y: float, radius: float) -> str:
    half = radius * math.sqrt(3) / 2
    corners = ((0, -radius), (half, -radius / 2), (half, radius / 2))
    return " ".join(
        f"{x + sign * dx:.1f},{y + sign * dy:.1f}" for sign in (1, -1) for dx, dy in corners
    )


def _bend(start: Point, end: Point) -> Point:
    """Return where the way between two sites is drawn to: aside, so that a way back is seen."""
    (x1, y1), (x2, y2) = start, end
    return (x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12


def _leg(start: Point, end: Point) -> str:
    """Return the path from one site to the next."""
    bend = _bend(start, end)
    return f"M{start[0]:.1f} {start[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _points_on(start: Point, end: Point, *, count: int = 14) -> list[Point]:
    """Return points along the drawn way (a quadratic curve), for names to keep clear of."""
    bend = _bend(start, end)
    shares = [number / count for number in range(1, count)]
    return [
        (
            (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * bend[0] + t**2 * end[0],
            (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * bend[1] + t**2 * end[1],
        )
        for t in shares
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _text_box(x: float, y: float, anchor: str, text: str, lines: int = 1) -> Box:
    wide = len(text) * _LETTER_WIDTH
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return left, y - _LINE_HEIGHT + 4, left + wide, y + _LINE_HEIGHT * (lines - 1) + 4


def _label_place(
    at: Point, name: str, *, taken: Sequence[Box], way: Sequence[Point]
) -> tuple[float, float, str]:
    """Choose where a site's name goes: where it hides the least of the way and of other names."""
    x, y = at
    places = (
        (x + 27, y, "start"),
        (x - 27, y, "end"),
        (x, y + 38, "middle"),
        (x, y - 45, "middle"),
        (x - 19, y + 38, "start"),
        (x + 19, y + 38, "end"),
        (x - 19, y - 45, "start"),
        (x + 19, y - 45, "end"),
    )

    def trouble(place: tuple[float, float, str]) -> int:
        box = _text_box(*place, name, lines=2)
        outside = box[0] < 8 or box[1] < 8 or box[2] > WIDTH - 8 or box[3] > HEIGHT - 8
        hidden = sum(1 for px, py in way if box[0] < px < box[2] and box[1] < py < box[3])
        return 100 * outside + 30 * sum(_overlap(box, other) for other in taken) + hidden

    return min(places, key=trouble)


def _towns_on(plane: _Plane, taken: list[Box], *, limit: int = 6) -> tuple[Label, ...]:
    """Choose towns that help to find one's way and stand on nobody's toes; the largest first."""
    chosen: list[Label] = []
    for town in TOWNS:
        x, y = plane.at(town.latitude, town.longitude)
        box = _text_box(x + 8, y + 4, "start", town.name)
        box = (x - 6, box[1], box[2], box[3])
        inside = box[0] > 6 and box[2] < WIDTH - 6 and box[1] > 6 and box[3] < HEIGHT - 30
        if inside and not any(_overlap(box, other) for other in taken):
            chosen.append(Label(town.name, x, y))
            taken.append(box)
        if len(chosen) == limit:
            break
    return tuple(chosen)


def route_map(places: Sequence[Place], visits: Sequence[int]) -> RouteMap | None:
    """Draw sites and the way between them; `visits` are the sites' keys in the order of the stops.

    Returns None when there is no site to draw.
    """
    if not places:
        return None
    plane = _plane_for(places)
    by_key = {place.key: place for place in places}
    at = {place.key: plane.at(place.latitude, place.longitude) for place in places}
    stages = [key for index, key in enumerate(visits) if index == 0 or visits[index - 1] != key]
    pairs = list(pairwise(stages))
    way = [point for a, b in pairs for point in _points_on(at[a], at[b])]
    # The north and the scale have their corners, every site its hexagon.
    taken: list[Box] = [(WIDTH - 50, 0, WIDTH, 60), (0, HEIGHT - 48, 160, HEIGHT)]
    taken += [(x - 22, y - 22, x + 22, y + 22) for x, y in at.values()]
    markers = []
    for index, place in enumerate(places):
        x, y = at[place.key]
        numbers = [number for number, key in enumerate(visits, 1) if key == place.key]
        label_x, label_y, anchor = _label_place((x, y), place.name, taken=taken, way=way)
        taken.append(_text_box(label_x, label_y, anchor, place.name, lines=2))
        markers.append(
            Marker(
                key=place.key,
                letter=SITE_LETTERS[index % len(SITE_LETTERS)],
                name=place.name,
                x=x,
                y=y,
                label_x=round(label_x, 1),
                label_y=round(label_y, 1),
                anchor=anchor,
                stops=runs(numbers),
                visits=len(numbers),
                points=_hexagon(x, y, 19),
            )
        )
    length = sum(distance_km(by_key[a], by_key[b]) for a, b in pairs)
    scale = max(
        (km for km in _ROUND_LENGTHS if km * plane.units_per_km <= 120), default=_ROUND_LENGTHS[0]
    )
    return RouteMap(
        markers=tuple(markers),
        legs=tuple(_leg(at[a], at[b]) for a, b in pairs),
        towns=_towns_on(plane, taken),
        scale_km=scale,
        scale_length=round(scale * plane.units_per_km, 1),
        distance_km=round(length),
    )


def locator(places: Sequence[Place], *, width: int = 150) -> Locator | None:
    """Draw where in metropolitan France the sites are; None when one of them lies elsewhere."""
    west, south, east, north = METROPOLITAN_FRANCE
    if not places or not all(
        west <= p.longitude <= east and south <= p.latitude <= north for p in places
    ):
        return None
    squeeze = math.cos(math.radians((south + north) / 2))
    units = width / ((east - west) * squeeze)

    def at(longitude: float, latitude: float) -> tuple[float, float]:
        return (
            round((longitude - west) * squeeze * units, 1),
            round((north - latitude) * units, 1),
        )

    outlines = tuple(
        " ".join(f"{x},{y}" for x, y in (at(*point) for point in outline))
        for outline in (MAINLAND, CORSICA)
    )
    return Locator(
        outlines=outlines,
        dots=tuple(at(p.longitude, p.latitude) for p in places),
        width=width,
        height=round((north - south) * units),
    )
