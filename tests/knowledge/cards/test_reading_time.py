"""The time a card takes: words, pace, media, and what to cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cards import reading_time


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" ; — !", 0),
        ("Un retour utile", 3),
        ("L’heure n'est pas au vis-à-vis.", 5),
        ("« Jeudi » : à 10 h 20", 5),
        ("été_hiver", 2),
    ],
)
def test_words_are_counted_as_people_do(text, words):
    assert reading_time.words_in(text) == words


def test_french_is_read_slower_than_english():
    assert (reading_time.pace("fr"), reading_time.pace("en-gb"), reading_time.pace("de")) == (
        195,
        228,
        195,
    )


def test_media_counts_as_long_as_it_plays():
    assert reading_time.seconds_for(195, language="fr", media_seconds=26.2) == 87


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (60, 1), (61, 2), (300, 5), (301, 6)])
def test_minutes_are_rounded_up(seconds, minutes):
    assert reading_time.minutes_shown(seconds) == minutes


def test_a_lesson_of_five_minutes_is_kept_whole():
    assert reading_time.words_too_many(300, language="fr") == 0


@given(words=st.integers(0, 20_000), language=st.sampled_from(["fr", "en"]))
def test_cutting_what_is_asked_keeps_the_promise(words, language):
    seconds = reading_time.seconds_for(words, language=language)
    cut = reading_time.words_too_many(seconds, language=language)
    after = reading_time.seconds_for(max(0, words - cut), language=language)
    assert after <= reading_time.PROMISE_SECONDS


@given(seconds=st.integers(0, 10_000))
def test_the_parts_are_short_enough(seconds):
    parts = reading_time.parts_needed(seconds)
    assert seconds / parts <= reading_time.PROMISE_SECONDS
