"""Sending: in order, once or twice, late, refused, interrupted; the newest always wins."""

import pytest
from django.utils import timezone

from community.core.reader import ANONYMOUS
from community.search.models import SearchIndex, SearchSubject
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.servers import register
from community.search.servers.client import RefusedError, UnreachableError, client_of
from community.search.servers.documents import operations
from community.search.servers.sending import catch_up, deliver, mark, send_pending
from community.search.services import write_documents
from community.search.tasks import ask_to_send
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def titles(text="miel"):
    return [r.title for r in search(SearchQuery(text=text, reader=ANONYMOUS)).results]


def write(pk, *texts, **values):
    write_documents("card", pk, [make_document(*texts, **values)] if texts else [])


def name():
    return SearchIndex.objects.get().name


def taken():
    """What a task has in hand that was stopped just before it could send."""
    subjects = list(SearchSubject.objects.order_by("pk"))
    return subjects, list(operations(subjects))


class TestOrder:
    """Versions decide, not who comes last."""

    def test_twice_is_as_good_as_once(self, server):
        write(1, "Un", "miel")
        _subjects, in_hand = taken()
        for _time in range(2):
            assert deliver(client_of(server), in_hand, [name()]) == set()
        assert send_pending(server).subjects == 1
        assert send_pending(server).subjects == 0
        assert titles() == ["Un"]

    def test_a_late_task_does_not_undo_a_newer_one(self, server):
        write(1, "Un", "miel")
        subjects, late = taken()
        write(1, "Deux", "miel")
        send_pending(server)
        assert deliver(client_of(server), late, [name()]) == set()
        mark(subjects)
        client_of(server).refresh(name())
        assert titles() == ["Deux"]
        assert SearchSubject.objects.get().sent_revision == 2

    def test_a_late_task_does_not_bring_back_what_was_taken_out(self, server):
        write(1, "Un", "miel")
        _subjects, late = taken()
        write(1)
        send_pending(server)
        deliver(client_of(server), late, [name()])
        client_of(server).refresh(name())
        assert client_of(server).count(server.prefix) == 0

    def test_a_language_that_went_goes(self, server):
        french, english = make_document("Un", "miel"), make_document("One", "x", language="en")
        index("card", 1, french, english)
        assert client_of(server).count(server.prefix) == 2
        index("card", 1, french)
        assert client_of(server).count(server.prefix) == 1

    @pytest.mark.usefixtures("server")
    def test_a_note_is_never_taken_back(self):
        index("card", 1, make_document("Un", "miel"))
        old = SearchSubject.objects.get()
        index("card", 1, make_document("Deux", "miel"))
        mark([old])
        assert SearchSubject.objects.get().sent_revision == 2


class TestTrouble:
    """A server that is busy, slow or choosy."""

    @pytest.fixture(autouse=True)
    def _short_pauses(self, monkeypatch):
        monkeypatch.setattr("community.search.servers.sending.PAUSES", (0.01, 0.01))

    def test_a_busy_server_is_asked_again_and_then_left_in_peace(self, stand_in):
        write(1, "Un", "miel")
        stand_in.spoil = lambda _method, path: "busy" if path.startswith("/_bulk") else ""
        with pytest.raises(RefusedError, match="429"):
            send_pending(stand_in.address)
        assert sum(path.startswith("/_bulk") for _method, path in stand_in.seen) == 3
        assert register.pending().count() == 1
        stand_in.spoil = lambda _method, _path: ""
        assert send_pending(stand_in.address).subjects == 1

    def test_only_what_was_not_taken_is_sent_again(self, stand_in):
        for pk in range(1, 6):
            write(pk, f"Fiche {pk}", "miel")
        left = iter(["picky", "picky"])
        stand_in.spoil = lambda _m, path: next(left, "") if path.startswith("/_bulk") else ""
        assert send_pending(stand_in.address).subjects == 5
        assert len(titles()) == 5
        assert not register.pending().exists()

    def test_an_answer_that_never_came_is_asked_for_again(self, stand_in, monkeypatch):
        monkeypatch.setattr("community.search.servers.client.BULK_SECONDS", 0.5)
        write(1, "Un", "miel")
        stand_in.spoil = lambda _method, path: "silent" if path.startswith("/_bulk") else ""
        with pytest.raises(UnreachableError):
            send_pending(stand_in.address)
        assert register.pending().count() == 1
        stand_in.spoil = lambda _method, _path: ""
        assert send_pending(stand_in.address).subjects == 1
        assert titles() == ["Un"]

    def test_what_is_refused_for_good_stops_nothing_else(self, server, caplog):
        write(1, "Un", "miel")
        write(2, "Deux", "miel")
        first, _second = SearchSubject.objects.order_by("pk")
        # A document without a weight: no number that the index takes.
        first.documents.update(weight=float("inf"))
        sent = send_pending(server)
        assert (sent.subjects, sent.refused) == (1, 1)
        assert list(register.pending()) == [first]
        assert "refused" in caplog.text
        assert titles() == ["Deux"]

    def test_trouble_is_told_and_waits(self, stand_in, caplog):
        write(1, "Un", "miel")
        stand_in.spoil = lambda _method, path: "busy" if path.startswith("/_bulk") else ""
        catch_up(stand_in.address)
        assert "1 objects wait for the search server" in caplog.text
        assert SearchIndex.objects.get().asked_at is not None


class TestAsking:
    """Many changes, one task."""

    def test_the_first_change_asks_for_all(self, server):
        write(1, "Un", "miel")
        assert [register.claim(server) for _change in range(3)] == [True, False, False]
        register.release(server)
        assert register.claim(server)

    def test_a_task_that_was_lost_is_asked_for_again(self, server):
        register.claim(server)
        SearchIndex.objects.update(asked_at=timezone.now() - register.ASKED_FOR)
        assert register.claim(server)

    @pytest.mark.usefixtures("server")
    def test_the_clock_sends_what_is_pending(self):
        write(1, "Un", "miel")
        ask_to_send()
        assert not register.pending().exists()
        assert titles() == ["Un"]

    def test_without_a_server_nothing_happens(self, settings):
        settings.SEARCH_URL = ""
        write(1, "Un", "miel")
        ask_to_send()
        assert SearchSubject.objects.get().sent_revision == 0
