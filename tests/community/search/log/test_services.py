"""Counting what is searched for, and forgetting who and when."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from community.plugins import keyed
from community.search.log.models import SearchMark, SearchSalt, SearchTally
from community.search.log.selectors import Rates, Unanswered, first_day, rates, unanswered
from community.search.log.services import Signal, count, forget
from community.search.log.tokens import Shown, normalised, shown_of, token_of

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 10, 9, tzinfo=UTC)
HONEY = Shown("miel de lavande", "fr", is_answered=False)
WAX = Shown("cire", "fr", is_answered=True)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MARCH, tick=False) as traveller:
        yield traveller


def ask(shown, visitors, signal=Signal.ASKED):
    return sum(count(shown, signal, visitor=f"account {each}") for each in range(visitors))


def tallies():
    names = ("day", "question", "asked", "unanswered", "clicked", "reformulated")
    return sorted(SearchTally.objects.values_list(*names))


class TestTokens:
    @pytest.mark.parametrize(
        ("typed", "counted"),
        [
            ("  L'Été,  ÉLÈVES ? ", "ete eleves"),
            ("\x00\ud800", ""),
            ("=HYPERLINK(1)", "hyperlink 1"),
            ("?!", ""),
        ],
    )
    def test_a_question_as_it_is_counted(self, typed, counted):
        assert normalised(typed) == counted

    def test_an_endless_question_is_cut(self):
        assert len(normalised("miel " * 1000)) <= 120

    def test_what_a_page_says_comes_back(self):
        token = token_of("Le miel ?", language="fr", is_answered=False)
        assert shown_of(token) == Shown("le miel", "fr", is_answered=False)
        assert token_of("?", language="fr", is_answered=True) == ""

    @pytest.mark.parametrize("token", ["", "x", "WyJtaWVsIl0:1:abc", "é" * 5000])
    def test_what_no_page_said_is_nothing(self, token):
        assert shown_of(token) is None

    def test_an_old_page_is_not_believed(self, clock):
        token = token_of("miel", language="fr", is_answered=True)
        clock.shift(24 * 60 * 60 + 1)
        assert shown_of(token) is None


class TestCounting:
    def test_a_visitor_counts_once_a_month(self, clock):
        assert [count(HONEY, Signal.ASKED, visitor="account 1") for _each in range(3)] == [
            True,
            False,
            False,
        ]
        clock.shift(24 * 60 * 60)
        assert not count(HONEY, Signal.ASKED, visitor="account 1")
        assert tallies() == [(date(2026, 3, 10), "miel de lavande", 1, 1, 0, 0)]
        clock.move_to(datetime(2026, 4, 1, 9, tzinfo=UTC))
        assert count(HONEY, Signal.ASKED, visitor="account 1")

    def test_who_opens_or_rewords_has_asked(self):
        count(WAX, Signal.CLICKED, visitor="account 1")
        count(WAX, Signal.ASKED, visitor="account 1")
        count(WAX, Signal.REFORMULATED, visitor="account 2")
        assert tallies() == [(date(2026, 3, 10), "cire", 2, 0, 1, 1)]

    def test_nothing_says_who(self):
        ask(HONEY, 2)
        assert {f.name for f in SearchTally._meta.get_fields()} == {
            "id",
            "day",
            "language",
            "question",
            *("asked", "unanswered", "clicked", "reformulated"),
        }
        assert all("account" not in each.digest for each in SearchMark.objects.all())

    def test_queries(self, django_assert_num_queries):
        ask(HONEY, 1)
        with django_assert_num_queries(9):
            count(HONEY, Signal.ASKED, visitor="account 77")
        with django_assert_num_queries(4):
            count(HONEY, Signal.ASKED, visitor="account 77")


class TestReading:
    def test_four_visitors_are_too_few(self):
        ask(HONEY, 4)
        assert unanswered(12) == []
        count(HONEY, Signal.ASKED, visitor="account 99")
        assert unanswered(12) == [Unanswered("miel de lavande", "fr", 5)]

    def test_one_person_cannot_lift_a_question(self, clock):
        for month in range(1, 13):
            for day in (1, 8, 15, 22):
                clock.move_to(datetime(2027, month, day, 9, tzinfo=UTC))
                ask(HONEY, 1)
        assert unanswered(12) == []

    def test_a_month_with_too_few_adds_nothing(self, clock):
        ask(HONEY, 5)
        clock.move_to(datetime(2026, 4, 2, 9, tzinfo=UTC))
        ask(HONEY, 3)
        assert unanswered(3) == [Unanswered("miel de lavande", "fr", 5)]
        assert unanswered(1) == []

    def test_what_has_an_answer_is_not_listed(self):
        ask(WAX, 9)
        ask(Shown("cire", "fr", is_answered=False), 4)
        assert unanswered(12) == []

    def test_shares(self):
        assert rates(1) == Rates(0, None, None, None)
        ask(HONEY, 4)
        ask(WAX, 4)
        ask(WAX, 2, Signal.CLICKED)
        ask(HONEY, 4, Signal.REFORMULATED)
        assert rates(1) == Rates(8, 0.5, 0.25, 0.5)

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, number, django_assert_num_queries):
        for each in range(number):
            ask(Shown(f"miel {each}", "fr", is_answered=False), 5)
        with django_assert_num_queries(1):
            assert len(unanswered(12)) == number
        with django_assert_num_queries(1):
            rates(12)

    def test_periods(self):
        today = date(2026, 3, 31)
        assert [first_day(months, today) for months in (1, 3, 12)] == [
            date(2026, 3, 1),
            date(2026, 1, 1),
            date(2025, 4, 1),
        ]


class TestForgetting:
    def test_a_month_that_is_over_loses_its_rare_words(self, clock):
        ask(HONEY, 2)
        clock.shift(24 * 60 * 60)
        ask(WAX, 5)
        ask(Shown("pollen", "fr", is_answered=False), 1)
        forget()
        assert len(tallies()) == 3
        assert (SearchSalt.objects.count(), SearchMark.objects.count()) == (1, 8)
        clock.move_to(datetime(2026, 4, 1, 9, tzinfo=UTC))
        ask(Shown("propolis", "fr", is_answered=False), 1)
        forget()
        forget()
        assert tallies() == [
            (date(2026, 3, 10), "", 2, 2, 0, 0),
            (date(2026, 3, 11), "", 1, 1, 0, 0),
            (date(2026, 3, 11), "cire", 5, 0, 0, 0),
            (date(2026, 4, 1), "propolis", 1, 1, 0, 0),
        ]
        # Those of the month that runs stay, so that nobody counts twice in it.
        assert (SearchSalt.objects.count(), SearchMark.objects.count()) == (1, 1)

    def test_counts_are_kept_thirteen_months(self, clock):
        ask(WAX, 5)
        clock.move_to(datetime(2027, 3, 31, 9, tzinfo=UTC))
        forget()
        assert len(tallies()) == 1
        clock.move_to(datetime(2027, 4, 1, 9, tzinfo=UTC))
        forget()
        assert tallies() == []

    def test_the_clock_knows(self):
        assert keyed("ticks")["search-log"].run is forget
