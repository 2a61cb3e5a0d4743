"""The page of a review, and the page behind a link."""

import re
import uuid
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.reviews.invitations import address_of, invite, withdraw
from knowledge.reviews.models import ReviewLink, ReviewState
from tests.factories.cards import block, items, make_card
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def page_of(state):
    return f"/fr/savoirs/relectures/{state.pk}/"


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def fields(answer):
    """Return what the form of the decision sends, as a browser would."""
    form = soup_of(answer).select_one("form[aria-labelledby=decide-title]")
    return {
        each["name"]: each.get("value", "") for each in form.select("input[name], textarea[name]")
    }


@pytest.fixture
def guest():
    """A browser that asks for the token of a form, as real ones do."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("who", "status"),
    [("person", 404), ("expert", 200), ("reviewer", 200), ("animator", 200)],
)
def test_who_sees_a_review(client, in_review, request, who, status):
    _card, state = in_review
    assert client.get(page_of(state)).status_code == 302
    client.force_login(request.getfixturevalue(who))
    answer = client.get(page_of(state))
    assert answer.status_code == status
    assert ("decide-title" in answer.text) == (who == "reviewer")


def test_another_expert_does_not_see_it(client, in_review):
    _card, state = in_review
    client.force_login(make_user(Role.EXPERT, name="Thomas Oury"))
    assert client.get(page_of(state)).status_code == 404


@pytest.mark.parametrize("act", ["decide", "take", "plan", "invite", "withdraw", "nothing"])
def test_the_author_does_not_act_as_a_reviewer(client, in_review, expert, act):
    _card, state = in_review
    client.force_login(expert)
    assert client.post(f"{page_of(state)}{act}/").status_code == 404


def test_a_reviewer_takes_remarks_and_approves(client, in_review, expert, reviewer):
    card, state = in_review
    client.force_login(reviewer)
    client.post(f"{page_of(state)}take/")
    page = client.get(page_of(state))
    remark = {"remark-key": str(uuid.uuid4()), "remark-text": "Bel exemple."}
    client.post(f"{page_of(state)}remark/", remark | {"remark-tell": [expert.member.pk]})
    assert "Bel exemple." in client.get(page_of(state)).text
    answer = client.post(f"{page_of(state)}decide/", fields(page) | {"verdict": "approved"})
    assert answer.status_code == 302
    assert CardPage.objects.get(pk=card.pk).live
    assert client.get(page_of(state)).status_code == 200


def test_a_form_that_lacks_something_says_so(client, in_review, reviewer):
    _card, state = in_review
    client.force_login(reviewer)
    sent = fields(client.get(page_of(state))) | {"verdict": "changes"}
    answer = client.post(f"{page_of(state)}decide/", sent)
    assert answer.status_code == 422
    assert "Dites en une phrase" in answer.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_three_invitations_as_for_one(
    client, in_review, reviewer, number, django_assert_num_queries
):
    _card, state = in_review
    for place in range(number):
        invite(
            state,
            by=reviewer.member,
            name=f"Paule {place}",
            email="",
            language="fr",
            key=uuid.uuid4(),
        )
    client.force_login(reviewer)
    client.get(page_of(state))
    with django_assert_num_queries(QUERIES):
        answer = client.get(page_of(state))
    assert answer.text.count("/savoirs/relectures/par-lien/") == number


QUERIES = 28


def test_the_editor_shows_where_the_review_stands(client, in_review, expert, reviewer):
    card, state = in_review
    ReviewState.objects.filter(pk=state.pk).update(
        due_on=timezone.localdate() - timedelta(days=2), taken_by=reviewer.member
    )
    client.force_login(expert)
    text = client.get(f"/cms/pages/{card.pk}/edit/").text
    assert page_of(state) in text
    assert "Malik Benhaddou" in text


def test_the_invitation_arrives_and_its_answer_publishes(
    guest, in_review, reviewer, django_capture_on_commit_callbacks
):
    card, state = in_review
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        link = invite(
            state,
            by=reviewer.member,
            name="Paule Renaudin",
            email="paule@example.org",
            language="fr",
            key=uuid.uuid4(),
        )
    (message,) = mail.outbox
    assert message.to == ["paule@example.org"]
    (found,) = set(re.findall(r"https?://[^/\s]+(/\S+par-lien/\S+)", message.body))
    assert found == address_of(link)
    # Whatever looks through mails fetches it, twice: nothing is decided.
    guest.head(found)
    page = guest.get(found)
    assert page.status_code == 200
    assert "Un fait, un effet, une suite." in page.text
    assert page["Cache-Control"].startswith("max-age=0")
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert guest.post(found, {"verdict": "approved"}).status_code == 403
    assert not CardPage.objects.get(pk=card.pk).live

    sent = fields(page) | {"verdict": "approved", "remark": "Très clair."}
    answer = guest.post(found, sent)
    assert (answer.status_code, answer.url) == (302, "/fr/savoirs/relectures/par-lien/merci/")
    assert "merci" in guest.get(answer.url).text.lower()
    card = CardPage.objects.get(pk=card.pk)
    assert (card.live, card.reviewed_by) == (True, None)
    entry = PageLogEntry.objects.get(page=card.pk, action="wagtail.workflow.approve")
    assert entry.data["comment"] == (
        "Paule Renaudin (à l’invitation de Malik Benhaddou)\u202f: Très clair."
    )
    link.refresh_from_db()
    assert (link.verdict, bool(link.opened_at), bool(link.answered_at)) == ("approved", True, True)
    # Used once; a second click on the button is thanked too, and counts for nothing.
    assert guest.get(found).status_code == 404
    assert guest.post(found, sent).status_code == 302


def test_asking_for_changes_by_link(client, in_review, link):
    card, _state = in_review
    page = client.get(address_of(link))
    answer = client.post(address_of(link), fields(page) | {"verdict": "changes"})
    assert answer.status_code == 422
    assert not ReviewLink.objects.get(pk=link.pk).answered_at
    sent = fields(page) | {"verdict": "changes", "remark": "Le titre promet trop."}
    assert client.post(address_of(link), sent).status_code == 302
    card = CardPage.objects.get(pk=card.pk)
    assert card.current_workflow_state.status == "needs_changes"
    assert "Le titre promet trop." in card.current_workflow_state.current_task_state.comment


def test_a_member_without_the_cms_is_credited(client, in_review, reviewer, person):
    card, state = in_review
    link = invite(
        state,
        by=reviewer.member,
        name="Jade",
        email=person.email,
        language="fr",
        key=uuid.uuid4(),
    )
    sent = fields(client.get(address_of(link))) | {"verdict": "approved"}
    client.post(address_of(link), sent)
    assert CardPage.objects.get(pk=card.pk).reviewed_by == person.member


@pytest.mark.parametrize("closed", ["expired", "withdrawn", "decided", "forged"])
def test_a_closed_link_is_not_there(client, in_review, link, reviewer, closed):
    card, state = in_review
    address = address_of(link)
    sent = fields(client.get(address)) | {"verdict": "approved"}
    if closed == "expired":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    elif closed == "withdrawn":
        withdraw(link, by=reviewer.member)
    elif closed == "decided":
        ReviewState.objects.get(pk=state.pk).reject(user=reviewer, comment="Non.")
    else:
        address = address.replace(link.key.hex, uuid.uuid4().hex)
    assert client.get(address).status_code == 404
    assert client.post(address, sent).status_code == 404
    assert not CardPage.objects.get(pk=card.pk).live


def test_what_changed_since_is_shown_anew_before_an_answer_counts(client, in_review, link, expert):
    card, _state = in_review
    sent = fields(client.get(address_of(link))) | {"verdict": "approved", "remark": "Bien."}
    card.title = "Un titre plus juste"
    card.save_revision(user=expert)
    answer = client.post(address_of(link), sent)
    assert answer.status_code == 422
    assert "Un titre plus juste" in answer.text
    assert fields(answer)["revision"] != sent["revision"]
    assert "Bien." in answer.text
    assert not CardPage.objects.get(pk=card.pk).live
    again = fields(answer) | {"verdict": "approved", "remark": "Bien."}
    assert client.post(address_of(link), again).status_code == 302
    assert CardPage.objects.get(pk=card.pk).title == "Un titre plus juste"


def test_what_cannot_be_published_says_why_and_the_link_stays(client, in_review, link):
    card, _state = in_review
    # A signal without its horizon is kept as a draft, and cannot go on.
    card.kind = "signal"
    card.save_revision(clean=False)
    sent = fields(client.get(address_of(link))) | {"verdict": "approved"}
    answer = client.post(address_of(link), sent)
    assert answer.status_code == 422
    assert ReviewLink.objects.get(pk=link.pk).answered_at is None
    assert not CardPage.objects.get(pk=card.pk).live


def test_the_page_needs_no_script_and_knows_no_address(client, in_review, link):
    page = soup_of(client.get(address_of(link), REMOTE_ADDR="203.0.113.9"))
    form = page.select_one("form[aria-labelledby=decide-title]")
    assert {each["value"] for each in form.select("button[name=verdict]")} == {
        "approved",
        "changes",
    }
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    link.refresh_from_db()
    assert "203.0.113.9" not in str(vars(link))


def test_a_hostile_remark_is_words(client, in_review, link, reviewer):
    _card, state = in_review
    sent = fields(client.get(address_of(link))) | {
        "verdict": "changes",
        "remark": "<script>alert(1)</script> Trop long.",
    }
    client.post(address_of(link), sent)
    client.force_login(reviewer)
    assert "<script>alert(1)" not in client.get(page_of(state)).text


def test_blocks_of_every_sort_are_shown(client, library, expert, reviewer, in_review, link):
    card, _state = in_review
    card.body = [("heading", "Étapes")]
    raw = [block("heading", "Étapes"), block("checklist", items("<p>Vérifier</p>"))]
    card.body = card.body.stream_block.to_python(raw)
    card.save_revision(clean=False)
    assert "Vérifier" in client.get(address_of(link)).text


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("over", ["", "?over=1"])
def test_the_list_asks_as_much_for_three_as_for_one(
    client, library, animator, expert, number, over, django_assert_num_queries
):
    for n in range(number):
        card = make_card(library, f"Fiche {n}", live=False, owner=expert)
        state = card.get_workflow().start(card, expert)
        if over:
            state.current_task_state.specific.reject(user=animator, comment="Non")
    client.force_login(animator)
    client.get("/fr/savoirs/relectures/")
    with django_assert_num_queries(5):
        page = BeautifulSoup(client.get(f"/fr/savoirs/relectures/{over}").content, "html.parser")
    assert len(page.select(".reviews > li")) == number


def test_the_list_has_what_one_follows(client, library, reviewer, expert):
    other = make_user(Role.EXPERT, name="Une Autre")
    card = make_card(library, "La mienne", live=False, owner=expert)
    card.get_workflow().start(card, expert)
    for user, seen in ((expert, 1), (reviewer, 1), (other, 0)):
        client.force_login(user)
        answer = client.get("/fr/savoirs/relectures/")
        found = BeautifulSoup(answer.content, "html.parser").select(".reviews > li")
        assert len(found) == seen
    client.force_login(make_user())
    assert client.get("/fr/savoirs/relectures/").status_code == 404
