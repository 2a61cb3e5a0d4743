"""By whom, since when, within what: operators and scopes narrow on every engine alike."""

from datetime import date

import pytest

from community.core.reader import Reader
from community.search.parsing import parse, without_operators
from community.search.people import names_of
from community.search.query import SearchQuery
from community.search.selectors import search
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def titles(text, reader=None, **values):
    results = search(SearchQuery(text=text, reader=reader or Reader(), **values)).results
    return sorted(result.title for result in results)


@pytest.fixture
def shelf(engine):
    index(
        "card",
        1,
        make_document(
            "Miel", "La ruche.", people=("Claire Dupônt", "cdupont"), dated_on=date(2026, 3, 15)
        ),
    )
    index(
        "replay",
        2,
        make_document(
            "Cire",
            "La ruche.",
            people=("Paul Élan", "Claire Roux"),
            dated_on=date(2025, 12, 31),
            scopes=("series:jeudi",),
        ),
    )
    index(
        "card", 3, make_document("Secret", "La ruche.", audience=("members",), people=("Claire",))
    )


class TestParsing:
    @pytest.mark.parametrize("typed", ["by:claire", "par:Claire", "PAR:CLAIRE", 'by:"Claire"'])
    def test_who(self, typed):
        assert parse(f"miel {typed}").filters == (("by", "claire"),)

    def test_a_whole_name_is_quoted_or_joined(self):
        assert parse("by:Jean-Élie").filters == parse("par:« jean élie »").filters
        assert parse('by:"Jean Élie" miel').text == "miel"

    @pytest.mark.parametrize(
        ("typed", "after", "before"),
        [
            ("after:2026", date(2026, 1, 1), None),
            ("après:2026-03", date(2026, 3, 1), None),
            ("apres:2026-3-5", date(2026, 3, 5), None),
            ("before:2026-03-15 avant:2027", None, date(2026, 3, 15)),
            ("after:2024 after:2026", date(2026, 1, 1), None),
        ],
    )
    def test_when(self, typed, after, before):
        question = parse(f"miel {typed}")
        assert (question.after, question.before, question.text) == (after, before, "miel")

    @pytest.mark.parametrize("typed", ["after:2026-13", "after:hier", "before:2026-02-30", "by:_"])
    def test_what_says_nothing_is_text(self, typed):
        question = parse(typed)
        assert question.text == typed
        assert question.after is question.before is None
        assert question.filters == ()

    def test_an_operator_is_taken_off(self):
        typed = "by:claire miel after:2026 by:paul"
        assert without_operators(typed, "by", "paul") == "by:claire miel after:2026"
        assert without_operators(typed, "by") == "miel after:2026"
        assert without_operators(typed, "after") == "by:claire miel by:paul"

    def test_names(self):
        assert names_of(["Claire Dupônt", "@7"]) == ["@7", "claire", "claire-dupont", "dupont"]


@pytest.mark.usefixtures("shelf")
class TestNarrowing:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("ruche by:claire", ["Cire", "Miel"]),
            ("ruche by:CLAIRE", ["Cire", "Miel"]),
            ("ruche par:dupont", ["Miel"]),
            ("ruche by:cdupont", ["Miel"]),
            ('ruche by:"claire roux"', ["Cire"]),
            ("ruche by:elan by:dupont", ["Cire", "Miel"]),
            ("ruche by:clair", []),
            ("by:paul", ["Cire"]),
            ("ruche after:2026", ["Miel"]),
            ("ruche before:2026", ["Cire"]),
            ("ruche after:2026-03-15 before:2026-03-16", ["Miel"]),
            ("ruche after:2026-03-16", []),
            ("avant:2026", ["Cire"]),
        ],
    )
    def test_what_is_left(self, typed, found):
        assert titles(typed) == found

    def test_who_made_what_one_may_not_read_shows_nothing(self):
        member = Reader(audiences=frozenset({"public", "members"}))
        assert titles("by:claire", member) == ["Cire", "Miel", "Secret"]
        assert titles("by:claire") == ["Cire", "Miel"]

    def test_within_something(self):
        assert titles("ruche", scope="series:jeudi") == ["Cire"]
        assert titles("", scope="series:jeudi") == ["Cire"]
        assert titles("ruche", scope="series:autre") == []

    def test_counts_follow(self):
        results = search(SearchQuery(text="ruche after:2026", reader=Reader()))
        assert results.total == 1
        assert {v.value: v.count for v in results.facets["type"]} == {"card": 1}
        results = search(SearchQuery(text="ruche by:paul", reader=Reader()))
        assert {v.value: v.count for v in results.facets["type"]} == {"replay": 1}
