"""`manage.py evaluate_search`: measures the search on a collection that others judged.

Each engine runs in a process and a database of its own, which are gone afterwards: this site's
content and index are never touched.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from community.core.errors import Refused
from community.search.evaluation import collection, trial
from community.search.evaluation.measures import Judged, Measures, measured
from community.search.evaluation.spoiling import SPOILED

ENGINES: Final = {
    "sqlite": "",
    "postgresql": "POSTGRES_URL",
    "opensearch": "OPENSEARCH_URL",
    "elasticsearch": "ELASTICSEARCH_URL",
}
"""The engines, and the variable that says where their server is."""
PATIENT: Final = "connect=5&answer=60"
"""Seconds that a server gets: what is measured must be its own answers."""
HEAD: Final = ("nDCG@10", "MAP", "MRR", "recall@100", "success@10", "no result", "ms/query")


class Command(BaseCommand):
    """Shows one line an engine; `--output` writes its rankings as TREC has them."""

    help = "Measure the search on a judged collection, the engines side by side."
    # What is asked for is checked where it runs: in the processes of the engines.
    requires_system_checks = ()

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the collection's files and the engines."""
        parser.add_argument("--documents", type=Path, required=True, help="JSON lines")
        parser.add_argument(
            "--queries", type=Path, required=True, help="id, tab, question (, tab, language)"
        )
        parser.add_argument("--qrels", type=Path, help="query 0 document grade")
        parser.add_argument(
            "--engine",
            action="append",
            choices=list(ENGINES),
            help="may be given several times; otherwise SQLite and those whose server is named "
            "by POSTGRES_URL, OPENSEARCH_URL, ELASTICSEARCH_URL",
        )
        parser.add_argument(
            "--output",
            type=Path,
            help="file for the run; with several engines each one's name is added",
        )
        parser.add_argument(
            "--language", default="fr", help="of documents that say none (default: fr)"
        )
        parser.add_argument(
            "--prefer", default="", help="language that is asked in; otherwise most documents' one"
        )
        parser.add_argument(
            "--spoiled",
            action="store_true",
            help="also ask without accents, with letters swapped, in capitals, with “?”",
        )
        parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)

    def handle(self, **options: Any) -> None:
        """Run each engine in its own process and tell what its rankings are worth."""
        self.is_quiet = options["verbosity"] == 0
        try:
            if options["inside"]:
                self.run_inside(options)
                return
            judgements = collection.judgements(options["qrels"]) if options["qrels"] else {}
            questions = collection.queries(options["queries"])
            if judgements and not questions.keys() & judgements.keys():
                raise Refused("No query of the queries' file is judged in the qrels' file.")
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        engines = options["engine"] or [
            name for name, variable in ENGINES.items() if not variable or server_of(name)
        ]
        self.tell_line("", HEAD)
        for name in dict.fromkeys(engines):
            self.run_engine(name, options, judgements, several=len(engines) > 1)

    def run_engine(
        self, name: str, options: dict[str, Any], judgements: Mapping[str, Judged], *, several: bool
    ) -> None:
        """Start an engine's process and judge what it answered."""
        with tempfile.TemporaryDirectory(prefix="essaim-evaluation-") as folder:
            answers = Path(folder) / "answers.json"
            with _place(name, Path(folder)) as environment:
                arguments = ["--documents", options["documents"], "--queries", options["queries"]]
                arguments += ["--language", options["language"], "--inside", answers]
                arguments += ["--prefer", options["prefer"]] if options["prefer"] else []
                arguments += ["--verbosity", options["verbosity"]]
                arguments += ["--spoiled"] if options["spoiled"] else []
                done = subprocess.run(  # noqa: S603  (this very program, with our own arguments)
                    [sys.executable, "-m", "django", "evaluate_search", *map(str, arguments)],
                    env={**os.environ, **environment},
                    check=False,
                )
            if done.returncode:
                raise CommandError(f"{name} failed with {done.returncode}; see above.")
            told = json.loads(answers.read_text(encoding="utf-8"))
        for label, answered in told.items():
            rankings = {query: [key for key, _s in found] for query, found in answered[0].items()}
            took = mean(answered[1].values()) if answered[1] else 0.0
            values = _shown(measured(rankings, judgements)) if judgements else ["–"] * 6
            self.tell_line(name if not label else f"  {label}", [*values, f"{took:.1f}"])
        if options["output"]:
            path = options["output"]
            if several:
                path = path.with_name(f"{path.stem}-{name}{path.suffix}")
            _write_run(path, name, told[""][0])

    def run_inside(self, options: dict[str, Any]) -> None:
        """Be an engine's process: index, ask, write down what was answered."""
        call_command("migrate", verbosity=0)
        try:
            most = trial.fill(
                options["documents"], language=options["language"], tell=self.tell_progress
            )
            language = options["prefer"] or most
            questions = collection.queries(options["queries"])
            ways = {"": lambda text: text} | (dict(SPOILED) if options["spoiled"] else {})
            told = {}
            for label, spoil in ways.items():
                spoiled = {q: replace(one, text=spoil(one.text)) for q, one in questions.items()}
                answered = trial.ask(spoiled, language=language, tell=self.tell_progress)
                told[label] = (answered.rankings, answered.milliseconds)
        finally:
            trial.leave()
        self.tell_progress("", 0)
        options["inside"].write_text(json.dumps(told), encoding="utf-8")

    def tell_line(self, name: str, values: Any) -> None:
        """Show one line of the table."""
        self.stdout.write(f"{name:<18}" + "".join(f"{value:>12}" for value in values))

    def tell_progress(self, what: str, number: int) -> None:
        """Show how far it is, on the line that the next result takes; empty clears it."""
        if not self.is_quiet and self.stderr.isatty():
            self.stderr.write(f"\r{what} {number}    " if what else "\r\033[K", ending="")


