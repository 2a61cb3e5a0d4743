"""Proposing a card on the site, as members and experts get it."""

import uuid

import pytest
from bs4 import BeautifulSoup

from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.proposals import services
from knowledge.proposals.enums import State
from knowledge.proposals.models import Proposal
from tests.factories.cards import make_theme
from tests.factories.demands import make_demand
from tests.factories.people import make_user

LIST = "/fr/savoirs/propositions/"
NEW = f"{LIST}nouvelle/"


def posted(**values):
    return {
        "key": str(uuid.uuid4()),
        "title": "Ouvrir un atelier à distance",
        "summary": "Un mot chacun, puis le silence.",
        "objective": "Ouvrir un atelier en trois minutes",
        "body": "Je demande **un mot** à chacun.\n\n- Écrire\n- Attendre 🐝",
        "language": "fr",
        **values,
    }


@pytest.fixture
def warm(signed_in, expert, library):
    """A member's client that has asked once; there is an expert."""
    signed_in.get(LIST)
    return signed_in


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def test_proposing_is_for_members(client, db):
    for path in (LIST, NEW):
        assert "/account/login/" in client.get(path)["Location"]


def test_a_member_proposes_and_sees_where_it_stands(warm, expert):
    answer = warm.post(NEW, posted(themes=[make_theme("facilitation").pk]), follow=True)
    proposal = Proposal.objects.get()
    assert answer.redirect_chain[-1][0] == f"{LIST}{proposal.pk}/"
    page = answer.content.decode()
    assert "Élise Garnier" in page
    assert "<strong>un mot</strong>" in page
    assert CardPage.objects.get().owner == expert


def test_a_form_sent_twice_makes_one_card(warm):
    form = posted()
    answers = [warm.post(NEW, form) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Proposal.objects.count() == CardPage.objects.count() == 1


def test_what_lacks_is_said_and_what_was_typed_is_kept(warm):
    form = posted(summary="", body="Un texte " * 50)
    answer = warm.post(NEW, form)
    assert answer.status_code == 422
    assert soup_of(answer).select_one("textarea[name=body]").get_text().strip().startswith("Un")
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.title) == (State.DRAFT, form["title"])
    warm.post(NEW, form | {"summary": "Une phrase."})
    assert Proposal.objects.get().state == State.PROPOSED


def test_a_draft_may_lack_anything_and_goes_on_later(warm):
    answer = warm.post(NEW, posted(title="", summary="", objective="", body="", later="1"))
    proposal = Proposal.objects.get()
    edit = f"{LIST}{proposal.pk}/modifier/"
    assert soup_of(warm.get(answer["Location"])).select_one(f"a[href='{edit}']")
    assert soup_of(warm.get(edit)).select_one("input[name=key]")["value"] == str(proposal.key)
    warm.post(f"{LIST}{proposal.pk}/discard/")
    assert not Proposal.objects.exists()


def test_a_text_without_words_is_refused_at_its_field(warm):
    answer = warm.post(NEW, posted(body="<script>alert(1)</script>"))
    assert answer.status_code == 422
    assert soup_of(answer).select_one("#id_body_error")
    assert "<script>alert" not in answer.content.decode()
    assert not CardPage.objects.exists()


def test_fifty_thousand_characters_come_back_whole(warm):
    body = "mot 🐝 " * 8_000
    answer = warm.post(NEW, posted(summary="", body=body))
    assert soup_of(answer).select_one("textarea[name=body]").get_text().strip() == body.strip()
    assert len(warm.post(NEW, posted(title="x" * 400)).context["form"].errors) == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_the_length_and_the_preview(warm, javascript):
    text = "mot " * 1200
    if javascript:
        answer = warm.post(f"{LIST}duree/", {"body": text})
        assert "<html" not in answer.content.decode()
    else:
        answer = warm.post(NEW, posted(body=text + "\n\n## Partie", look="1"))
        assert soup_of(answer).select_one(".prose h2").get_text() == "Partie"
        assert not Proposal.objects.exists()
    assert "de trop" in answer.content.decode()


def test_cards_that_answer_are_shown_while_one_types(warm):
    answer = warm.get(
        NEW, {"title": "donner un retour"}, headers={"HX-Request": "true", "HX-Target": "near"}
    )
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()


def test_a_proposal_begins_from_a_demand(warm, person):
    demand = make_demand(make_user().member, themes=["evaluation"])
    page = soup_of(warm.get(f"{NEW}?demand={demand.pk}"))
    assert page.select_one("input[name=title]")["value"] == demand.title
    assert page.select_one("input[name=themes][checked]")
    warm.post(NEW, posted(demand=demand.pk))
    assert Proposal.objects.get().demand == demand
    for nonsense in ("x", "0", "9" * 40, "%F0%9F%90%9D"):
        assert warm.get(f"{NEW}?demand={nonsense}").status_code == 200


@pytest.fixture
def proposal(person, expert, library):
    written = services.Written(
        title="Ouvrir un atelier", summary="Un mot.", objective="Ouvrir", body="Un.", language="fr"
    )
    return services.propose(services.keep(written, by=person.member, key=uuid.uuid4()))


@pytest.mark.parametrize(
    ("role", "status"), [(None, 404), (Role.FACILITATOR, 404), (Role.EXPERT, 200)]
)
def test_others_do_not_see_a_proposal(client, proposal, role, status):
    client.force_login(make_user(*([role] if role else [])))
    assert client.get(f"{LIST}{proposal.pk}/").status_code == status


def test_a_draft_is_nobody_else_s(client, person, expert, library):
    written = services.Written(title="Un brouillon", language="fr")
    draft = services.keep(written, by=person.member, key=uuid.uuid4())
    for user in (expert, make_user(Role.ANIMATOR)):
        client.force_login(user)
        assert client.get(f"{LIST}{draft.pk}/").status_code == 404
        assert client.get(f"{LIST}{draft.pk}/modifier/").status_code == 404


@pytest.mark.parametrize("act", ["take-up", "decline", "discard", "nothing"])
def test_an_author_does_not_decide(signed_in, proposal, act):
    assert signed_in.post(f"{LIST}{proposal.pk}/{act}/").status_code == 404


def test_an_expert_takes_it_up_and_opens_it_in_the_cms(client, proposal, expert):
    client.force_login(expert)
    answer = client.post(f"{LIST}{proposal.pk}/take-up/")
    assert answer["Location"] == f"/cms/pages/{proposal.card_id}/edit/"
    assert client.get(answer["Location"]).status_code == 200


def test_an_expert_gives_it_back_with_a_reason(client, proposal, expert):
    client.force_login(expert)
    client.post(f"{LIST}{proposal.pk}/decline/", {"reason": ""})
    client.post(f"{LIST}{proposal.pk}/decline/", {"reason": "Déjà dit."})
    assert "Déjà dit." in client.get(f"{LIST}{proposal.pk}/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, person, expert, library, number, django_assert_num_queries
):
    for place in range(number):
        for author in (person.member, expert.member):
            written = services.Written(
                title=f"Titre {place}", summary="S", objective="O", body="Un.", language="fr"
            )
            services.propose(services.keep(written, by=author, key=uuid.uuid4()))
    client.force_login(expert)
    client.get(LIST)
    with django_assert_num_queries(6):
        page = soup_of(client.get(LIST))
    assert len(page.select(".rows > li")) == 2 * number
