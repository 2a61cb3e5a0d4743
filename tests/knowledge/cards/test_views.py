"""The library, a card's page and the golden rules, as readers get them."""

from collections import deque

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import override_settings
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from community.core.audience import Audience
from community.core.reader import ANONYMOUS
from knowledge.cards import selectors
from knowledge.cards.enums import CardKind
from knowledge.related.services import relate_all
from tests.factories.cards import BODY, block, items, make_card
from tests.factories.people import make_territory, make_user
from tests.factories.recordings import make_recording, make_track


@pytest.fixture
def warm(client, library):
    """A client that has asked once, so that Wagtail's own caches (site, addresses) are filled."""
    client.get("/fr/savoirs/")
    client.get("/en/knowledge/")
    return client


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(answer):
    return [card.get_text(strip=True) for card in soup_of(answer).select(".card__title")]


def test_an_empty_library_leads_somewhere(warm):
    answer = warm.get("/fr/savoirs/")
    assert answer.status_code == 200
    assert soup_of(answer).select_one(".empty a")["href"] == "/fr/savoirs/"


def test_without_a_library_the_menu_leads_to_a_kind_page(client, homes, person):
    answer = client.get("/fr/savoirs/")
    assert answer.status_code == 200
    (way,) = soup_of(answer).select(".empty a")
    assert way["href"] == answer.context["search_url"]
    client.force_login(person)
    assert len(soup_of(client.get("/fr/savoirs/")).select(".empty a")) == 1
    client.force_login(make_user(is_superuser=True, is_staff=True))
    make = soup_of(client.get("/fr/savoirs/")).select_one(".empty a")["href"]
    assert make == f"/cms/pages/add/knowledge/cardindexpage/{homes['fr'].pk}/"
    assert client.get(make).status_code == 200


def test_without_a_library_in_this_language_the_others_is_offered(client, libraries):
    libraries["en"].unpublish()
    way = soup_of(client.get("/en/knowledge/")).select_one(".empty a")
    assert (way["href"], way.get_text()) == ("/fr/savoirs/", "Aussi en français")


