"""A new index beside the old one: no gap, no loss, taken up after a kill, nothing left behind."""

import pytest

from community.core.reader import ANONYMOUS
from community.search.models import SearchIndex, SearchSubject
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.servers import register
from community.search.servers.client import RefusedError, client_of
from community.search.servers.comparing import mend
from community.search.servers.mapping import definition, new_name
from community.search.servers.rebuilding import RebuildError, rebuild
from community.search.servers.sending import send_pending
from community.search.servers.upkeep import check, update
from community.search.services import write_documents
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db
STATE = SearchIndex.State


def quietly(_done, _of):
    """Hear of progress and say nothing."""


def titles(text="miel"):
    found = search(SearchQuery(text=text, reader=ANONYMOUS, page_size=50))
    return sorted(r.title for r in found.results)


def write(pk, *texts, **values):
    write_documents("card", pk, [make_document(*texts, **values)] if texts else [])


def on_server(address):
    return sorted(client_of(address).described(f"{address.prefix}-*"))


class KilledError(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def in_twos(monkeypatch):
    """Two objects at a time, so that much happens between them."""
    monkeypatch.setattr("community.search.servers.rebuilding.SUBJECTS", 2)


class TestRebuild:
    """The way from one index to the next."""

    @pytest.mark.usefixtures("in_twos")
    def test_the_old_one_is_asked_until_the_new_one_is_complete(self, server):
        for pk in range(1, 6):
            index("card", pk, make_document(f"Fiche {pk}", "miel"))
        old = SearchIndex.objects.get()
        seen = []
        rebuild(server, lambda done, of: seen.append((done, of, len(titles()))))
        assert seen == [(2, 5, 5), (4, 5, 5), (5, 5, 5)]
        new = SearchIndex.objects.get()
        assert (new.state, new.documents) == (STATE.LIVE, 5)
        assert on_server(server) == [new.name] != [old.name]
        assert client_of(server).described(server.prefix).keys() == {new.name}
        assert len(titles()) == 5

    @pytest.mark.usefixtures("in_twos")
    def test_edits_all_the_while_end_consistent(self, server):
        for pk in range(1, 12):
            index("card", pk, make_document(f"Fiche {pk}", "miel"))

        def edit(done, _of):
            write(1, f"Premier {done}", "miel")
            write(done, f"Neuf {done}", "miel")
            write(done % 5 + 6)
            write(100 + done, f"Ajout {done}", "miel")
            if done % 4 == 0:
                send_pending(server)

        rebuild(server, edit)
        send_pending(server)
        client_of(server).refresh(server.prefix)
        name = SearchIndex.objects.get().name
        assert mend(server, name).total == 0
        assert not register.pending().exists()
        from_server = titles()
        SearchIndex.objects.update(state=STATE.RETIRED)
        assert from_server == titles()

    @pytest.mark.usefixtures("in_twos")
    def test_a_killed_one_is_taken_up_where_it_was(self, server):
        for pk in range(1, 8):
            index("card", pk, make_document(f"Fiche {pk}", "miel"))

        def die(done, _of):
            if done >= 4:
                raise KilledError

        with pytest.raises(KilledError):
            rebuild(server, die)
        begun = SearchIndex.objects.get(state=STATE.BUILDING)
        assert len(titles()) == 7
        write(1, "Changée", "miel")
        send_pending(server)
        seen = []
        rebuild(server, lambda done, _of: seen.append(done))
        assert seen == [6, 7]
        live = SearchIndex.objects.get()
        assert (live.name, live.state) == (begun.name, STATE.LIVE)
        assert "Changée" in titles()
        assert len(on_server(server)) == 1

    def test_what_failed_builds_left_is_cleared_away(self, server):
        left = new_name(server)
        client_of(server).create(left, definition(server))
        foreign = f"{server.prefix}-notes"
        client_of(server).create(foreign, {})
        rebuild(server, quietly)
        assert on_server(server) == sorted([SearchIndex.objects.get().name, foreign])
        client_of(server).remove(foreign)

    @pytest.mark.usefixtures("in_twos")
    def test_another_version_is_built_anew_and_the_old_one_retired_first(self, server):
        for pk in range(1, 5):
            index("card", pk, make_document(f"Fiche {pk}", "miel"))
        SearchIndex.objects.update(version=1)
        states = []
        report = update(server, lambda *_: states.append(SearchIndex.objects.get(version=1).state))
        assert report.is_new
        assert set(states) == {STATE.RETIRED}
        assert [row.version for row in SearchIndex.objects.all()] != [1]
        assert len(titles()) == 4
        assert not register.pending().exists()

    def test_an_index_that_vanished_is_built_anew(self, server):
        index("card", 1, make_document("Fiche", "miel"))
        client_of(server).remove(SearchIndex.objects.get().name)
        report = update(server, quietly)
        assert (report.is_new, report.documents, report.waiting) == (True, 1, 0)
        assert titles() == ["Fiche"]

    def test_the_old_one_stays_when_the_new_one_does_not_come_out(self, server, monkeypatch):
        monkeypatch.setattr("community.search.servers.rebuilding.TOLERATED", 0)
        index("card", 1, make_document("Fiche", "miel"))
        old = SearchIndex.objects.get()
        write(2, "Fausse", "miel")
        SearchSubject.objects.get(object_id=2).documents.update(weight=float("inf"))
        with pytest.raises(RebuildError):
            rebuild(server, quietly)
        assert client_of(server).described(server.prefix).keys() == {old.name}
        assert titles() == ["Fiche"]

    def test_a_late_writer_does_not_make_a_removed_index_again(self, server):
        name = SearchIndex.objects.get().name
        client_of(server).remove(name)
        write(1, "Fiche", "miel")
        assert send_pending(server).refused == 1
        assert on_server(server) == []

    def test_a_place_that_is_taken_is_told(self, server):
        client = client_of(server)
        client.remove(SearchIndex.objects.get().name)
        client.create(server.prefix, {})
        with pytest.raises(RefusedError):
            rebuild(server, quietly)
        client.remove(server.prefix)


class TestCheck:
    """What differs is found, said and mended."""

    @pytest.fixture
    def spoiled(self, server):
        """An index in which one document is missing, one old, one too new, one too many."""
        for pk in range(1, 6):
            index("card", pk, make_document(f"Fiche {pk}", "miel"))
        name = SearchIndex.objects.get().name
        client = client_of(server)
        keys = dict(SearchSubject.objects.values_list("object_id", "pk"))
        place = f'"_index": "{name}.w", "version_type": "external"'
        source = (
            '{"subject": %d, "language": "fr", "audience": ["public"], "weight": 1,'
            ' "document": 1, "thing": 1}'
        )
        client.bulk(
            [
                f'{{"delete": {{{place}, "_id": "{keys[1]}.fr", "version": 2}}}}',
                f'{{"index": {{{place}, "_id": "{keys[2]}.fr", "version": 9}}}}',
                source % keys[2],
                f'{{"index": {{{place}, "_id": "{keys[3]}.en", "version": 1}}}}',
                (source % keys[3]).replace('"fr"', '"en"'),
                f'{{"index": {{{place}, "_id": "777777.fr", "version": 3}}}}',
                source % 777777,
            ]
        )
        SearchSubject.objects.filter(pk=keys[4]).update(revision=5, sent_revision=5)
        client.refresh(name)
        return server

    def test_all_of_it(self, spoiled):
        found = check(spoiled, quietly).difference
        assert (found.missing, found.older, found.newer, found.left_over) == (1, 1, 1, 2)
        again = check(spoiled, quietly)
        assert (again.difference.total, again.documents, again.waiting) == (0, 5, 0)
        assert titles() == [f"Fiche {pk}" for pk in range(1, 6)]

    def test_nothing_differs_after_a_rebuild(self, server):
        index("card", 1, make_document("Fiche", "miel"))
        rebuild(server, quietly)
        assert check(server, quietly).difference.total == 0

    def test_pages_of_documents(self, server, monkeypatch):
        monkeypatch.setattr("community.search.servers.comparing.PAGE", 2)
        for pk in range(1, 8):
            french = make_document(f"Fiche {pk}", "miel")
            index("card", pk, french, make_document(f"Card {pk}", "honey", language="en"))
        found = check(server, quietly).difference
        assert (found.total, found.documents) == (0, 14)
