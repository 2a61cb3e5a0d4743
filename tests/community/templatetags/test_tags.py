"""The drawing tags: what they promise about names, sums and geometry."""

import pytest
from django.template import Context, Template

from community.templatetags import essaim


def render(source: str, **context: object) -> str:
    return Template("{% load essaim %}" + source).render(Context(context))


def test_an_icon_without_label_is_hidden_from_assistive_tools() -> None:
    assert 'aria-hidden="true"' in render("{% icon 'bell' %}")


def test_an_icon_with_a_label_is_an_image_with_a_name() -> None:
    drawn = render("{% icon 'bell' label %}", label='3 "new"')
    assert 'role="img"' in drawn
    assert 'aria-label="3 &quot;new&quot;"' in drawn


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        essaim.icon("no-such-icon")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Solène Kermarrec", "SK"),
        ("Jean-Luc d’Ormesson", "JO"),
        ("élise", "É"),
        ("someone@demo.example", "SE"),
        ("   ", "?"),
        ("", "?"),
    ],
)
def test_initials_come_from_the_first_and_last_word(name: str, letters: str) -> None:
    assert essaim.initials(name) == letters


def test_the_same_seed_draws_the_same_swarm() -> None:
    assert essaim.swarm.__wrapped__("a") == essaim.swarm.__wrapped__("a")
    assert essaim.swarm("a") != essaim.swarm("b")


def test_hexagons_fill_as_many_as_were_done() -> None:
    drawn = essaim.hexagons(3, 5)
    assert (drawn.count("<polygon"), drawn.count("is-on")) == (5, 3)


def test_many_hexagons_are_scaled_down() -> None:
    drawn = essaim.hexagons(50, 100)
    assert (drawn.count("<polygon"), drawn.count("is-on")) == (12, 6)


def test_hexagons_survive_impossible_numbers() -> None:
    assert essaim.hexagons(9, 0).count("<polygon") == 0
    assert essaim.hexagons(-1, 3).count("is-on") == 0


def test_the_parts_of_a_meter_touch_and_end_at_the_score() -> None:
    parts = [{"label": "a", "value": 34}, {"label": "b", "value": 21.5}, {"label": "c", "value": 7}]
    laid = essaim.meter_parts(parts, 100)
    assert [(part.start, part.width) for part in laid] == [(0, 340), (340, 215), (555, 70)]


def test_a_part_that_takes_away_has_no_width() -> None:
    laid = essaim.meter_parts([{"label": "a", "value": 30}, {"label": "b", "value": -10}], 100)
    assert [part.width for part in laid] == [300, 0]


@pytest.mark.parametrize(
    ("done", "of", "width"), [(3, 8, 375), (9, 8, 1000), (-1, 8, 0), (1, 0, 0)]
)
def test_a_share_stays_on_its_bar(done: int, of: int, width: int) -> None:
    assert essaim.share(done, of) == width


def test_tiles_are_shaded_by_their_share_of_the_most() -> None:
    tiles = [
        {"code": code, "label": code, "column": n, "row": n % 2, "value": value}
        for n, (code, value) in enumerate([("a", 0), ("b", 1), ("c", 50), ("d", 100)])
    ]
    assert [tile.level for tile in essaim.tile_map(tiles).tiles] == [0, 1, 2, 4]


def test_a_map_without_tiles_is_still_a_map() -> None:
    assert essaim.tile_map([]).tiles == []


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("curl/8.5", "curl/8.5"),
    ],
)
def test_a_device_is_named_in_few_words(header: str, name: str) -> None:
    assert essaim.device_name(header) == name
