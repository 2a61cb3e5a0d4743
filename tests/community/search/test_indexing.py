"""The truth follows its objects: once, in order, entirely or not at all."""

import pytest
from django.db import connection

from community.core.reader import ANONYMOUS
from community.search import maintenance, sources
from community.search.engines.contract import TABLE
from community.search.models import (
    SearchDocument,
    SearchExtent,
    SearchPassage,
    SearchSubject,
    SearchWord,
)
from community.search.projections import Document, Passage, Projection
from community.search.query import SearchQuery
from community.search.selectors import search
from community.search.tasks import index_object, index_objects
from community.themes.models import Theme
from tests.factories.people import make_organisation, make_territory
from tests.factories.search import index, make_document

pytestmark = pytest.mark.django_db


def total(text):
    return search(SearchQuery(text=text, reader=ANONYMOUS)).total


def rows_of_engine():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE}")  # noqa: S608  (a name of our own)
        return cursor.fetchone()[0]


def words():
    return {(w.audience, w.word): w.passages for w in SearchWord.objects.all()}


class TestWriting:
    """Documents in, rows out."""

    def test_the_same_twice_changes_nothing(self):
        document = make_document("Miel", "Du miel.", "De la cire.")
        assert index("card", 1, document) is True
        before = words()
        assert index("card", 1, document) is False
        assert SearchSubject.objects.get().revision == 1
        assert SearchPassage.objects.count() == rows_of_engine() == 2
        assert words() == before

    def test_a_change_replaces_what_was_there(self):
        index("card", 1, make_document("Miel", "Du miel.", "De la cire."))
        index("card", 1, make_document("Cire", "De la cire."))
        assert SearchSubject.objects.get().revision == 2
        assert (total("miel"), total("cire")) == (0, 1)
        assert words() == {("public", "cire"): 1, ("public", "de"): 1, ("public", "la"): 1}
        assert SearchPassage.objects.count() == rows_of_engine() == 1

    def test_a_document_keeps_its_key(self):
        index("card", 1, make_document("Miel", "Du miel."))
        before = SearchDocument.objects.get().pk
        index("card", 1, make_document("Miel", "Autre chose."))
        assert SearchDocument.objects.get().pk == before

    def test_no_documents_take_it_out_and_leave_its_revision(self):
        index("card", 1, make_document("Miel", "Du miel."))
        assert index("card", 1) is True
        assert index("card", 1) is False
        assert SearchSubject.objects.get().revision == 2
        assert (SearchDocument.objects.count(), rows_of_engine(), words()) == (0, 0, {})
        extent = SearchExtent.objects.get(audience="public")
        assert (extent.passages, extent.stems) == (0, 0)

    def test_words_are_counted_for_each_audience(self):
        index("card", 1, make_document("Miel", "miel"))
        index("card", 2, make_document("Miel", "miel", audience=("members", "organisation:7")))
        assert words() == {
            ("public", "miel"): 1,
            ("members", "miel"): 1,
            ("organisation:7", "miel"): 1,
        }

    def test_a_word_stays_as_long_as_another_document_has_it(self):
        index("card", 1, make_document("Miel", "miel"))
        index("card", 2, make_document("Miel", "miel"))
        index("card", 1)
        assert words() == {("public", "miel"): 1}
        assert total("miel") == 1

    def test_an_organisation_lends_its_territory(self):
        region = make_territory("R53", kind="region")
        place = make_territory("D35", kind="department", parent=region)
        organisation = make_organisation(territory=place)
        index("card", 1, make_document("Miel", "x", organisation_id=organisation.pk))
        assert SearchDocument.objects.get().territories == ["D35", "R53"]

    def test_what_no_database_can_hold_is_left_out(self):
        index("card", 1, make_document("Mi\x00el", "Du mi\x00el \ud800 d’or.", "x" * 100_000))
        assert total("miel") == 1

    def test_a_title_alone_is_found(self):
        index("card", 1, make_document("Miel"))
        assert total("miel") == 1


