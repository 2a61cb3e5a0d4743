"""What the search promises, on every engine.

The embedded one is that of the database that the suite runs on (DATABASE_URL, else SQLite);
OPENSEARCH_URL and ELASTICSEARCH_URL name servers.
"""

import pytest

from community.core.reader import ANONYMOUS, Reader
from community.search.projections import Passage
from community.search.query import SearchQuery
from community.search.selectors import search, suggest
from tests.factories.people import make_territory
from tests.factories.search import index, make_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]


def ask(text="", **values):
    values.setdefault("reader", ANONYMOUS)
    return search(SearchQuery(text=text, **values))


def titles(text="", **values):
    return [result.title for result in ask(text, **values).results]


def counts(results, facet):
    return {value.value: value.count for value in results.facets.get(facet, ())}


@pytest.fixture
def library():
    """A handful of things in both languages."""
    index(
        "card",
        1,
        make_document(
            "Un cookie, c’est quoi ?",
            "Un cookie est un petit fichier qu’un site d’Internet dépose.",
        ),
    )
    index("card", 2, make_document("L’essaimage", "Comment une équipe d’élèves voyage et essaime."))
    index("card", 3, make_document("Internet sans peur", "Internet relie les réseaux entre eux."))
    index(
        "card",
        4,
        make_document(
            "Données personnelles",
            "Sur internet, vos données valent mieux qu’un bandeau de cookies.",
        ),
    )
    index("trip", 5, make_document("Un voyage en Bretagne", "Le facilitateur accueille le groupe."))
    index(
        "card",
        6,
        make_document("Running a quiet meeting", "Learners write first.", language="en"),
    )


class TestWords:
    """Stems, accents, elisions, mistakes."""

    @pytest.mark.parametrize(
        ("typed", "title"),
        [
            ("cookie", "Un cookie, c’est quoi ?"),
            ("cookie ?", "Un cookie, c’est quoi ?"),
            ("COOKIES", "Un cookie, c’est quoi ?"),
            ("Sur Internet, un cookie, c'est quoi ?", "Un cookie, c’est quoi ?"),
            ("voyages", "Un voyage en Bretagne"),
            ("eleve", "L’essaimage"),
            ("essaimage", "L’essaimage"),
            ("l'essaimage", "L’essaimage"),
            ("donnees", "Données personnelles"),
            ("meetings", "Running a quiet meeting"),
            ("learner", "Running a quiet meeting"),
        ],
    )
    @pytest.mark.usefixtures("library")
    def test_the_right_one_comes_first(self, typed, title):
        assert titles(typed)[0] == title

    @pytest.mark.parametrize(
        ("typed", "mended"),
        [
            ("facilitatuer", "facilitateur"),
            ("facilitateurr", "facilitateur"),
            ("acilitateur", "facilitateur"),
            ("afcilitateur", "facilitateur"),
            ("le facilitatuer breton", "le facilitateur breton"),
        ],
    )
    @pytest.mark.usefixtures("library")
    def test_typing_mistakes_are_forgiven_and_said(self, typed, mended):
        results = ask(typed)
        assert [result.title for result in results.results] == ["Un voyage en Bretagne"]
        assert results.suggestion == mended

    @pytest.mark.usefixtures("library")
    def test_the_beginning_of_a_word_finds_while_typing(self):
        assert titles("facilit") == ["Un voyage en Bretagne"]
        assert ask("facilit").suggestion == ""

    @pytest.mark.usefixtures("library")
    def test_no_word_is_required(self):
        assert "L’essaimage" in titles("élève zorglub quantique")

    @pytest.mark.usefixtures("library")
    def test_more_of_the_words_come_first(self):
        assert titles("bandeau données cookies")[0] == "Données personnelles"

    @pytest.mark.usefixtures("library")
    def test_nothing_is_found_for_what_nobody_wrote(self):
        results = ask("zorglub")
        assert (results.total, results.results, results.suggestion) == (0, (), "")


