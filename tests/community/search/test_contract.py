"""What the search promises, on every engine.

The embedded one is that of the database that the suite runs on (DATABASE_URL, else SQLite);
OPENSEARCH_URL and ELASTICSEARCH_URL name servers.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from community.core.reader import ANONYMOUS, Reader
from community.search import statement
from community.search.projections import Passage
from community.search.query import SearchQuery, Way
from community.search.selectors import search, suggest
from tests.factories.curation import make_pin, make_synonyms
from tests.factories.people import make_organisation, make_territory
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
        index("card", 1, make_document("Vieux", "a", dated_on=date(2024, 1, 1)))
        index("card", 2, make_document("Neuf", "a", dated_on=date(2026, 1, 1)))
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


class TestColumns:
    """Organisations, years and formats: counted with all others applied too."""

    @pytest.fixture(autouse=True)
    def _library(self):
        self.ruche = str(make_organisation(name="La Ruche").pk)
        self.essaim = str(make_organisation(name="L’Essaim").pk)
        for number, (key, year, theme, form) in enumerate(
            [
                (self.ruche, 2024, "a", "text"),
                (self.ruche, 2026, "a", "video"),
                (self.essaim, 2026, "b", "video"),
                (None, None, "b", "text"),
            ]
        ):
            index(
                "organisation",
                number + 1,
                make_document(
                    f"Numéro {number}",
                    "miel",
                    themes=(theme,),
                    formats=(form,),
                    organisation_id=int(key) if key else None,
                    dated_on=date(year, 5, 1) if year else None,
                ),
            )

    def test_they_are_counted_and_named(self):
        results = ask("miel")
        assert counts(results, "organisation") == {self.ruche: 2, self.essaim: 1}
        assert counts(results, "format") == {"text": 2, "video": 2}
        assert [value.value for value in results.facets["year"]] == ["2026", "2024"]
        assert {value.label for value in results.facets["organisation"]} == {
            "La Ruche",
            "L’Essaim",
        }

    def test_each_narrows_the_others_and_not_itself(self):
        results = ask("miel", years=("2026",), themes=("a",))
        assert (results.total, [r.title for r in results.results]) == (1, ["Numéro 1"])
        assert counts(results, "year") == {"2026": 1, "2024": 1}
        assert counts(results, "organisation") == {self.ruche: 1}
        assert counts(results, "format") == {"video": 1}
        results = ask("miel", organisations=(self.ruche, self.essaim), formats=("video",))
        assert results.total == 2
        assert counts(results, "organisation") == {self.ruche: 1, self.essaim: 1}
        assert counts(results, "year") == {"2026": 2}
        assert counts(results, "format") == {"text": 1, "video": 2}

    def test_they_narrow_browsing_too(self):
        assert titles(years=("2024",)) == ["Numéro 0"]
        assert counts(ask(years=("2024",)), "organisation") == {self.ruche: 1}

    def test_a_version_counts_once_in_another_language(self):
        words = {"organisation_id": int(self.ruche), "dated_on": date(2025, 1, 1)}
        index(
            "organisation",
            9,
            make_document("Neuf", "miel", **words),
            make_document("Nine", "miel", language="en", **words),
        )
        results = ask("miel", years=("2025",))
        assert results.total == 1
        assert counts(results, "language") == {"fr": 1, "en": 1}
        assert counts(results, "year")["2025"] == 1

    @pytest.mark.parametrize("value", ["nothing", "'; --", "9" * 40, "²"])
    def test_unknown_values_find_nothing(self, value):
        results = ask("miel", organisations=(value,), years=(value,))
        assert results.total == 0
        assert ask("miel", formats=(value,)).total == 0
        assert ask("miel").total == 4


class TestMuch:
    """A word that stands in more passages than are scored."""

    @pytest.fixture(autouse=True)
    def _much(self, monkeypatch):
        monkeypatch.setattr(statement, "MANY", 20)
        monkeypatch.setattr(statement, "PROMISING", 10)
        for number in range(1, 31):
            title = "Le miel" if number == 3 else f"Numéro {number}"
            themes = ("rare",) if number in {4, 5} else ("usual",)
            index("organisation", number, make_document(title, "miel et cire", themes=themes))

    def test_what_is_named_comes_first_and_all_are_counted(self):
        results = ask("miel")
        assert results.total == 30
        assert results.results[0].title == "Le miel"

    def test_pages_hold_everything_once_with_its_passage(self, monkeypatch):
        monkeypatch.setattr("community.search.selectors.WINDOW", 5)
        pages = [ask("miel", page=page, page_size=7) for page in range(1, 6)]
        found = [result for page in pages for result in page.results]
        assert len({result.id for result in found}) == len(found) == 30
        assert all("<mark>" in result.hits[0].snippet for result in found)

    def test_a_filter_leaves_few_which_are_all_scored(self):
        index("organisation", 5, make_document("Cinq", "miel miel miel miel", themes=("rare",)))
        assert titles("miel", themes=("rare",)) == ["Cinq", "Numéro 4"]


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


class TestSynonyms:
    """Words that editors say stand for each other: live with the next question, nothing written."""

    @pytest.fixture(autouse=True)
    def _library(self):
        index("card", 1, make_document("Un", "L’intelligence artificielle corrige les devoirs."))
        index("card", 2, make_document("Deux", "L’intelligence du geste ne se transmet pas seule."))
        index("card", 3, make_document("Trois", "Notre charte dit ce que l’IA peut faire."))
        index("card", 4, make_document("Quatre", "J’ai une question et un artifice artificiel."))
        index(
            "card",
            5,
            make_document("Five", "What AI gets wrong and who checks the text.", language="en"),
        )
        for number in range(6, 12):
            index("card", number, make_document("Rien", "Du miel, de la cire, une ruche."))

    def test_an_acronym_finds_what_it_stands_for_and_never_a_part_of_it(self):
        assert titles("IA") == ["Trois"]
        make_synonyms("IA", "intelligence artificielle")
        assert titles("IA") == ["Trois", "Un"]
        assert titles("l’ia ?") == ["Trois", "Un"]
        assert ask("IA").total == 2

    def test_what_it_stands_for_finds_the_acronym_after_the_words_themselves(self):
        make_synonyms("IA", "intelligence artificielle")
        found = titles("Intelligences artificielles")
        assert found[0] == "Un"
        assert {"Trois", "Deux"} <= set(found)
        assert found.index("Trois") < found.index("Deux")

    def test_a_change_holds_for_the_next_question(self):
        group = make_synonyms("IA", "intelligence artificielle")
        assert titles("IA") == ["Trois", "Un"]
        group.terms = "IA\nruche"
        group.save()
        assert "Un" not in titles("IA")
        assert "Rien" in titles("IA")
        group.delete()
        assert titles("IA") == ["Trois"]

    def test_one_way_goes_one_way(self):
        make_synonyms("apiculture", also=["ruche"])
        assert set(titles("apiculture")) == {"Rien"}
        index("card", 20, make_document("Métier", "L’apiculture est un métier."))
        assert titles("apiculture")[0] == "Métier"
        assert "Métier" not in titles("ruche")

    def test_a_word_that_nobody_wrote_is_no_mistake_when_it_stands_for_another(self):
        make_synonyms("ruches", "ruchhe")
        results = ask("ruchhe")
        assert {result.title for result in results.results} == {"Rien"}
        assert results.suggestion == ""

    def test_the_page_says_which_words_stand_for_which(self):
        make_synonyms("IA", "intelligence artificielle")
        found = {result.title: result for result in ask("IA").results}
        (match,) = found["Un"].matches
        assert (match.asked, match.forms, match.way) == (
            "ia",
            ("intelligence artificielle",),
            Way.MEANING,
        )
        assert "<mark>intelligence artificielle</mark>" in found["Un"].hits[0].snippet
        (match,) = found["Trois"].matches
        assert match.way is Way.ITSELF
        back = {result.title: result for result in ask("intelligence artificielle").results}
        assert back["Trois"].matches[0].asked == "intelligence artificielle"
        assert "<mark>IA</mark>" in back["Trois"].hits[0].snippet
        assert "<mark>intelligence</mark>" in back["Deux"].hits[0].snippet

    def test_an_acronym_like_a_small_word_is_looked_for_in_its_own_language(self):
        make_synonyms("IA", "AI", "intelligence artificielle")
        assert set(titles("AI")) == {"Un", "Trois", "Five"}
        assert set(titles("IA")) == {"Un", "Trois", "Five"}
        assert "Quatre" not in titles("IA")
        assert set(titles("AI and honey")) >= {"Un", "Trois", "Five"}
        assert "Un" not in titles("j’ai de la cire")

    def test_a_group_of_one_language_widens_no_question_of_the_other(self):
        index("card", 20, make_document("Bees", "The AOP of the garden.", language="en"))
        make_synonyms("ruche", "AOP", language="fr")
        assert "Bees" in titles("où est la ruche")
        assert "Bees" not in titles("where is the ruche")

    def test_small_words_within_a_term_stand_there_too(self):
        make_synonyms("CFA", "centre de formation d’apprentis")
        index("card", 20, make_document("Long", "Le centre de formation d’apprentis ouvre."))
        index("card", 21, make_document("Court", "Notre CFA ouvre."))
        index("card", 22, make_document("Autre", "La formation du centre-ville."))
        assert set(titles("CFA")) == {"Long", "Court"}
        found = titles("Les centres de formation d'apprentis")
        assert found[0] == "Long"
        assert found.index("Court") < found.index("Autre")

    def test_a_title_may_hold_it(self):
        index("card", 20, make_document("Écrire avec l’intelligence artificielle", "Un devoir."))
        make_synonyms("IA", "intelligence artificielle")
        assert "Écrire avec l’intelligence artificielle" in titles("IA")

    def test_the_longest_term_counts(self):
        make_synonyms("artificielle", "ruche")
        make_synonyms("IA", "intelligence artificielle")
        assert "Rien" not in titles("intelligence artificielle")
        assert "Rien" in titles("artificielle")

    @pytest.mark.parametrize("number", [1, 3])
    def test_no_query_more(self, number, django_assert_num_queries):
        make_synonyms("intelligence artificielle", "IA")
        for word in ("miel", "cire")[: number - 1]:
            make_synonyms(word, f"{word} doré")
        with django_assert_num_queries(3):
            assert ask("IA miel cire").total == 8

    def test_what_a_synonym_finds_is_the_readers_to_read(self):
        index(
            "card",
            20,
            make_document("Secret", "Le projet quetzal.", audience=("organisation:7",)),
        )

        def answer(text, reader):
            found = ask(text, reader=reader)
            return [(r.title, r.score) for r in found.results], found.total, found.suggestion

        before = [answer(text, NEIGHBOUR) for text in ("ruche", "quetzal", "zorglub ruche")]
        make_synonyms("ruche", also=["quetzal", "projet quetzal"])
        make_synonyms("zorglub", also=["quetzals"])
        after = [answer(text, NEIGHBOUR) for text in ("ruche", "quetzal", "zorglub ruche")]
        assert before[0] == after[0]
        assert before[2] == after[2]
        assert "Secret" in titles("ruche", reader=COLLEAGUE)
        assert titles("zorglub", reader=COLLEAGUE) == ["Secret"]


class TestPins:
    """Results that editors put first."""

    @pytest.fixture(autouse=True)
    def _hives(self):
        for number in range(1, 8):
            index("card", number, make_document(f"Miel {number}", "miel " * number, themes=("a",)))
        index("trip", 8, make_document("La ferme", "Des vaches.", url="/fr/ferme/"))
        index("card", 9, make_document("Pour Sept", "miel", audience=("organisation:7",)))

    def test_it_comes_first_once_and_counts(self):
        before = titles("miel")
        make_pin("miel", ("card", 1))
        assert titles("miel") == ["Miel 1", *(t for t in before if t != "Miel 1")]
        assert ask("miel").total == 7
        assert [result.is_pinned for result in ask("miel").results] == [True] + [False] * 6

    @pytest.mark.parametrize("typed", ["Miel", "le miel ?", "MIELS", "du miel type:trip"])
    def test_a_thing_without_the_word_comes_too(self, typed):
        make_pin("les miels\nhoney", ("trip", 8))
        results = ask(typed)
        assert results.results[0].title == "La ferme"
        assert counts(results, "type")["trip"] == 1
        assert results.total == (1 if "type:" in typed else 8)
        assert titles("honeys") == ["La ferme"]
        assert "La ferme" not in titles("miel 3")

    def test_several_stand_in_the_editors_order_and_pages_follow(self):
        make_pin("miel", ("trip", 8), ("card", 1), ("card", 7))
        pages = [titles("miel", page=page, page_size=3) for page in (1, 2, 3)]
        assert pages[0] == ["La ferme", "Miel 1", "Miel 7"]
        seen = [title for page in pages for title in page]
        assert len(seen) == len(set(seen)) == ask("miel").total == 8

    def test_it_comes_in_the_readers_language(self):
        french = make_document("Campus", "Un lieu.", url="/fr/o/")
        english = make_document("Campus", "A place of honey.", url="/en/o/", language="en")
        index("organisation", 10, french, english)
        make_pin("honey", ("organisation", 10))
        assert [result.url for result in ask("honey").results] == ["/fr/o/"]

    def test_days_bound_it(self):
        today = timezone.localdate()
        day = timedelta(days=1)
        pin = make_pin("miel", ("trip", 8), starts_on=today, ends_on=today)
        assert titles("miel")[0] == "La ferme"
        for starts_on, ends_on in ((today + day, None), (None, today - day)):
            pin.starts_on, pin.ends_on = starts_on, ends_on
            pin.save()
            assert "La ferme" not in titles("miel")

    @pytest.mark.parametrize("reader", [ANONYMOUS, MEMBER, NEIGHBOUR])
    def test_what_one_may_not_see_leaves_no_trace(self, reader):
        def answers():
            found = [ask(text, reader=reader) for text in ("miel", "zorglub")]
            return [
                ([(r.title, r.score, r.is_pinned) for r in one.results], one.total, one.facets)
                for one in found
            ]

        before = answers()
        make_pin("miel\nzorglub", ("card", 9))
        assert answers() == before
        assert titles("miel", reader=COLLEAGUE)[0] == "Pour Sept"
        assert titles("zorglub", reader=COLLEAGUE) == ["Pour Sept"]

    def test_filters_and_exclusions_hold(self):
        make_pin("miel", ("trip", 8))
        assert "La ferme" not in titles("miel", themes=("a",))
        assert "La ferme" not in titles("miel -vaches")
        assert "La ferme" not in titles('"miel"')

    def test_what_is_gone_is_gone(self):
        make_pin("miel", ("trip", 8))
        index("trip", 8)
        assert ask("miel").total == 7

    @pytest.mark.parametrize("number", [1, 3])
    def test_no_query_more(self, number, django_assert_num_queries):
        make_pin("miel", *[("card", pk) for pk in range(1, number + 1)])
        with django_assert_num_queries(3):
            assert [result.is_pinned for result in ask("miel").results].count(True) == number
