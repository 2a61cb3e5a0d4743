"""How fast the search is on servers, beside the raw request that it sends.

    OPENSEARCH_URL=… python tests/benchmarks/search_servers.py [--passages 100000]

Fills an SQLite file of its own (removed afterwards) like `search.py`, builds an index on each
server that the environment names, and reports documents and passages sent per second, the index's
size, p50 and p95 of each kind of question as a page asks it (words, request, second stage, facets,
texts) and of the bare request, and what memory the process grew by while it sent.
"""

import os
import random
import resource
import time

from search import (
    PASSAGES_A_DOCUMENT,
    fill,
    invented_words,
    measured,
    on_a_database_of_its_own,
    questions,
)

VARIABLES = {"opensearch": "OPENSEARCH_URL", "elasticsearch": "ELASTICSEARCH_URL"}


def run(options):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    rng = random.Random(7)
    words = invented_words(rng)
    rate = fill(options.passages, words, rng)
    print(f"{options.passages} passages, {rate:.0f} a second into the database")
    for kind, variable in VARIABLES.items():
        if os.environ.get(variable):
            place = os.environ[variable].removeprefix("http://")
            measure(f"{kind}://{place}/benchmark-{os.getpid()}", words, options)


def measure(url, words, options):
    from django.conf import settings

    from community.search.servers.address import parse
    from community.search.servers.answering import breaker_of
    from community.search.servers.client import client_of
    from community.search.servers.rebuilding import rebuild

    address = parse(url)
    client = client_of(address)
    settings.SEARCH_URL = url
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    try:
        index = rebuild(address, lambda done, of: print(f"\r{done} of {of}", end="", flush=True))
        spent = time.perf_counter() - began
        index.refresh_from_db()
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = client._send("GET", f"/{index.name}/_stats/store", None, {}, 30)
        bytes_ = size["_all"]["primaries"]["store"]["size_in_bytes"]
        print(
            f"\n{address.kind}: {index.documents / spent:.0f} documents,"
            f" {index.documents * PASSAGES_A_DOCUMENT / spent:.0f} passages a second,"
            f" compared and swapped; {bytes_ / 2**20:.0f} MiB; memory grew by {grown:.0f} MiB"
        )
        ask_all(address, words, options)
        print(f"{'':<22} circuit open: {breaker_of(address).is_open}")
    finally:
        for name in client.described(f"{address.prefix}-*"):
            client.remove(name)


def ask_all(address, words, options):
    from community.core.reader import ANONYMOUS
    from community.search.query import SearchQuery
    from community.search.selectors import search
    from community.search.servers import answering
    from community.search.servers.client import client_of

    bodies = []
    client = client_of(address)
    really = client.search

    def note(index, body):
        bodies.append(body)
        return really(index, body)

    def ask(text, themes):
        return search(SearchQuery(text=text, themes=themes, reader=ANONYMOUS))

    def ask_raw(body):
        really(address.prefix, body)

    for name, examples in questions(words, random.Random(8), options.rounds).items():
        measured(ask, examples)
        p50, p95 = measured(ask, examples)
        bodies.clear()
        client.search = note
        for example in examples:
            ask(*example)
        client.search = really
        measured(ask_raw, [(body,) for body in bodies])
        raw50, raw95 = measured(ask_raw, [(body,) for body in bodies])
        print(
            f"{name:<22} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms"
            f"   request {raw50:7.1f} / {raw95:7.1f} ms"
        )
    assert not answering.breaker_of(address).has_failed


if __name__ == "__main__":
    on_a_database_of_its_own(run, __doc__)
