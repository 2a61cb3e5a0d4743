"""Days in words."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.translation import override

from community.core.dates import day_in_words, short_month, short_weekday

FIRST, THIRD = date(2026, 12, 1), date(2026, 12, 3)
TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


@pytest.mark.parametrize(
    ("language", "when", "pattern", "words"),
    [
        ("fr", FIRST, "DATE_FORMAT", "1er décembre 2026"),
        ("fr", FIRST, "l j F", "mardi 1er décembre"),
        ("fr", THIRD, "l j F", "jeudi 3 décembre"),
        ("fr", date(2026, 12, 11), "j F", "11 décembre"),
        ("fr", FIRST, r"\j j F", "j 1er décembre"),
        ("en", FIRST, "j F", "1 December"),
        ("fr", datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "j F, H:i", "1er décembre, 00:30"),
    ],
)
def test_the_first_of_a_month(language, when, pattern, words):
    with override(language):
        assert day_in_words(when, pattern) == words
        shown = Template("{% load dates %}{{ when|day:pattern }}{{ none|day }}")
        assert shown.render(Context({"when": when, "pattern": pattern, "none": None})) == words


def test_what_stands_in_a_date_block():
    with override("fr"):
        assert (short_weekday(THIRD), short_month(THIRD)) == ("jeu.", "déc.")
        assert {short_month(date(2026, 6, 1)), short_month(date(2026, 7, 1))} == {"juin", "juil."}
    with override("en"):
        assert (short_weekday(THIRD), short_month(THIRD)) == ("Thu", "Dec")


def test_no_template_writes_a_day_in_another_way():
    day_by_date = re.compile(r"""\|date:["'](?:[^"']*j[^"']*F|DATE|DATETIME)[^"']*["']""")
    wrong = [
        path.name for path in TEMPLATES.rglob("*.*") if day_by_date.search(path.read_text("utf-8"))
    ]
    assert wrong == []
