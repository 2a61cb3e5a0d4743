"""The server answers while it is well; a page never waits long and never fails for it."""

import json
import time

import pytest

from community.core.reader import ANONYMOUS
from community.search.models import SearchIndex, SearchSubject
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.servers.answering import breaker_of
from community.search.servers.client import client_of
from community.search.servers.documents import id_of
from community.search.servers.mapping import writing_name
from community.search.servers.sending import send_pending
from community.search.services import write_documents
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def ask(text="miel", **values):
    return search(SearchQuery(text=text, reader=ANONYMOUS, **values))


def titles(text="miel", **values):
    return [result.title for result in ask(text, **values).results]


def write(pk, *texts, **values):
    """Write an object that the server hears nothing of yet."""
    write_documents("card", pk, [make_document(*texts, **values)] if texts else [])


def searches(stand_in):
    return sum(path.partition("?")[0].endswith("/_search") for _method, path in stand_in.seen)


class TestWell:
    """Who answers."""

    def test_the_server_does(self, server):
        index("card", 1, make_document("Un", "miel"))
        index("card", 2, make_document("Deux", "miel"))
        name = writing_name(SearchIndex.objects.get().name)
        subject = SearchSubject.objects.get(object_id=1)
        place = {"_index": name, "_id": id_of(subject.pk, "fr")}
        client_of(server).bulk([json.dumps({"delete": place})])
        client_of(server).refresh(name)
        assert titles() == ["Deux"]
        assert ask().total == 1

    @pytest.mark.usefixtures("server")
    def test_pages_beyond_its_reach_are_the_databases(self):
        index("card", 1, make_document("Un", "miel"))
        assert ask(page=100, page_size=1000).total == 1

    def test_an_index_of_another_version_is_not_asked(self, stand_in):
        index("card", 1, make_document("Un", "miel"))
        before = searches(stand_in)
        assert (titles(), searches(stand_in)) == (["Un"], before + 1)
        SearchIndex.objects.update(version=1)
        assert (titles(), searches(stand_in)) == (["Un"], before + 1)


class TestAway:
    """What a reader sees while the server does not answer: the same, at once."""

    @pytest.mark.parametrize("fault", ["busy", "slow", "garbage"])
    def test_the_database_answers_and_later_the_server_again(self, stand_in, fault, caplog):
        index("card", 1, make_document("Un", "miel"))
        stand_in.spoil = lambda _method, _path: fault
        began = time.monotonic()
        for _time in range(8):
            assert titles() == ["Un"]
        # Three questions wait half a second each, then nobody waits any more.
        assert time.monotonic() - began < 4
        assert len([r for r in caplog.records if "fails" in r.message]) == 1
        asked = searches(stand_in)
        assert titles() == ["Un"]
        assert searches(stand_in) == asked
        stand_in.spoil = lambda _method, _path: ""
        breaker_of(stand_in.address)._next_try = 0.0
        assert (titles(), searches(stand_in)) == (["Un"], asked + 1)
        assert not breaker_of(stand_in.address).is_open

    def test_nobody_listens(self, stand_in):
        index("card", 1, make_document("Un", "miel"))
        stand_in._server.server_close()
        assert titles() == ["Un"]
        assert not ask().is_behind

    def test_an_index_that_is_gone(self, stand_in):
        index("card", 1, make_document("Un", "miel"))
        client_of(stand_in.address).remove(SearchIndex.objects.get().name)
        assert titles() == ["Un"]


class TestPending:
    """What has not arrived is left out, everywhere, until it has."""

    def test_what_was_narrowed_is_not_found_at_once(self, server):
        index("card", 1, make_document("Un", "miel", themes=("a",)))
        index("card", 2, make_document("Deux", "miel"))
        write(1, "Un", "miel", audience=("members",))
        found = ask()
        assert ([r.title for r in found.results], found.total) == (["Deux"], 1)
        assert found.is_behind
        assert {v.value: v.count for v in found.facets["type"]} == {"card": 1}
        assert ask('"miel"').total == ask("").total == 1
        send_pending(server)
        assert titles() == ["Deux"]
        assert not ask().is_behind

    def test_what_was_taken_out_too(self, server):
        index("card", 1, make_document("Un", "miel"))
        write(1)
        assert (ask("").total, titles()) == (0, [])
        send_pending(server)
        assert client_of(server).count(server.prefix) == 0

    def test_when_much_is_on_its_way_the_database_answers(self, server, monkeypatch):
        monkeypatch.setattr("community.search.servers.answering.MOST_PENDING", 2)
        for pk in range(1, 4):
            write(pk, f"Fiche {pk}", "miel")
        found = ask()
        assert (found.total, found.is_behind) == (3, False)
        send_pending(server)
        assert ask().total == 3
