"""The board of languages, the comparison, the two acts, and what a reader sees."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.audience import Audience
from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.cards.services import open_library
from knowledge.translations import services
from knowledge.translations.models import CardTranslation
from tests.factories.cards import make_card
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db
BOARD = "/fr/savoirs/langues/"
QUERIES = 10


@pytest.fixture
def warm(client, libraries, expert):
    for library in libraries.values():
        open_library(library)
    client.force_login(expert)
    client.get("/fr/savoirs/")
    return client


def elsewhere():
    """An organisation to which nobody here belongs."""
    return {
        "audience": Audience.ORGANISATION,
        "audience_organisation": make_organisation("Ailleurs"),
    }


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(page):
    return [row.select_one("p.strong").get_text() for row in page.select(".languages > li")]


def publish(card, **values):
    card = CardPage.objects.get(pk=card.pk)
    for name, value in values.items():
        setattr(card, name, value)
    card.save_revision(clean=False).publish()
    return card


def outdated(libraries, expert, title="Une"):
    source = make_card(libraries["fr"], title)
    made = services.translate(source, language="en", by=expert)
    publish(made, title=f"{title} (en)")
    publish(source, summary="Autre chose.")
    return source, made


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("standing", ["outdated", "missing", "current", "unfollowed", "in-hand"])
def test_one_line_asks_as_much_as_three(
    warm, libraries, expert, number, standing, django_assert_num_queries
):
    for n in range(number):
        if standing == "outdated":
            outdated(libraries, expert, f"Une {n}")
            continue
        source = make_card(libraries["fr"], f"Une {n}")
        if standing == "missing":
            continue
        made = services.translate(source, language="en", by=expert)
        if standing != "in-hand":
            publish(made, title=f"One {n}")
        if standing == "unfollowed":
            CardTranslation.objects.all().delete()
    address = f"{BOARD}?language=en&standing={standing}"
    warm.get(address)
    with django_assert_num_queries(QUERIES):
        page = soup_of(warm.get(address))
    assert len(titles(page)) == number
    (current,) = page.select(".tabs__link[aria-current] .tabs__count")
    assert int(current.get_text()) == number


@pytest.mark.parametrize("role", [None, *Role])
def test_who_has_a_desk_sees_the_board(client, libraries, role):
    user = make_user(*([role] if role else []))
    client.force_login(user)
    may = role in {Role.EXPERT, Role.REVIEWER, Role.ANIMATOR}
    assert client.get(BOARD).status_code == (200 if may else 404)


def test_visitors_sign_in(client, libraries):
    assert client.get(BOARD).status_code == 302


def test_cards_of_another_organisation_are_not_counted(warm, libraries, expert):
    make_card(libraries["fr"], "Entre nous", **elsewhere())
    assert titles(soup_of(warm.get(f"{BOARD}?language=en&standing=missing"))) == []


def test_the_board_narrows_to_a_theme_and_nonsense_narrows_nothing(warm, libraries):
    make_card(libraries["fr"], "Avec", themes=["retour"])
    make_card(libraries["fr"], "Sans")
    address = f"{BOARD}?language=en&standing=missing"
    assert titles(soup_of(warm.get(f"{address}&theme=retour"))) == ["Avec"]
    assert len(titles(soup_of(warm.get(f"{address}&theme=%00x&page=-3")))) == 2
    assert warm.get(f"{BOARD}?language=xx&standing=%3Cb%3E").status_code == 200


def test_a_variant_is_begun_from_the_board_and_opens_in_the_editor(warm, libraries, expert):
    card = make_card(libraries["fr"], "Une")
    page = soup_of(warm.get(f"{BOARD}?language=en"))
    address = page.select_one(".languages a.button")["href"]
    assert soup_of(warm.get(address)).select_one("main form button")
    answer = warm.post(address)
    made = CardPage.objects.get(translation_key=card.translation_key, locale__language_code="en")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert made.author == expert.member
    assert warm.get(answer["Location"]).status_code == 200
    assert warm.post(address)["Location"] == reverse("knowledge:translation", args=[made.pk])


def test_without_a_library_the_page_says_what_to_do(warm, libraries):
    card = make_card(libraries["fr"], "Une")
    libraries["en"].delete()
    address = reverse("knowledge:translation_new", args=[card.pk, "en"])
    page = warm.get(address)
    assert "animateur" in soup_of(page).select_one(".container--narrow").get_text()
    assert warm.post(address).status_code == 422


def test_what_one_may_not_read_is_not_translated(warm, libraries, animator, client):
    hidden = make_card(libraries["fr"], "Entre nous", **elsewhere())
    draft = make_card(libraries["fr"], "Brouillon", live=False, owner=animator)
    for card in (hidden, draft):
        address = reverse("knowledge:translation_new", args=[card.pk, "en"])
        assert warm.post(address).status_code == 404
    public = make_card(libraries["fr"], "Pour tous")
    for language in ("fr", "xx"):
        address = reverse("knowledge:translation_new", args=[public.pk, language])
        assert warm.get(address).status_code == 404
    client.force_login(make_user())
    assert (
        client.post(reverse("knowledge:translation_new", args=[public.pk, "en"])).status_code == 404
    )


def test_the_comparison_shows_words_escapes_them_and_is_settled_once(warm, libraries, expert):
    source = make_card(libraries["fr"], "Une", summary="Trois phrases courtes.")
    made = services.translate(source, language="en", by=expert)
    publish(source, summary="Trois <script>alert(1)</script> phrases courtes.")
    address = reverse("knowledge:translation", args=[made.pk])
    answer = warm.get(address)
    assert b"<script>alert" not in answer.content
    page = soup_of(answer)
    added = page.select_one(".change__text ins")
    assert "<script>alert(1)</script>" in added.get_text()
    assert added.select_one(".visually-hidden").get_text().strip()
    seen = page.select_one("input[name=seen]")["value"]
    assert warm.post(address, {"seen": "other"})["Location"] == address
    assert CardTranslation.objects.get().changed_at is not None
    for _twice in range(2):
        assert warm.post(address, {"seen": seen}).status_code == 302
    assert CardTranslation.objects.get().changed_at is None
    assert soup_of(warm.get(address)).select_one("main .alert--success")


def test_only_who_may_edit_the_variant_settles_it(warm, libraries, animator, client):
    _source, made = outdated(libraries, animator)
    address = reverse("knowledge:translation", args=[made.pk])
    page = soup_of(warm.get(address))
    assert page.select(".change")
    assert not page.select("main form")
    assert warm.post(address, {"seen": "x"}).status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 404


def test_a_source_that_one_may_not_read_shows_nothing(warm, libraries, expert):
    source, made = outdated(libraries, expert)
    publish(source, **elsewhere())
    assert warm.get(reverse("knowledge:translation", args=[made.pk])).status_code == 404


def test_a_reader_is_told_that_the_other_version_is_newer(client, libraries, expert):
    source, made = outdated(libraries, expert)
    made = CardPage.objects.get(pk=made.pk)
    page = soup_of(client.get(made.get_url()))
    assert "changed since" in page.select_one(".card-marks").get_text()
    assert page.select_one(".card-marks a[hreflang=fr]")["href"] == source.get_url()
    assert "changed since" not in soup_of(client.get(source.get_url())).get_text()
    publish(source, audience=Audience.MEMBERS)
    page = soup_of(client.get(made.get_url()))
    assert "changed since" not in page.get_text()
    assert not page.select(".card-marks a[hreflang=fr]")


def test_the_desk_has_what_waits_for_its_author(warm, libraries, expert):
    _source, made = outdated(libraries, expert)
    page = soup_of(warm.get("/fr/savoirs/bureau/"))
    link = page.select_one("#languages li a")
    assert link["href"] == reverse("knowledge:translation", args=[made.pk])


def test_the_editor_offers_the_languages_that_are_missing(warm, libraries, expert):
    card = make_card(libraries["fr"], "Une", owner=expert)
    edit = reverse("wagtailadmin_pages:edit", args=[card.pk])
    offered = reverse("knowledge:translation_new", args=[card.pk, "en"])
    assert soup_of(warm.get(edit)).select(f'a[href="{offered}"]')
    made = services.translate(card, language="en", by=expert)
    assert not soup_of(warm.get(edit)).select(f'a[href="{offered}"]')
    edit = reverse("wagtailadmin_pages:edit", args=[made.pk])
    compared = reverse("knowledge:translation", args=[made.pk])
    assert soup_of(warm.get(edit)).select(f'a[href="{compared}"]')