class TestSyntax:
    """Phrases, exclusions, operators, browsing."""

    @pytest.mark.usefixtures("library")
    def test_a_phrase_stands_together(self):
        index("card", 7, make_document("À part", "Des données très personnelles."))
        assert titles('"données personnelles"') == ["Données personnelles"]
        assert set(titles("données personnelles")) == {"Données personnelles", "À part"}

    @pytest.mark.usefixtures("library")
    def test_a_phrase_runs_through_no_two_fields(self):
        index("card", 7, make_document("Le grand", Passage(text="saut", heading="Zèbre")))
        assert ask('"grand zèbre"').is_relaxed
        assert ask('"zèbre saut"').is_relaxed

    @pytest.mark.usefixtures("library")
    def test_a_phrase_that_nobody_wrote_gives_its_words(self):
        results = ask('"cookie bandeau"')
        assert results.is_relaxed
        assert set(titles('"cookie bandeau"')) == {
            "Un cookie, c’est quoi ?",
            "Données personnelles",
        }

    @pytest.mark.usefixtures("library")
    def test_an_exclusion_takes_the_whole_document_out(self):
        assert titles("cookie -bandeau") == ["Un cookie, c’est quoi ?"]

    @pytest.mark.usefixtures("library")
    def test_an_exclusion_alone_browses_the_rest(self):
        assert set(titles("-cookie type:card lang:fr")) == {"L’essaimage", "Internet sans peur"}

    @pytest.mark.usefixtures("library")
    def test_operators_filter(self):
        assert titles("voyage type:trip") == ["Un voyage en Bretagne"]

    def test_nothing_asked_shows_the_newest_first(self):
        index("card", 1, make_document("Vieux", "a", dated_on="2024-01-01"))
        index("card", 2, make_document("Neuf", "a", dated_on="2026-01-01"))
        index("card", 3, make_document("Sans date", "a"))
        results = ask("")
        assert [result.title for result in results.results] == ["Neuf", "Vieux", "Sans date"]
        assert results.is_browsing


class TestGroups:
    """Passages under their document, versions under their thing."""

    def test_the_best_three_passages_of_a_document(self):
        texts = [
            Passage(text=f"Le miel {'miel ' * n}coule", heading=f"Partie {n}", anchor=f"#p{n}")
            for n in range(5)
        ]
        index("card", 1, make_document("Abeilles", *texts, url="/fr/abeilles/"))
        (result,) = ask("miel").results
        assert [hit.url for hit in result.hits] == [
            "/fr/abeilles/#p4",
            "/fr/abeilles/#p3",
            "/fr/abeilles/#p2",
        ]
        assert result.hits[0].score >= result.hits[1].score >= result.hits[2].score

    def test_a_passage_that_only_has_the_title_is_not_shown_beside_others(self):
        index("card", 1, make_document("Le miel", "Rien à voir.", "Du miel ici.", "Ni là."))
        (result,) = ask("miel").results
        assert [hit.snippet for hit in result.hits] == ["Du <mark>miel</mark> ici."]

    def test_a_thing_in_two_languages_is_one_result(self):
        french = make_document("Campus", "Un lieu.", url="/fr/o/")
        english = make_document("Campus", "A place.", url="/en/o/", language="en")
        index("organisation", 1, french, english)
        results = ask("campus")
        assert [result.url for result in results.results] == ["/fr/o/"]
        assert results.total == 1
        assert counts(results, "language") == {"fr": 1, "en": 1}
        assert titles("campus", language="en") == ["Campus"]
        assert ask("campus", language="en").results[0].url == "/en/o/"

    def test_translations_of_their_own_are_one_result_too(self):
        index("card", 1, make_document("Campus", "Un lieu.", group="key"))
        index("card", 2, make_document("Campus", "A place.", language="en", group="key"))
        assert [result.language for result in ask("campus").results] == ["fr"]

    @pytest.mark.usefixtures("library")
    def test_another_language_is_shown_when_it_is_the_only_one(self):
        assert [result.language for result in ask("quiet").results] == ["en"]


