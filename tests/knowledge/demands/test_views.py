"""The demand board as members, experts and strangers get it."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from community.core.roles import Role
from community.search.log.models import K, SearchTally
from knowledge.cards.models import CardPage
from knowledge.demands import claims, services
from knowledge.demands.enums import State
from knowledge.demands.models import Demand
from tests.factories.cards import make_card
from tests.factories.demands import make_demand
from tests.factories.people import make_user

BOARD = "/fr/savoirs/demandes/"
NEW = "/fr/savoirs/demandes/nouvelle/"


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(answer):
    return [title.get_text(strip=True) for title in soup_of(answer).select(".demand__title")]


@pytest.fixture
def demand(person):
    return make_demand(person.member, themes=["evaluation"])


@pytest.fixture
def warm(signed_in, library):
    """A member's client that has asked once."""
    signed_in.get(BOARD)
    return signed_in


def test_the_board_is_for_members(client, demand):
    for path in (BOARD, NEW, f"{BOARD}{demand.pk}/"):
        answer = client.get(path)
        assert (answer.status_code, "/account/login/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_as_much_for_three_demands_as_for_one(
    warm, person, expert, number, django_assert_num_queries
):
    for place in range(number):
        demand = make_demand(person.member, f"Demande {place}", themes=["evaluation"])
        claims.claim(demand, by=expert.member)
        make_demand(expert.member, f"Libre {place}", themes=["evaluation"])
    with django_assert_num_queries(8):
        assert len(titles(warm.get(f"{BOARD}?state=claimed"))) == number
    with django_assert_num_queries(8):
        assert len(titles(warm.get(BOARD))) == number


def test_the_board_is_narrowed_and_sorted(warm, person, demand):
    wanted = make_demand(person.member, "Ouvrir un atelier", themes=["facilitation"])
    services.vote(wanted, by=make_user().member)
    assert titles(warm.get(BOARD)) == [wanted.title, demand.title]
    assert titles(warm.get(f"{BOARD}?theme=evaluation")) == [demand.title]
    assert titles(warm.get(f"{BOARD}?state=answered")) == []
    fragment = warm.get(
        f"{BOARD}?theme=evaluation", headers={"HX-Request": "true", "HX-Target": "board"}
    )
    assert "<html" not in fragment.content.decode()
    assert fragment["HX-Push-Url"] == f"{BOARD}?state=open&theme=evaluation"


@pytest.mark.parametrize(
    "query", ["state=nothing", "theme=%00", "page=-3", "page=x", "theme=%F0%9F%90%9D", "state="]
)
def test_a_nonsense_address_is_answered(warm, demand, query):
    assert warm.get(f"{BOARD}?{query}").status_code == 200


def posted(**values):
    return {
        "key": str(uuid.uuid4()),
        "title": "Ouvrir un atelier à distance",
        "purpose": "Douze personnes, vendredi.",
        "language": "fr",
        **values,
    }


def test_asking_needs_two_sentences_and_nothing_else(warm, person):
    answer = warm.post(NEW, posted(), follow=True)
    demand = Demand.objects.get()
    assert answer.redirect_chain[-1][0] == f"{BOARD}{demand.pk}/"
    assert demand.author == person.member
    form = posted()
    for _ in range(2):
        warm.post(NEW, form | {"seen": "1"})
    assert Demand.objects.count() == 2


def test_a_wrong_form_loses_nothing(warm):
    answer = warm.post(NEW, posted(title="court", purpose="<script>alert(1)</script> " * 20))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text
    assert not Demand.objects.exists()


def test_who_has_no_script_sees_once_what_comes_near(warm, demand):
    form = posted(title="Comment noter un oral à deux jurés ?")
    first = warm.post(NEW, form)
    assert first.status_code == 200
    assert demand.title in soup_of(first).select_one("#near").get_text()
    assert Demand.objects.count() == 1
    warm.post(NEW, form | {"seen": "1"})
    assert Demand.objects.count() == 2


def test_while_asking_the_like_is_offered(warm, demand):
    answer = warm.get(
        NEW, {"title": "noter des oraux"}, headers={"HX-Request": "true", "HX-Target": "near"}
    )
    assert demand.title in answer.content.decode()
    assert "<html" not in answer.content.decode()
    other = warm.get(
        NEW, {"title": "cuisine moléculaire"}, headers={"HX-Request": "true", "HX-Target": "near"}
    )
    assert demand.title not in other.content.decode()


def test_the_search_s_question_is_filled_in(warm):
    page = soup_of(warm.get(NEW, {"title": "grille d’oral 🐝 <b>"}))
    assert page.select_one("input[name=title]")["value"] == "grille d’oral 🐝 <b>"


