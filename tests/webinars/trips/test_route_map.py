"""The drawn route: true distances, names that do not hide each other, a scale that is right."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinars.trips.route_map import (
    HEIGHT,
    WIDTH,
    Place,
    distance_km,
    locator,
    route_map,
    runs,
)

BORDEAUX = Place(1, "Campus des Rives Neuves", 44.8664, -0.5552)
AGEN = Place(2, "L’Établi des Cornières", 44.5318, 0.7676)
SAINT_DENIS = Place(3, "Atelier du Port", -20.88, 55.45)


def test_distance_is_the_great_circle():
    paris, marseille = Place(1, "Paris", 48.857, 2.352), Place(2, "Marseille", 43.297, 5.370)
    assert distance_km(paris, marseille) == pytest.approx(661, abs=3)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([4], "4"), ([1, 2, 3], "1–3"), ([1, 2, 3, 5], "1–3, 5"), ([1, 3, 4], "1, 3–4")],
)
def test_numbers_are_written_shortly(numbers, text):
    assert runs(numbers) == text


def test_no_site_draws_nothing():
    assert route_map([], []) is None
    assert locator([]) is None


def test_a_single_site_stands_in_the_middle_without_a_way():
    drawn = route_map([BORDEAUX], [1, 1])
    assert (drawn.markers[0].x, drawn.markers[0].y) == (WIDTH / 2, HEIGHT / 2)
    assert (drawn.legs, drawn.distance_km, drawn.markers[0].stops) == ((), 0, "1–2")


def test_the_scale_is_that_of_the_drawing():
    drawn = route_map([BORDEAUX, AGEN], [1, 2])
    one, other = drawn.markers
    length = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
    kilometres = length * drawn.scale_km / drawn.scale_length
    assert kilometres == pytest.approx(distance_km(BORDEAUX, AGEN), rel=0.01)


def test_north_is_up_and_east_is_right():
    one, other = route_map([BORDEAUX, AGEN], [1, 2]).markers
    assert one.y < other.y
    assert one.x < other.x


def test_the_way_follows_the_stops_and_comes_back():
    drawn = route_map([BORDEAUX, AGEN], [1, 1, 2, 1])
    assert len(drawn.legs) == 2
    assert [marker.stops for marker in drawn.markers] == ["1–2, 4", "3"]
    assert drawn.distance_km == round(2 * distance_km(BORDEAUX, AGEN))


coordinates = st.tuples(
    st.floats(min_value=42, max_value=51), st.floats(min_value=-4.5, max_value=8)
)


@given(st.lists(coordinates, min_size=1, max_size=6))
def test_every_site_is_on_the_drawing_wherever_it_lies(points):
    places = [Place(index, f"Lieu {index}", *point) for index, point in enumerate(points)]
    drawn = route_map(places, [place.key for place in places])
    assert all(0 < marker.x < WIDTH and 0 < marker.y < HEIGHT for marker in drawn.markers)
    assert all(0 <= marker.label_x <= WIDTH for marker in drawn.markers)
    assert all(re.fullmatch(r"M[-\d.]+ [-\d.]+Q[-\d. ]+", leg) for leg in drawn.legs)


def test_the_locator_is_for_metropolitan_france_alone():
    assert len(locator([BORDEAUX, AGEN]).dots) == 2
    assert locator([BORDEAUX, SAINT_DENIS]) is None
