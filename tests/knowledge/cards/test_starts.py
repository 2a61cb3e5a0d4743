"""A new card begins with the blocks of its kind; what is left blank is never published."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override
from wagtail.test.utils.form_data import rich_text

from knowledge.cards import blanks, starts
from knowledge.cards.enums import BLOCKS_OF_KIND, CardKind
from knowledge.cards.models import CardPage
from knowledge.cards.search import CardProjection
from tests.factories.cards import block, items, make_card
from tests.knowledge.cards.test_cms import add_url, edit_url, form


def begun(client, library, kind=""):
    """The page of a new card, and the card that its form holds."""
    answer = client.get(add_url(library), {"kind": kind} if kind else {})
    return BeautifulSoup(answer.content, "html.parser"), answer.context["form"].instance


@pytest.mark.parametrize("kind", CardKind.values)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_kind_has_its_beginning_in_the_language_of_the_card(
    client, libraries, expert, kind, language
):
    client.force_login(expert)
    page, card = begun(client, libraries[language], kind)
    assert page.select_one(f"select[name=kind] option[value={kind}]").has_attr("selected")
    assert [child.block_type for child in card.body] == [name for name, _ in starts.STARTS[kind]]
    with override(language):
        expected = [str(value) for name, value in starts.STARTS[kind] if name == "heading"]
    assert [str(child.value) for child in card.body if child.block_type == "heading"] == expected
    assert {child.block_type for child in card.body} <= BLOCKS_OF_KIND[kind]
    assert not CardPage.objects.filter(owner=expert).exists()


def test_a_lesson_where_no_kind_is_asked_for(client, library, expert):
    client.force_login(expert)
    for kind in ("", "nonsense"):
        _page, card = begun(client, library, kind)
        assert card.kind == CardKind.LESSON


def test_every_field_has_an_example_for_every_kind(client, library, expert):
    assert {field: set(examples) for field, examples in starts.EXAMPLES.items()} == {
        field: set(CardKind) for field in ("title", "objective", "challenge", "content")
    }
    client.force_login(expert)
    page, _card = begun(client, library, CardKind.SIGNAL)
    shown = [p for p in page.select(".card-example .help") if not p.has_attr("hidden")]
    assert {p["data-kind"] for p in shown} == {"signal"}
    assert len(shown) == 5
    links = page.select("[data-kind-start]")
    assert [link["href"] for link in links] == [f"?kind={kind}" for kind in CardKind.values]


def test_the_other_kinds_are_no_way_out_of_a_card_that_is_kept(client, library, expert):
    card = make_card(library, live=False, owner=expert)
    client.force_login(expert)
    page = BeautifulSoup(client.get(edit_url(card)).content, "html.parser")
    assert page.select("[data-kind-start]") == []


def test_what_was_left_blank_goes_and_what_was_written_stays(client, library, expert):
    body = [
        ("text", rich_text("<p>Un fait, un effet, une suite.</p>")),
        ("heading", "Comment faire"),
        ("text", rich_text("")),
        ("heading", "Un titre à moi"),
        ("heading", "Pas à pas"),
        ("text", rich_text("<p>Attendre.</p>")),
        ("question", "  "),
    ]
    client.force_login(expert)
    answer = client.post(add_url(library), form(body) | {"action-submit": "1"})
    assert answer.status_code == 302
    card = CardPage.objects.get(slug="dire-non").get_latest_revision_as_object()
    assert [child.block_type for child in card.body] == ["text", "heading", "heading", "text"]
    assert [str(child.value) for child in card.body if child.block_type == "heading"] == [
        "Un titre à moi",
        "Pas à pas",
    ]


def test_a_draft_keeps_its_blanks(client, library, expert):
    body = [("heading", "Comment faire"), ("text", rich_text(""))]
    client.force_login(expert)
    assert client.post(add_url(library), form(body)).status_code == 302
    card = CardPage.objects.get(slug="dire-non").get_latest_revision_as_object()
    assert [child.block_type for child in card.body] == ["heading", "text"]


@pytest.mark.parametrize("kind", CardKind.values)
def test_an_untouched_beginning_is_an_empty_card(client, library, expert, kind):
    card = make_card(
        library,
        kind=kind,
        live=False,
        owner=expert,
        body=starts.start_of(kind, language="fr"),
    )
    assert list(blanks.filled_of(card.body)) == []
    client.force_login(expert)
    report = client.get(reverse("knowledge_checks", args=[card.pk])).content.decode()
    assert "La fiche est vide" in report


def test_blank_items_of_a_list_go(library):
    body = [block("steps", items("<p>Attendre</p>", "", "<p> </p>", "<p>Demander</p>"))]
    card = make_card(library, body=body)
    assert [item.source for item in card.body[0].value] == ["<p>Attendre</p>", "<p>Demander</p>"]
    assert [bound.id for bound in card.body[0].value.bound_blocks] == ["item-0", "item-3"]


def test_nothing_is_rewritten_where_nothing_is_blank(library):
    card = make_card(library)
    assert blanks.without_blanks(card.body) is card.body


def test_the_challenge_is_read_and_given_by_the_api_but_answers_no_search(client, library):
    card = make_card(library, challenge="Quelle phrase en reste-t-il ?")
    assert "Quelle phrase en reste-t-il ?" in client.get(card.url).content.decode()
    answer = client.get(f"/api/cards/{card.pk}").json()
    assert answer["challenge"] == "Quelle phrase en reste-t-il ?"
    (document,) = CardProjection().documents_of(card)
    assert not any("en reste-t-il" in passage.text for passage in document.passages)
