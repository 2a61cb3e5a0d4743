"""What ranks a passage before another."""

import pytest

from community.search.scoring import (
    FEEDBACK,
    Candidate,
    Scorer,
    Wanted,
    added,
    associated,
    rarity,
)

WEIGHTS = (2.0, 1.5, 1.0)


def scored(wanted, *, title="", heading="", body=""):
    candidate = Candidate(title.split(), heading.split(), body.split())
    return Scorer(wanted, weights=WEIGHTS, average_length=10).score(candidate)[0]


COOKIE = Wanted(("cook",), 3.0)
WEB = Wanted(("web", "toil"), 1.0)


def test_without_the_words_there_is_no_score():
    assert scored([COOKIE], body="a b c") == 0


def test_a_title_counts_more_than_a_text_of_the_same_length():
    assert scored([COOKIE], title="cook", body="a b c") > scored(
        [COOKIE], title="a", body="cook b c"
    )


def test_any_stem_of_a_word_will_do():
    assert scored([WEB], body="toil a") == scored([WEB], body="web a")


def test_a_rare_word_counts_more_than_a_common_one():
    assert scored([COOKIE, WEB], body="cook a") > scored([COOKIE, WEB], body="web a")


def test_more_of_the_words_count_more_than_one_of_them_again():
    assert scored([COOKIE, WEB], body="cook web a a") > scored([COOKIE, WEB], body="cook cook a a")


def test_neighbours_of_the_question_count_more_near_each_other():
    near = "cook web a a a a a a a a a a"
    far = "cook a a a a a a a a a a web"
    assert scored([COOKIE, WEB], body=near) > scored([COOKIE, WEB], body=far)


def test_a_short_passage_beats_a_long_one():
    assert scored([COOKIE], body="cook a") > scored([COOKIE], body="cook" + " a" * 40)


@pytest.mark.parametrize(("passages", "of"), [(0, 0), (5, 5), (9, 5), (1, 1000)])
def test_rarity_is_never_negative(passages, of):
    assert rarity(passages, of) > 0


def passages(*bodies):
    return [Candidate([], [], body.split()) for body in bodies]


def test_words_that_the_best_share_raise_others_that_hold_them():
    window = passages("cook kitchen oven", "cook oven bread", "oven", *["cook web"] * 9)
    scorer = Scorer([COOKIE], weights=WEIGHTS, average_length=3)
    words = associated([(2.0, window[0]), (2.0, window[1])], window, scorer)
    assert words["oven"] > words["web"] if "web" in words else "oven" in words
    assert sum(words.values()) == pytest.approx(FEEDBACK * COOKIE.idf)
    assert "cook" not in words
    assert added(words, window[2], scorer) > added(words, window[3], scorer)


def test_few_answers_teach_nothing():
    window = passages("cook oven", "cook oven")
    scorer = Scorer([COOKIE], weights=WEIGHTS, average_length=3)
    assert associated([(2.0, window[0])], window, scorer) == {}


def test_a_word_of_the_family_counts_where_the_word_is_missing():
    wanted = Wanted(("confidentialit",), 3.0, akin=(("confidentiel", 0.6),))
    relative = scored([wanted], body="confidentiel a b")
    assert 0 < relative < scored([wanted], body="confidentialit a b")
    both = scored([wanted], body="confidentialit confidentiel b")
    assert both == scored([wanted], body="confidentialit a b")
    assert scored([wanted], body="confidentiel " * 9) == pytest.approx(
        scored([wanted], body="confidentiel confidentiel " + "a " * 7)
    )