@pytest.mark.parametrize("number", [1, 3])
def test_the_library_asks_as_much_for_three_cards_as_for_one(
    warm, library, number, django_assert_num_queries
):
    territory = make_territory("R75")
    for _ in range(number):
        make_card(library, themes=["facilitation"], territory=territory)
    with django_assert_num_queries(9):
        answer = warm.get("/fr/savoirs/")
    assert len(titles(answer)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_members_library_asks_little_more(
    warm, library, person, number, django_assert_num_queries
):
    for _ in range(number):
        make_card(library, themes=["facilitation"])
    warm.force_login(person)
    warm.get("/fr/savoirs/")
    with django_assert_num_queries(11):
        assert len(titles(warm.get("/fr/savoirs/"))) == number


def test_the_library_is_narrowed_by_its_address(warm, library):
    region = make_territory("R75", name_fr="Nouvelle-Aquitaine")
    department = make_territory("D33", kind="department", parent=region, name_fr="Gironde")
    make_card(library, "Méthode girondine", kind=CardKind.METHOD, territory=department)
    make_card(library, "Leçon", themes=["facilitation"])
    make_card(library, "Règle", kind=CardKind.GOLDEN_RULE, rule_number=4, rule_domain="animation")

    assert titles(warm.get("/fr/savoirs/?kind=method")) == ["Méthode girondine"]
    assert titles(warm.get("/fr/savoirs/?theme=facilitation")) == ["Leçon"]
    assert titles(warm.get("/fr/savoirs/?territory=R75")) == ["Méthode girondine"]
    assert titles(warm.get("/fr/savoirs/?territory=R75&kind=lesson")) == []
    counts = [(c.label, c.count) for c in warm.get("/fr/savoirs/").context["library"].kinds]
    assert counts == [("Toutes", 3), ("Leçons", 1), ("Règles d’or", 1), ("Méthodes", 1)]
    places = warm.get("/fr/savoirs/").context["library"].territories
    assert [(c.label, c.count) for c in places] == [("Nouvelle-Aquitaine", 1)]


@pytest.mark.parametrize(
    "query",
    [
        "kind=nothing",
        "page=-1",
        "page=999999999999",
        "page=x",
        "theme=%00",
        "order=drop+table",
        "theme=nowhere",
        "territory=%F0%9F%90%9D",
    ],
)
def test_a_nonsense_address_is_answered(warm, library, query):
    make_card(library)
    assert warm.get(f"/fr/savoirs/?{query}").status_code == 200


def test_the_shortest_come_first_when_asked(warm, library):
    make_card(library, "Longue", body=[block("text", f"<p>{'mot ' * 300}</p>")])
    make_card(library, "Courte")
    assert titles(warm.get("/fr/savoirs/?order=short")) == ["Courte", "Longue"]


def test_htmx_gets_the_list_alone_and_a_clean_address(warm, library):
    make_card(library, themes=["facilitation"])
    answer = warm.get(
        "/fr/savoirs/?kind=&theme=facilitation&territory=",
        headers={"HX-Request": "true", "HX-Target": "library"},
    )
    whole = warm.get("/fr/savoirs/?theme=facilitation")
    assert answer["HX-Push-Url"] == "/fr/savoirs/?theme=facilitation"
    assert "<html" not in answer.content.decode()
    assert soup_of(answer).select_one("#library") == soup_of(whole).select_one("#library")


def test_each_language_has_its_library(warm, libraries):
    make_card(libraries["fr"], "Fiche")
    make_card(libraries["en"], "Card")
    assert titles(warm.get("/fr/savoirs/")) == ["Fiche"]
    assert titles(warm.get("/en/knowledge/")) == ["Card"]
    link = soup_of(warm.get("/fr/savoirs/")).select_one("link[hreflang=en]")
    assert link["href"].endswith("/en/knowledge/")


def test_the_menu_leads_to_wherever_the_library_lies(client, libraries):
    libraries["fr"].slug = "bibliotheque"
    libraries["fr"].save_revision().publish()
    answer = client.get("/fr/savoirs/")
    assert (answer.status_code, answer["Location"]) == (302, "/fr/bibliotheque/")
    assert client.get("/fr/bibliotheque/").status_code == 200


def test_an_expert_finds_the_way_to_write(warm, library, expert, person):
    path = f"/cms/pages/add/knowledge/cardpage/{library.pk}/"
    warm.force_login(person)
    assert path not in warm.get("/fr/savoirs/").content.decode()
    warm.force_login(expert)
    assert path in warm.get("/fr/savoirs/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_card_asks_as_much_with_three_neighbours_as_with_one(
    warm, library, number, django_assert_num_queries
):
    card = make_card(library, themes=["facilitation"])
    for _ in range(number):
        make_card(library, "Voisine", themes=["facilitation"])
    deque(relate_all(), maxlen=0)
    with django_assert_num_queries(11):
        answer = warm.get(card.url)
    assert titles(answer) == ["Voisine"] * number


def test_a_members_card_asks_little_more(warm, library, person, django_assert_num_queries):
    card = make_card(library, themes=["facilitation"])
    make_card(library, "Voisine", themes=["facilitation"])
    deque(relate_all(), maxlen=0)
    warm.force_login(person)
    warm.get(card.url)
    with django_assert_num_queries(14):
        warm.get(card.url)


def test_a_card_says_what_it_is(warm, libraries, expert, reviewer):
    card = make_card(
        libraries["fr"],
        themes=["facilitation"],
        owner=expert,
        territory=make_territory("R75", name_fr="Nouvelle-Aquitaine"),
        audience_note="Tuteurs",
        source_label="Atelier 2",
        source_url="https://example.org/atelier",
        reviewed_by=reviewer.member,
        reviewed_on="2026-09-15",
    )
    english = make_card(libraries["en"], "Giving feedback")
    english.translation_key = card.translation_key
    english.save()
    page = soup_of(warm.get(card.url))
    text = page.get_text(" ", strip=True)
    for words in (
        "Leçon", "Donner un retour", "1 minute de lecture", "Nouvelle-Aquitaine",
        "Ce que vous saurez faire", "Donner un retour précis", "Tuteurs",
        "Élise Garnier", "15 septembre 2026", "Malik Benhaddou", "Atelier 2",
    ):  # fmt: skip
        assert words in text
    assert [h["id"] for h in page.select(".card-body h2[id]")] == ["section-1", "section-2"]
    assert page.select_one(".card-marks a")["href"] == english.url
    assert page.select_one("link[hreflang=en]")["href"].endswith(english.url)
    assert page.select_one("link[hreflang=en]")["href"].startswith("http://testserver/en/")
    assert page.select_one(".breadcrumb a[href='/fr/savoirs/']").get_text() == "Savoirs"


def test_a_profile_is_linked_for_members_only(warm, library, expert, person):
    card = make_card(library, owner=expert)
    path = f"/{expert.member.handle}/"
    assert path not in warm.get(card.url).content.decode()
    warm.force_login(person)
    assert path in warm.get(card.url).content.decode()


def test_every_block_is_shown(warm, library):
    film = make_recording("Trois gestes", duration=65)
    make_track(film)
    sound = make_recording("Une voix", type="audio", transcript="Bonjour à vous.", duration=30)
    document = get_document_model().objects.create(
        title="La grille", file=ContentFile(b"%PDF-1.4", name="grille.pdf")
    )
    body = [
        *BODY,
        block("checklist", items("<p>La salle est ouverte</p>")),
        block("callout", {"kind": "warning", "text": "<p>Ni faute ni conflit.</p>"}),
        block("quote", {"text": "On a ri.", "name": "Jade", "role": "tutrice"}),
        block("video", {"recording": film.pk, "caption": "Filmé en atelier"}),
        block("audio", {"recording": sound.pk, "caption": ""}),
        block("document", {"document": document.pk, "description": "À imprimer"}),
        block(
            "embed",
            {"url": "https://framatube.org/w/9db9f4d8-2fae", "title": "Ailleurs", "text": "Idées."},
        ),
        block("question", "Et vous ?"),
    ]
    page = soup_of(warm.get(make_card(library, body=body).url))
    assert page.select_one(".checklist li").get_text(strip=True) == "La salle est ouverte"
    assert "Attention" in page.select_one(".card-callout").get_text()
    assert page.select_one(".card-quote figcaption").get_text() == "Jade, tutrice"
    assert page.select_one("video source")["src"].endswith(f"/recordings/{film.pk}/file/")
    assert page.select_one("video track[kind=captions]")["srclang"] == "fr"
    assert "Un retour commence avant les mots." in page.get_text()
    assert page.select_one("audio source")["src"].endswith(f"/recordings/{sound.pk}/file/")
    assert "Bonjour à vous." in page.get_text()
    assert "grille" in page.select_one(".card-document a")["href"]
    assert page.select_one(".card-question__text").get_text() == "Et vous ?"


def test_a_player_of_another_site_waits_for_consent(warm, library):
    body = [
        block(
            "embed",
            {"url": "https://framatube.org/w/9db9f4d8-2fae", "title": "Ailleurs", "text": "Idées."},
        )
    ]
    card = make_card(library, body=body)
    page = soup_of(warm.get(card.url))
    assert page.select("iframe, img[src^=http], script[src^=http], link[rel=preconnect]") == []
    embed = page.select_one("[data-embed]")
    assert embed["data-embed"] == "https://framatube.org/videos/embed/9db9f4d8-2fae"
    assert "framatube.org" in embed.get_text()
    assert embed.select_one("a")["href"] == "https://framatube.org/w/9db9f4d8-2fae"
    with override_settings(COMMUNITY_EMBED_HOSTS=[]):
        assert soup_of(warm.get(card.url)).select("[data-embed]") == []


def test_script_in_a_card_is_not_run(warm, library):
    body = [
        block("heading", "<script>alert(1)</script>"),
        block("quote", {"text": "<img src=x onerror=alert(1)>", "name": "", "role": ""}),
    ]
    text = warm.get(make_card(library, body=body, title="<b>Gras</b>").url).content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_a_document_is_as_private_as_its_cards(client, library, person):
    document = get_document_model().objects.create(
        title="La grille", file=ContentFile(b"%PDF-1.4", name="grille.pdf")
    )

    def status():
        answer = client.get(document.url, follow=True)
        if answer.streaming:
            b"".join(answer.streaming_content)  # which closes the file
        return answer.status_code

    assert status() == 200
    body = [block("document", {"document": document.pk, "description": ""})]
    make_card(library, body=body, audience=Audience.MEMBERS)
    assert status() == 404
    client.force_login(person)
    assert status() == 200


def test_a_visitors_home_shows_three_cards_and_a_members_what_is_fresh(client, library, person):
    make_card(library, "Leçon", themes=["facilitation"])
    make_card(library, "Signal", kind=CardKind.SIGNAL, horizon="2028-06-01")
    make_card(library, "Pratique", kind=CardKind.PRACTICE)
    make_card(library, "Méthode", kind=CardKind.METHOD)
    assert set(titles(client.get("/fr/"))) == {"Leçon", "Signal", "Pratique"}
    client.force_login(person)
    assert titles(client.get("/fr/")) == []
    person.member.themes.add("Facilitation")
    assert titles(client.get("/fr/")) == ["Leçon"]


def test_cards_of_a_theme_are_asked_for_by_other_apps(library):
    card = make_card(library, themes=["facilitation"])
    make_card(library, themes=["management"])
    theme = card.themes.first()
    found = selectors.cards_for_theme(theme, ANONYMOUS)
    assert [teaser.url for teaser in found] == [card.url]


def test_a_card_elsewhere_in_the_tree_is_served_too(client, homes, libraries):
    card = make_card(libraries["fr"])
    libraries["fr"].slug = "bibliotheque"
    libraries["fr"].save_revision().publish()
    assert client.get(f"/fr/savoirs/{card.slug}/").status_code == 404
    assert client.get(f"/fr/bibliotheque/{card.slug}/").status_code == 200


def test_a_library_kept_back_by_an_editor_keeps_its_cards_back(client, library):
    card = make_card(library)
    restriction = PageViewRestriction.objects.create(page=library, restriction_type="login")
    assert client.get(card.url).status_code == 302
    restriction.delete()
    assert client.get(card.url).status_code == 200


def test_another_page_beside_the_cards_is_left_to_wagtail(client, libraries):
    assert client.get("/fr/savoirs/nulle-part/").status_code == 404
    assert client.get("/fr/savoirs/é/").status_code == 404
