"""While a title is typed: the cards that answer it, for who may write, as far as they may read."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.audience import Audience
from community.core.roles import Role
from community.search.sources import read
from knowledge.cards.models import CardPage
from tests.factories.cards import block, make_card
from tests.factories.people import make_organisation, make_user
from tests.factories.search import index
from tests.knowledge.cards.test_cms import edit_url

TITLE = "Donner un retour en trois phrases"


@pytest.fixture
def found(library):
    """A published card that the search knows."""

    def make(title=TITLE, **values):
        card = make_card(library, title, **values)
        index("card", card.pk, *read([("card", card.pk)])["card", card.pk])
        return card

    return make


def near(client, title=TITLE, **asked):
    return client.get(reverse("knowledge_near"), {"title": title, "language": "fr", **asked})


def links(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return [link.contents[0] for link in page.select(".card-near__found a")]


def test_who_writes_sees_what_answers_already(client, found, expert):
    found(TITLE)
    found("Réparer une chaudière", summary="La flamme.", body=[block("text", "<p>Une flamme.</p>")])
    client.force_login(expert)
    answer = near(client, "donner un retour en trois temps")
    assert links(answer) == [TITLE]
    link = BeautifulSoup(answer.content, "html.parser").select_one("a")
    assert (link["target"], link["rel"], link["lang"]) == ("_blank", ["noopener"], "fr")
    assert "1 fiche répond peut-être déjà à cela" in answer.content.decode()
    assert links(near(client, "Donner")) == []


def test_the_card_itself_is_no_duplicate(client, found, expert):
    card = found(TITLE, owner=expert)
    client.force_login(expert)
    assert links(near(client)) == [TITLE]
    assert links(near(client, card=card.pk)) == []
    assert links(near(client, card="x")) == [TITLE]


def test_what_one_may_not_read_is_no_answer(client, found, expert):
    other = make_organisation()
    found(TITLE, audience=Audience.ORGANISATION, audience_organisation=other)
    client.force_login(expert)
    assert links(near(client)) == []


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 302),
        (Role.FACILITATOR, 302),
        (Role.EXPERT, 200),
        (Role.REVIEWER, 200),
        (Role.ANIMATOR, 200),
    ],
)
def test_it_answers_who_may_write(client, library, role, status):
    client.force_login(make_user(*([role] if role else [])))
    assert near(client).status_code == status


def test_it_answers_nobody_who_is_not_signed_in(client, library):
    assert near(client).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_much_for_three_as_for_one(
    client, found, expert, number, django_assert_num_queries
):
    for _ in range(number):
        found(TITLE)
    client.force_login(expert)
    near(client, "autre chose entièrement")
    with django_assert_num_queries(8):
        assert len(links(near(client))) == number


def test_without_script_a_kept_draft_shows_it(client, library, found, expert):
    found(TITLE)
    draft = make_card(library, TITLE, live=False, owner=expert)
    client.force_login(expert)
    assert links(client.get(edit_url(draft))) == [TITLE]
    published = found(TITLE, owner=expert)
    assert links(client.get(edit_url(published))) == []


def test_a_title_is_only_words(client, found, expert):
    found("Donner <b>un retour</b> franc", body=[block("text", "<p>Un.</p>")])
    client.force_login(expert)
    text = near(client, "Donner <script>alert(1)</script> un retour franc").content.decode()
    assert "<script" not in text
    assert "<b>un retour" not in text
    assert CardPage.objects.count() == 1