class TestFilters:
    """Facets and what they count."""

    @pytest.fixture(autouse=True)
    def _places(self):
        region = make_territory("R53", kind="region", name_fr="Bretagne")
        make_territory("D35", kind="department", name_fr="Ille-et-Vilaine", parent=region)
        index("card", 1, make_document("Un", "miel", themes=("a",), territories=("D35",)))
        index("card", 2, make_document("Deux", "miel", themes=("a", "b")))
        index("trip", 3, make_document("Trois", "miel", themes=("b",), territories=("R53",)))
        index("trip", 4, make_document("Quatre", "cire", themes=("b",)))

    def test_filters_combine(self):
        assert set(titles("miel", themes=("a",), types=("card",))) == {"Un", "Deux"}
        assert titles("miel", themes=("b",), types=("trip",)) == ["Trois"]

    def test_a_wider_territory_holds_what_is_in_it(self):
        assert set(titles("miel", territories=("R53",))) == {"Un", "Trois"}
        assert titles("miel", territories=("D35",)) == ["Un"]

    def test_each_facet_counts_with_all_others_applied(self):
        results = ask("miel", types=("trip",), themes=("b",))
        assert results.total == 1
        assert counts(results, "type") == {"card": 1, "trip": 1}
        assert counts(results, "territory") == {"R53": 1}

    def test_regions_are_offered_and_departments_inside_the_chosen_one(self):
        assert counts(ask("miel"), "territory") == {"R53": 2}
        assert counts(ask("miel", territories=("R53",)), "territory") == {"R53": 2, "D35": 1}

    def test_unknown_values_find_nothing(self):
        assert ask("miel", types=("nothing",), themes=("'; --",)).total == 0