@contextmanager
def _place(name: str, folder: Path) -> Any:
    """Yield the variables of an engine's process, with a place of its own to keep things in."""
    own = f"essaim_evaluation_{uuid4().hex[:12]}"
    environment = {
        "DATABASE_URL": f"sqlite:///{folder / 'evaluation.sqlite3'}",
        "VAR_DIR": str(folder),
        "COMMUNITY_PLUGINS": "",
        "SEARCH_URL": "",
        "REDIS_URL": "",
    }
    variable = ENGINES[name]
    server = server_of(name)
    if variable and not server:
        raise CommandError(f"{name} needs its server's address in {variable}.")
    if name == "postgresql":
        base, _slash, _database = server.rpartition("/")
        with _own_database(server, own):
            yield environment | {"DATABASE_URL": f"{base}/{own}"}
    elif variable:
        address = server.replace("http://", f"{name}://", 1)
        if server.startswith("https://"):
            address = f"{name}+{server}"
        yield environment | {"SEARCH_URL": f"{address.rstrip('/')}/{own}?{PATIENT}"}
    else:
        yield environment


def server_of(name: str) -> str:
    """Return where an engine's server is: its own variable, else the site's of that kind."""
    found = os.environ.get(ENGINES[name], "") if ENGINES[name] else ""
    if not found and name == "postgresql":
        own = os.environ.get("DATABASE_URL", "")
        return own if own.startswith(("postgres:", "postgresql:")) else ""
    if not found and ENGINES[name]:
        site = urlsplit(os.environ.get("SEARCH_URL", ""))
        kind, _plus, transport = site.scheme.partition("+")
        return f"{transport or 'http'}://{site.netloc}" if kind == name else ""
    return found


@contextmanager
def _own_database(server: str, name: str) -> Any:
    # Imported here: only this engine needs the driver.
    import psycopg  # noqa: PLC0415  (sites on SQLite need not have it)
    from psycopg import sql  # noqa: PLC0415  (as above)

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _shown(found: Measures) -> list[str]:
    values = [
        found.ndcg_10,
        found.mean_average_precision,
        found.mean_reciprocal_rank,
        found.recall_100,
        found.success_10,
    ]
    return [*(f"{value:.4f}" for value in values), f"{found.without_result:.4f}"]


def _write_run(path: Path, name: str, rankings: Mapping[str, list[tuple[str, float]]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for query, ranking in rankings.items():
            for place, (key, score) in enumerate(ranking, start=1):
                file.write(f"{query} Q0 {key} {place} {score} essaim-{name}\n")