def test_the_search_without_result_leads_to_asking(client, library):
    page = soup_of(client.get("/fr/search/?q=xylophone+quantique"))
    links = [link["href"] for link in page.select(".empty a")]
    assert f"{NEW}?title=xylophone+quantique" in links


def test_votes_work_with_and_without_script(client, demand):
    voter = make_user()
    client.force_login(voter)
    path = f"/fr/knowledge/demands/{demand.pk}/vote/"
    path = soup_of(client.get(BOARD)).select_one(".vote")["action"]
    answer = client.post(path, headers={"HX-Request": "true"})
    button = soup_of(answer).select_one("button")
    assert button["aria-pressed"] == "true"
    assert soup_of(answer).select_one(".numeral").get_text() == "2"
    assert client.post(path, {"back": "1"}).status_code == 302
    assert demand.votes.count() == 1


ACTS = ("claim", "give-back", "write", "link", "decline", "duplicate", "nothing")


@pytest.mark.parametrize("act", ACTS)
def test_a_member_may_only_vote(warm, demand, act):
    assert warm.post(act_url(demand, act)).status_code == 404
    assert warm.get(act_url(demand, act)).status_code == 405


def act_url(demand, act):
    return f"/fr/savoirs/demandes/{demand.pk}/{act}/"


def test_an_expert_writes_from_a_demand(client, demand, expert, library):
    client.force_login(expert)
    answer = client.post(act_url(demand, "write"))
    card = CardPage.objects.get()
    assert answer["Location"] == f"/cms/pages/{card.pk}/edit/"
    assert client.get(answer["Location"]).status_code == 200
    page = client.get(f"{BOARD}{demand.pk}/").content.decode()
    assert "Élise Garnier" in page


def test_an_expert_answers_with_a_card_they_read(client, demand, expert, library):
    card = make_card(library)
    secret = make_card(library, owner=make_user(Role.EXPERT), live=False)
    client.force_login(expert)
    for key in (str(secret.pk), "x", "9" * 40):
        assert client.post(act_url(demand, "link"), {"card": key}).status_code == 404
    client.post(act_url(demand, "link"), {"card": card.pk})
    demand.refresh_from_db()
    assert (demand.state, demand.card) == (State.ANSWERED, card)
    page = soup_of(client.get(f"{BOARD}?state=answered"))
    assert page.select_one(".demand__card a")["href"] == card.url


def test_an_expert_does_not_close(client, demand, expert, animator):
    client.force_login(expert)
    assert client.post(act_url(demand, "decline"), {"reason": "Non"}).status_code == 404
    client.force_login(animator)
    client.post(act_url(demand, "decline"), {"reason": "Trop local."})
    assert "Trop local." in client.get(f"{BOARD}{demand.pk}/").content.decode()


def test_an_animator_joins_two_demands(client, demand, animator):
    same = make_demand(make_user().member, "Noter un oral à deux")
    client.force_login(animator)
    page = soup_of(client.get(f"{BOARD}{same.pk}/"))
    assert page.select_one("select[name=of] option")["value"] == str(demand.pk)
    client.post(act_url(same, "duplicate"), {"of": demand.pk})
    assert demand.votes.count() == 2
    assert client.post(act_url(same, "duplicate"), {"of": "x"}).status_code == 404


def test_what_many_searched_for_is_offered_to_experts(client, person, expert, db):
    SearchTally.objects.create(
        day=timezone.localdate(), language="fr", question="grille oral", asked=K, unanswered=K
    )
    SearchTally.objects.create(
        day=timezone.localdate(), language="fr", question="rare", asked=K - 1, unanswered=K - 1
    )
    client.force_login(person)
    assert "Grille oral" not in client.get(BOARD).content.decode()
    path = "/fr/savoirs/demandes/apporter/"
    assert client.post(path, {"source": "search:fr:grille oral"}).status_code == 404
    client.force_login(expert)
    text = client.get(BOARD).content.decode()
    assert "Grille oral" in text
    assert "Rare" not in text
    client.post(path, {"source": "search:fr:grille oral"})
    client.post(path, {"source": "search:fr:rare"})
    assert [demand.title for demand in Demand.objects.all()] == ["Grille oral"]


def test_a_demand_that_is_not_there(warm):
    assert warm.get(f"{BOARD}99999/").status_code == 404
    assert warm.post(f"{BOARD}99999/voter/").status_code == 404


def test_the_library_leads_to_the_board(warm):
    cache.clear()
    assert BOARD in warm.get("/fr/savoirs/").content.decode()
