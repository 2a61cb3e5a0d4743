"""SEARCH_URL: understood, or refused with what to write."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from community.search.servers.address import configured, parse


def test_the_least_that_one_may_write():
    address = parse("opensearch://search.local")
    assert (address.kind, address.url, address.prefix) == (
        "opensearch",
        "http://search.local:9200",
        "essaim",
    )
    assert (address.shards, address.replicas) == (1, 0)
    assert (address.connect_seconds, address.answer_seconds) == (0.3, 1.5)


def test_everything():
    address = parse(
        "elasticsearch+https://ada:p%40ss@[::1]:9243/melisse-1"
        "?shards=3&replicas=1&connect=1&answer=2.5&ca=/etc/ca.pem"
    )
    assert (address.user, address.password) == ("ada", "p@ss")
    assert (address.url, address.prefix) == ("https://[::1]:9243", "melisse-1")
    assert (address.shards, address.replicas, address.certificates) == (3, 1, "/etc/ca.pem")
    assert (address.connect_seconds, address.answer_seconds) == (1, 2.5)
    assert address.name == "elasticsearch+https://[::1]:9243/melisse-1"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://search.local", "starts with 'https'"),
        ("opensearch+ftp://x", "starts with"),
        ("search.local:9200", "starts with"),
        ("opensearch:///essaim", "names no host"),
        ("opensearch://x/Essaim", "ends in 'Essaim'"),
        ("opensearch://x/a/b", "ends in 'a/b'"),
        ("opensearch://x:port/a", "port that is no number"),
        ("opensearch://x:99999/a", "port that is no number"),
        ("opensearch://x/a?shard=2", "has shard; known are"),
        ("opensearch://x/a?shards=two", "no number"),
        ("opensearch://x/a?shards=0", "too small"),
    ],
)
def test_what_is_wrong_is_said_with_an_example(url, says):
    with pytest.raises(ImproperlyConfigured, match="opensearch://localhost:9200/essaim") as error:
        parse(url)
    assert says in str(error.value)


def test_an_error_repeats_no_password():
    with pytest.raises(ImproperlyConfigured) as error:
        parse("opensearch://ada:hidden@x/Wrong?answer=soon")
    assert "hidden" not in str(error.value)


def test_nothing_leaves_it_to_the_database(settings):
    settings.SEARCH_URL = ""
    assert configured() is None
