"""The search finds what people ask of the demo, on every engine, as well as it did before.

Each question of golden.tsv was judged by hand, with its reason. `recorded.json` holds what each
engine reached; a drop of more than 0.02 fails. With RECORD_RELEVANCE=1 the figures are written
down anew, which a change for the better deserves.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from community.search.evaluation import measures

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RECORD = HERE / "recorded.json"
DROP = 0.02
SERVERS = {
    "sqlite": "",
    "postgresql": "POSTGRES_URL",
    "opensearch": "OPENSEARCH_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
}


def golden():
    """Yield language, question, grades by slug and reason of every line."""
    for line in (HERE / "golden.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, question, judged, reason = line.split("\t")
            grades = dict(one.split("=") for one in judged.split())
            yield language, question, {slug: int(grade) for slug, grade in grades.items()}, reason


def run(*arguments, **environment):
    """Run a program of the project outside of the tests' own database and settings."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "COMMUNITY_PLUGINS")}
    kept["DJANGO_SETTINGS_MODULE"] = "community.settings.development"
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """What the demo's search holds, as JSON lines; the demo is filled for it."""
    folder = tmp_path_factory.mktemp("demo")
    run("manage.py", "demo", "--no-serve", VAR_DIR=str(folder), SEARCH_URL="", REDIS_URL="")
    path = folder / "documents.jsonl"
    run("-m", "tests.relevance.documents", path, VAR_DIR=str(folder))
    return path


def reached(engine, documents, folder):
    """Return the measures of an engine by language."""
    asked = {f"{code}{n}": (q, code, grades) for n, (code, q, grades, _r) in enumerate(golden())}
    queries, output = folder / "queries.tsv", folder / "run.txt"
    queries.write_text("".join(f"{key}\t{q}\t{code}\n" for key, (q, code, _g) in asked.items()))
    run(
        *("manage.py", "evaluate_search", "--documents", documents, "--queries", queries),
        *("--engine", engine, "--output", output, "--verbosity", "0"),
    )
    rankings = {}
    for line in output.read_text().splitlines():
        query, _q0, key, *_rest = line.split()
        rankings.setdefault(query, []).append(key)
    found = {}
    for language in ("fr", "en"):
        judged = {
            key: {f"{code}:{slug}": grade for slug, grade in grades.items()}
            for key, (_q, code, grades) in asked.items()
            if code == language
        }
        measured = measures.measured(rankings, judged)
        found[language] = {
            "nDCG@10": round(measured.ndcg_10, 4),
            "MRR": round(measured.mean_reciprocal_rank, 4),
            "without result": round(measured.without_result, 4),
        }
    return found


@pytest.mark.parametrize("engine", SERVERS)
def test_an_engine_is_as_good_as_it_was(engine, documents, tmp_path):
    variable = SERVERS[engine]
    if variable and not os.environ.get(variable):
        pytest.skip("POSTGRES_URL, OPENSEARCH_URL and ELASTICSEARCH_URL name the servers")
    found = reached(engine, documents, tmp_path)
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    if os.environ.get("RECORD_RELEVANCE"):
        recorded[engine] = found
        RECORD.write_text(json.dumps(recorded, indent=2) + "\n", encoding="utf-8")
    for language, figures in recorded[engine].items():
        assert found[language]["nDCG@10"] >= figures["nDCG@10"] - DROP
        assert found[language]["MRR"] >= figures["MRR"] - DROP
        assert found[language]["without result"] <= figures["without result"]


def test_the_golden_set_is_one():
    lines = list(golden())
    assert len(lines) >= 120
    assert len({(language, question) for language, question, *_rest in lines}) == len(lines)
    assert all(max(grades.values()) == 3 for _l, _q, grades, _r in lines)
    assert all(reason for *_line, reason in lines)
