"""How fast the search is with many passages, beside the raw engine on the same rows.

    python tests/benchmarks/search.py [--passages 100000] [--rounds 30]

Fills the database that DATABASE_URL names (else an SQLite file of its own, removed afterwards) with
invented passages whose words are as unevenly frequent as in a language (Zipf), and reports passages
indexed per second, p50 and p95 of each kind of question with ranking, grouping and facets, and what
the raw engine takes for the same words alone. Refuses a database that holds anything to find.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from django.db import DatabaseError

ROOT = Path(__file__).resolve().parent.parent.parent
PASSAGES_A_DOCUMENT = 4
WORDS_A_PASSAGE = 60
VOCABULARY = 30_000
THEMES = 30
ORGANISATIONS = 486
FIRST_DAY = date(2021, 1, 1)
DAYS = 2000
BATCH = 500
HOSTILE = [
    "\x00",
    "a" * 8192,
    "mot " * 2048,
    "(a+)+$ " * 1000,
    '"a b" ' * 1000,
    "-x " * 2000,
    "{!q} AND (title:* OR _exists_:x) NEAR/2 'a':*B & !b <-> c",
]
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "fi",
    "fo",
    "ga",
    "gi",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
]


def invented_words(rng):
    words = dict.fromkeys(
        "".join(rng.choices(SYLLABLES, k=rng.randint(2, 5))) for _n in range(VOCABULARY * 3)
    )
    return list(words)[:VOCABULARY]


def fill(count, words, rng):
    """Write documents; returns passages a second."""
    from community.search import indexing
    from community.search.projections import Document, Passage

    weights = [1 / (rank + 3) for rank in range(len(words))]
    documents = count // PASSAGES_A_DOCUMENT
    spent = 0.0
    for start in range(0, documents, BATCH):
        batch = {}
        for number in range(start, min(start + BATCH, documents)):
            text = rng.choices(words, weights, k=WORDS_A_PASSAGE * PASSAGES_A_DOCUMENT + 6)
            passages = [
                Passage(
                    text=" ".join(text[6 + n * WORDS_A_PASSAGE : 6 + (n + 1) * WORDS_A_PASSAGE])
                )
                for n in range(PASSAGES_A_DOCUMENT)
            ]
            batch["invented", number + 1] = [
                Document(
                    title=" ".join(text[:6]),
                    url=f"/fr/invented/{number}/",
                    language="fr",
                    passages=passages,
                    audience=("public",) if number % 10 else ("members",),
                    themes=[f"theme-{n}" for n in rng.sample(range(THEMES), 2)],
                    organisation_id=1 + number % ORGANISATIONS,
                    dated_on=FIRST_DAY + timedelta(days=number % DAYS),
                )
            ]
        began = time.perf_counter()
        indexing.write(list(batch), lambda _keys, batch=batch: batch)
        spent += time.perf_counter() - began
        print(f"\r{start + len(batch)} of {documents} documents", end="", flush=True)
    print()
    return count / spent


def questions(words, rng, rounds):
    """The kinds of question, each with `rounds` examples."""
    middle, rare = words[100:2000], words[2000:20_000]
    return {
        "two words, a theme": [
            (f"{rng.choice(middle)} {rng.choice(rare)} ", ("theme-1",)) for _n in range(rounds)
        ],
        "one frequent word": [(f"{word} ", ()) for word in words[:rounds]],
        "eight words": [
            (" ".join(rng.choices(middle, k=5) + rng.choices(rare, k=3)) + " ", ())
            for _n in range(rounds)
        ],
        "a typing mistake": [
            (word[:2] + word[3] + word[2] + word[4:] + " ", ())
            for word in (rng.choice([w for w in rare if len(w) > 7]) for _n in range(rounds))
        ],
        "browsing": [("", ("theme-2",))] * rounds,
        "hostile": [(text, ()) for text in HOSTILE],
    }


def measured(function, examples):
    times = []
    for example in examples:
        began = time.perf_counter()
        function(*example)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


def on_a_database_of_its_own(run, told):
    """Read the options and run with an SQLite file that is removed afterwards."""
    parser = argparse.ArgumentParser(description=told.split("\n")[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="essaim-search-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.development")
    os.environ["VAR_DIR"] = folder
    os.environ["COMMUNITY_PLUGINS"] = ""
    sys.path.insert(0, str(ROOT))
    try:
        run(options)
    finally:
        shutil.rmtree(folder)


def run(options):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from community.core.reader import ANONYMOUS
    from community.search.engines import engine_for
    from community.search.engines.contract import Clause
    from community.search.models import SearchDocument
    from community.search.parsing import parse
    from community.search.query import SearchQuery
    from community.search.selectors import search, suggest
    from community.search.suggesting import suggestions

    call_command("migrate", verbosity=0)
    if SearchDocument.objects.exists():
        sys.exit("This database holds something to find; name an empty one in DATABASE_URL.")
    rng = random.Random(7)
    words = invented_words(rng)
    rate = fill(options.passages, words, rng)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    engine = engine_for(connection)
    print(f"{connection.vendor}, {options.passages} passages: {rate:.0f} indexed a second")

    def ask(text, themes):
        return search(SearchQuery(text=text, themes=themes, reader=ANONYMOUS))

    def ask_raw(text, _themes):
        clauses = [Clause(word.stems, 1.0) for word in parse(text).words]
        sql = engine.scored(clauses, (), 60, best_of=0)
        every = "WITH eligible AS (SELECT id AS document FROM community_searchdocument)"
        with connection.cursor() as cursor:
            cursor.execute(f"{every} {sql.text} ORDER BY score DESC LIMIT 10", sql.parameters)
            cursor.fetchall()

    for name, examples in questions(words, rng, options.rounds).items():
        measured(ask, examples[:3])
        p50, p95 = measured(ask, examples)
        line = f"{name:<22} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms"
        if examples[0][0] and name != "hostile":
            raw50, raw95 = measured(ask_raw, examples)
            line += f"   raw {raw50:7.1f} / {raw95:7.1f} ms"
        print(line)
    examples = [
        (f"{text} {text}", ANONYMOUS) for text, _t in questions(words, rng, 10)["eight words"]
    ]
    p50, p95 = measured(suggest, examples)
    print(f"{'suggest while writing':<22} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms")
    examples = [(word[:length], ANONYMOUS, "fr") for word in words[:10] for length in (2, 3, 5)]
    p50, p95 = measured(suggestions, examples)
    print(f"{'completion':<22} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size_of(connection):.0f} MB of index and texts; {memory:.0f} MB of memory at most")


def size_of(connection):
    """The megabytes of everything that can be found, with its indexes."""
    sizes = {
        "sqlite": "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'community_search%%'"
        " OR name LIKE 'sqlite_autoindex_community_search%%'",
        "postgresql": "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class"
        " WHERE relkind = 'r' AND relname LIKE 'community_search%%'",
    }
    with connection.cursor() as cursor:
        try:
            cursor.execute(sizes[connection.vendor], [])
        except DatabaseError:
            # This SQLite counts no pages by table: the whole file, then.
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0] / 1e6


if __name__ == "__main__":
    on_a_database_of_its_own(run, __doc__)
