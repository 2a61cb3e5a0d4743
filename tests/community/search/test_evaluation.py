"""Measures against figures worked out by hand, and a collection judged from end to end."""

import json
import math

import pytest
from django.core.management import CommandError, call_command

from community.core.errors import Refused
from community.management.commands.evaluate_search import ENGINES, server_of
from community.search.evaluation import collection, measures
from community.search.evaluation.spoiling import (
    in_capitals,
    letters_swapped,
    with_a_question_mark,
    without_accents,
)

JUDGED = {"a": 2, "b": 1, "c": 0}


def test_gains_are_discounted_by_place():
    best = 2 + 1 / math.log2(3)
    assert measures.ndcg(["a", "b"], JUDGED) == pytest.approx(1)
    assert measures.ndcg(["x", "a"], JUDGED) == pytest.approx(2 / math.log2(3) / best)
    assert measures.ndcg(["x"] * 10 + ["a"], JUDGED) == 0


def test_precision_at_each_relevant_document():
    assert measures.average_precision(["a", "x", "b"], JUDGED) == pytest.approx((1 + 2 / 3) / 2)
    assert measures.average_precision(["x"], JUDGED) == 0


def test_places_shares_and_successes():
    assert measures.reciprocal_rank(["x", "c", "b"], JUDGED) == pytest.approx(1 / 3)
    assert measures.recall(["b"], JUDGED) == 0.5
    assert measures.success(["c", "b"], JUDGED) == 1
    assert measures.success(["c"], JUDGED) == 0


def test_a_query_without_relevant_document_is_left_out():
    found = measures.measured({"1": ["a"]}, {"1": {"a": 1}, "2": {"a": 0}, "3": {"b": 1}})
    assert (found.queries, found.ndcg_10, found.without_result) == (2, 0.5, 0.5)


@pytest.mark.parametrize(
    ("function", "content"),
    [
        (collection.queries, "1 without a tab\n"),
        (collection.judgements, "1 0 a\n"),
        (collection.judgements, "1 0 a much\n"),
        (lambda path: list(collection.documents(path, language="fr")), '{"title": "x"}\n'),
        (lambda path: list(collection.documents(path, language="fr")), "no json\n"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(tmp_path, function, content):
    path = tmp_path / "file"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="line 1"):
        function(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"absent.tsv can't be opened"):
        call_command(
            "evaluate_search",
            documents=tmp_path / "absent.jsonl",
            queries=tmp_path / "absent.tsv",
            verbosity=0,
        )


def test_ways_to_spoil_a_question():
    assert without_accents("Où naît l'élève ?") == "Ou nait l'eleve ?"
    assert in_capitals("été") == "ÉTÉ"
    assert with_a_question_mark("Où ?") == "Où ? ?"
    assert letters_swapped("ici") == "ici"
    spoiled = letters_swapped("la facilitation ici")
    assert spoiled != "la facilitation ici"
    assert sorted(spoiled) == sorted("la facilitation ici")


def test_a_collection_is_judged_in_a_database_of_its_own(tmp_path, capfd):
    documents = [
        {"id": "d1", "title": "Les cookies", "text": "Un cookie garde une trace de la visite."},
        {"id": "d2", "title": "Le vélo", "text": "Pédaler tient en forme.", "language": "fr"},
    ]
    files = {
        "documents": "\n".join(json.dumps(document) for document in documents),
        "queries": "1\tUn cookie, c'est quoi ?\n2\tvélo\n",
        "qrels": "1 0 d1 1\n2 0 d2 1\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    output = tmp_path / "run.txt"
    call_command(
        "evaluate_search",
        **{name: tmp_path / name for name in files},
        engine=["sqlite"],
        output=output,
        verbosity=0,
    )
    told = capfd.readouterr().out.splitlines()
    assert told[1].split()[:2] == ["sqlite", "1.0000"]
    assert [line.split()[:4] for line in output.read_text().splitlines()] == [
        ["1", "Q0", "d1", "1"],
        ["2", "Q0", "d2", "1"],
    ]


@pytest.mark.parametrize(
    ("variables", "engine", "address"),
    [
        ({"OPENSEARCH_URL": "http://a:1"}, "opensearch", "http://a:1"),
        ({"SEARCH_URL": "opensearch://u:p@a:1/site"}, "opensearch", "http://u:p@a:1"),
        ({"SEARCH_URL": "elasticsearch+https://a/site"}, "elasticsearch", "https://a"),
        ({"SEARCH_URL": "opensearch://a:1/site"}, "elasticsearch", ""),
        ({"DATABASE_URL": "postgres://a/site"}, "postgresql", "postgres://a/site"),
        ({"DATABASE_URL": "sqlite:///a"}, "postgresql", ""),
        ({}, "sqlite", ""),
    ],
)
def test_an_engines_server_is_its_own_or_the_sites(monkeypatch, variables, engine, address):
    for name in ("SEARCH_URL", "DATABASE_URL", *filter(None, ENGINES.values())):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert server_of(engine) == address
