"""Search servers for the tests: real ones, named by the environment, with indexes of our own."""

import os
import secrets

import pytest

from community.search.servers.address import parse
from community.search.servers.answering import breaker_of
from community.search.servers.client import client_of
from community.search.servers.rebuilding import rebuild
from tests.factories.stand_in import StandIn

VARIABLES = {"opensearch": "OPENSEARCH_URL", "elasticsearch": "ELASTICSEARCH_URL"}
# The machine that runs the tests may be busy; how soon one gives up has tests of its own.
PATIENT = "?connect=5&answer=20"


def search_url(kind, options=PATIENT):
    """A SEARCH_URL with a prefix that nobody else has; skips where there is no such server."""
    url = os.environ.get(VARIABLES[kind])
    if not url:
        pytest.skip(f"no {kind}: OPENSEARCH_URL and ELASTICSEARCH_URL name servers")
    place = url.removeprefix("http://")
    return f"{kind}://{place}/test-{os.getpid()}-{secrets.token_hex(4)}{options}"


def make_index(settings, url):
    """Let the site use a server, with an index of what there is; returns its address."""
    settings.SEARCH_URL = url
    address = parse(url)
    breaker_of.cache_clear()
    rebuild(address, lambda _done, _of: None)
    return address


def remove_indexes(address):
    """Leave nothing on the server."""
    client = client_of(address)
    for name in client.described(f"{address.prefix}-*"):
        client.remove(name)


def close_by(url):
    """A stand-in in front of a server, and the SEARCH_URL that goes through it."""
    address = parse(url)
    stand_in = StandIn(address.host, address.port)
    return stand_in, url.replace(f":{address.port}/", f":{stand_in.port}/")