class ThemeProjection(Projection[Theme]):
    """Themes as things to find, for the tests."""

    type = "theme"
    label = "Themes"
    model = Theme

    def documents_of(self, instance):
        yield Document(
            title=instance.name,
            url=f"/fr/themes/{instance.slug}/",
            language="fr",
            passages=[Passage(text=instance.description_fr)],
            audience=("public",),
        )


@pytest.fixture
def themes(monkeypatch):
    """Only themes can be found."""
    projection = ThemeProjection()
    monkeypatch.setattr(sources, "projections", lambda: {"theme": projection})
    return [
        Theme.objects.create(name=name, slug=name.lower(), description_fr=f"Tout sur {name}.")
        for name in ("Miel", "Cire", "Propolis")
    ]


class TestTasks:
    """What receivers ask for."""

    def test_an_object_is_read_when_it_is_written(self, themes):
        themes[0].name = "Nectar"
        themes[0].save()
        index_object.call("theme", themes[0].pk)
        assert (total("nectar"), total("miel")) == (1, 1)

    def test_one_that_is_gone_goes(self, themes):
        index_object.call("theme", themes[0].pk)
        themes[0].delete()
        index_object.call("theme", themes[0].pk or 1)
        index_objects.call("theme", [row.object_id for row in SearchSubject.objects.all()])
        assert total("miel") == 0

    @pytest.mark.usefixtures("themes")
    def test_a_type_that_nobody_knows_goes(self):
        index("unknown", 1, make_document("Miel", "miel"))
        index_object.call("unknown", 1)
        assert total("miel") == 0


class TestMaintenance:
    """Everything at once."""

    @pytest.mark.usefixtures("themes")
    def test_an_update_writes_what_changed_and_removes_what_is_gone(self):
        index("theme", 9999, make_document("Parti", "parti"))
        report = maintenance.update(lambda *_: None)
        assert (report.seen, report.written, report.removed) == (3, 3, 1)
        assert (total("cire"), total("parti")) == (1, 0)
        again = maintenance.update(lambda *_: None)
        assert (again.seen, again.differences) == (3, 0)

    @pytest.mark.usefixtures("themes")
    def test_progress_is_told(self):
        told = []
        maintenance.update(lambda *values: told.append(values))
        assert told == [("theme", 3, 3)]

    @pytest.mark.usefixtures("themes")
    def test_a_check_finds_nothing_to_mend_after_an_update(self):
        maintenance.empty()
        maintenance.update(lambda *_: None)
        assert maintenance.check(lambda *_: None).differences == 0

    @pytest.mark.usefixtures("themes")
    def test_a_check_mends_the_engine_and_the_words(self):
        maintenance.empty()
        maintenance.update(lambda *_: None)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT MIN(rowid) FROM {TABLE}")  # noqa: S608  (a name of our own)
            lowest = cursor.fetchone()
            move = f"UPDATE {TABLE} SET rowid = 77 WHERE rowid = %s"  # noqa: S608  (a name of our own)
            cursor.execute(move, lowest)
        SearchWord.objects.filter(word="cire").update(passages=40)
        report = maintenance.check(lambda *_: None)
        assert (report.rows_missing, report.rows_left_over, report.written) == (1, 1, 1)
        assert report.words_wrong == 1
        assert [total(word) for word in ("miel", "cire", "propolis")] == [1, 1, 1]
        assert maintenance.check(lambda *_: None).differences == 0

    @pytest.mark.usefixtures("themes")
    def test_from_nothing(self):
        maintenance.update(lambda *_: None)
        maintenance.empty()
        assert total("miel") == 0
        assert maintenance.update(lambda *_: None).written == 3


def test_a_type_may_be_claimed_once(monkeypatch):
    monkeypatch.setattr(
        sources.plugins, "gather", lambda _name: [ThemeProjection(), ThemeProjection()]
    )
    with pytest.raises(ValueError, match="'theme'"):
        sources.projections()