class TestPages:
    """Walking through many results."""

    def test_pages_follow_each_other_without_overlap(self):
        for number in range(1, 8):
            index("card", number, make_document(f"Miel {number}", "miel " * number))
        pages = [titles("miel", page=page, page_size=3) for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [3, 3, 1, 0]
        assert len({title for page in pages for title in page}) == 7
        assert ask("miel", page=2, page_size=3).pages == 3

    def test_pages_beyond_the_second_stage_follow_too(self, monkeypatch):
        monkeypatch.setattr("community.search.selectors.WINDOW", 2)
        for number in range(1, 8):
            index("card", number, make_document(f"Miel {number}", "miel " * number))
        seen = [title for page in (1, 2, 3, 4) for title in titles("miel", page=page, page_size=2)]
        assert len(seen) == len(set(seen)) == 7

    def test_weights_count(self):
        index("card", 1, make_document("Miel", "miel", weight=0.5))
        index("card", 2, make_document("Miel", "miel", url="/fr/b/"))
        assert [result.url for result in ask("miel").results] == ["/fr/b/", "/fr/une-fiche/"]


class TestQueries:
    """How often the database is asked."""

    @pytest.mark.parametrize("number", [1, 3])
    def test_three_for_a_page_of_results(self, number, django_assert_num_queries):
        for pk in range(1, number + 1):
            index("card", pk, make_document(f"Miel {pk}", "miel", "miel encore"))
        with django_assert_num_queries(3):
            assert ask('miel "miel" -cire theme:x', themes=()).total == 0
        with django_assert_num_queries(3):
            assert ask("miel").total == number

    @pytest.mark.usefixtures("library")
    def test_two_for_browsing_and_one_for_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            ask("")
        with django_assert_num_queries(1):
            ask("zorglub")

    @pytest.mark.usefixtures("library")
    def test_a_suggestion_takes_few_and_none_without_words(self, engine, django_assert_num_queries):
        # What a server finds, the database tells: the texts are not part of the same query.
        with django_assert_num_queries(2 if engine == "embedded" else 3):
            assert suggest("une histoire de cookie", ANONYMOUS).total == 2
        with django_assert_num_queries(0):
            assert suggest("  ", ANONYMOUS).total == 0


class TestSuggest:
    """What gathers under a text that is being written."""

    @pytest.mark.usefixtures("library")
    def test_types_and_number_are_kept(self):
        found = suggest("Nous cherchons un voyage avec des élèves", ANONYMOUS, ("trip",), 1)
        assert [result.title for result in found.results] == ["Un voyage en Bretagne"]


HOSTILE = [
    "\x00",
    "a\x00b",
    '"',
    '"""',
    "' OR 1=1 --",
    "NEAR(a b, 5)",
    "title : cookie",
    "{title body} : x",
    "^cookie",
    "cook*",
    "AND OR NOT",
    "a AND",
    "- - -",
    "-",
    "(((((",
    "cookie & !internet | <->",
    ":* '' \\ %s %(x)s {}",
    "\ud800\udfff",
    "\u202e\u200b",
    "🐝" * 500,
    "a" * 8192,
    "mot " * 2048,
    "(a+)+$ " * 1000,
    '"a b" ' * 1000,
    "-x " * 2000,
    "type:card " * 800,
    "theme:' lang:xx page:-1",
]


class TestHostile:
    """Whatever is asked, an answer comes without error."""

    @pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
    @pytest.mark.usefixtures("library")
    def test_an_answer_comes(self, typed):
        answer = ask(typed)
        assert answer.total >= len(answer.results)
        suggest(typed, ANONYMOUS)

    @pytest.mark.parametrize("page", [-1, 0, 10**9])
    @pytest.mark.usefixtures("library")
    def test_pages_out_of_reach(self, page):
        assert ask("cookie", page=page, page_size=-5).total == 2

    def test_markup_is_shown_as_text(self):
        index("card", 1, make_document("<b>Miel</b>", "<img onerror=alert(1)> miel"))
        (result,) = ask("miel").results
        assert result.title_html == "&lt;b&gt;<mark>Miel</mark>&lt;/b&gt;"
        assert result.hits[0].snippet == "&lt;img onerror=alert(1)&gt; <mark>miel</mark>"


MEMBER = Reader(user_id=1, audiences=frozenset({"public", "members", "person:1"}))
NEIGHBOUR = Reader(user_id=2, audiences=frozenset({"public", "members", "organisation:8"}))
COLLEAGUE = Reader(user_id=3, audiences=frozenset({"public", "members", "organisation:7"}))


class TestAudience:
    """What one may not see shows in nothing."""

    @pytest.fixture(autouse=True)
    def _secret(self):
        index("card", 1, make_document("Public", "Le miel de tous."))
        index(
            "trip",
            2,
            make_document(
                "Secret", "Le plan xylophone.", audience=("organisation:7",), themes=("z",)
            ),
        )
        index("card", 3, make_document("Entre nous", "Le quotimiel.", audience=("members",)))

    @pytest.mark.parametrize("reader", [ANONYMOUS, MEMBER, NEIGHBOUR])
    @pytest.mark.parametrize(
        "typed", ["xylophone", "xylopohne", "xylo", '"plan xylophone"', "plan", "miel xylophone"]
    )
    def test_a_secret_shows_in_no_hit_total_facet_or_suggestion(self, reader, typed):
        results = ask(typed, reader=reader)
        assert "Secret" not in [result.title for result in results.results]
        assert "trip" not in counts(results, "type")
        assert "xylophone" not in results.suggestion
        found = suggest(typed, reader)
        assert "Secret" not in [result.title for result in found.results]

    @pytest.mark.parametrize("reader", [ANONYMOUS, MEMBER, NEIGHBOUR])
    def test_a_secret_changes_no_answer(self, reader):
        def answer(text):
            found = ask(text, reader=reader)
            return [(r.title, r.score) for r in found.results], found.total, found.facets

        before = answer("miel"), answer("miel plan"), answer("xylophone"), answer("")
        index("trip", 2)
        assert (answer("miel"), answer("miel plan"), answer("xylophone"), answer("")) == before

    def test_those_of_the_audience_find_it(self):
        assert titles("xylopohne", reader=COLLEAGUE) == ["Secret"]
        assert titles("quotimiel", reader=MEMBER) == ["Entre nous"]
        assert titles("quotimiel") == []

    def test_a_superuser_finds_everything(self):
        everything = Reader(user_id=9, is_superuser=True)
        assert set(titles("", reader=everything)) == {"Public", "Secret", "Entre nous"}
        assert titles("xylopohne", reader=everything) == ["Secret"]

    def test_an_exclusion_tells_nothing_either(self):
        assert titles("miel -xylophone") == ["Public"]

    def test_nobody_finds_what_has_no_audience(self):
        index("card", 4, make_document("Personne", "ornithorynque", audience=()))
        assert ask("ornithorynque", reader=COLLEAGUE).total == 0
