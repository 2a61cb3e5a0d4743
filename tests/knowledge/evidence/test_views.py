"""Saying what came of a card, with and without JavaScript, and what a card's page shows."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.roles import Role
from knowledge.evidence.enums import Reason, Result
from knowledge.evidence.models import Evidence, Opinion
from knowledge.evidence.services import Told, apply, judge
from knowledge.freshness.models import Duty
from tests.factories.cards import make_card
from tests.factories.people import make_organisation, make_territory, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "evidence"}
SAY = "/fr/savoirs/ce-que-disent-les-lecteurs/"


@pytest.fixture
def card(library, expert):
    return make_card(library, owner=expert)


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def address(name, card):
    return reverse(f"knowledge:{name}", args=[card.pk])


def test_a_visitor_sees_the_sum_and_no_button(client, card, person):
    apply(card, by=person.member, result=Result.WORKED, told=Told(sentence="Oui, trois fois."))
    page = client.get(card.url).content.decode()
    assert "A marché pour 1 collègue sur 1" in page
    assert "Oui, trois fois." not in page
    assert address("apply", card) not in page
    for name in ("apply", "opinion", "evidence_withdraw", "opinion_withdraw"):
        assert client.post(address(name, card), {"result": "worked"}).status_code == 302
    assert Evidence.objects.count() == 1


def test_one_click_then_a_sentence_without_javascript(signed_in, card, person):
    place = make_territory("R75")
    answer = signed_in.post(address("apply", card), {"result": "worked"}, follow=True)
    assert answer.redirect_chain[-1][0] == address("evidence", card)
    assert Evidence.objects.get().result == Result.WORKED
    values = {
        "result": "adapted",
        "sentence": "Debout,\nsur le ponton.",
        "applied_on": "2026-03-02",
        "territory": place.pk,
        "is_named": "on",
    }
    answer = signed_in.post(address("evidence", card), values, follow=True)
    assert answer.redirect_chain[-1][0] == f"{card.url}#evidence"
    said = Evidence.objects.get()
    assert (said.sentence, said.territory, said.is_named) == ("Debout, sur le ponton.", place, True)
    part = soup_of(answer).select_one("#evidence")
    assert "Debout, sur le ponton." in part.get_text()
    assert part.select_one("button[value=adapted]")["aria-pressed"] == "true"
    signed_in.post(address("evidence_withdraw", card))
    assert not Evidence.objects.exists()


def test_htmx_gets_the_part_alone(signed_in, card):
    first = signed_in.post(address("apply", card), {"result": "worked"}, headers=HTMX)
    assert soup_of(first).select_one("#evidence form textarea[name=sentence]")
    values = {"result": "worked", "sentence": "Bien.", "applied_on": "", "territory": ""}
    done = signed_in.post(address("evidence", card), values, headers=HTMX)
    for answer in (first, done):
        assert "<html" not in answer.content.decode()
    assert "Bien." in soup_of(done).select_one("#evidence").get_text()
    again = signed_in.post(
        address("evidence", card), values | {"applied_on": "2999-01-01"}, headers=HTMX
    )
    assert (again.status_code, bool(soup_of(again).select(".field__error"))) == (200, True)


def test_not_helpful_asks_why(signed_in, card):
    asked = signed_in.post(address("opinion", card), {"is_helpful": "no"})
    assert asked.status_code == 422
    assert not Opinion.objects.exists()
    signed_in.post(
        address("opinion", card),
        {"is_helpful": "no", "reason": "unclear", "text": "Quel délai ?"},
    )
    assert Opinion.objects.get().reason == Reason.UNCLEAR
    signed_in.post(address("opinion", card), {"is_helpful": "yes"})
    assert Opinion.objects.get().is_helpful
    signed_in.post(address("opinion_withdraw", card))
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("apply", {"result": "great"}),
        ("apply", {}),
        ("evidence", {"result": "x", "applied_on": "y", "territory": "z"}),
        ("opinion", {"is_helpful": "perhaps"}),
        ("opinion", {"is_helpful": "no", "reason": "drop table"}),
    ],
)
def test_nonsense_is_refused(signed_in, card, name, values):
    assert signed_in.post(address(name, card), values).status_code in {302, 422}
    assert not Evidence.objects.exists()
    assert not Opinion.objects.exists()


def test_hostile_words_stay_words(signed_in, card):
    words = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}"
    signed_in.post(
        address("evidence", card),
        {"result": "worked", "sentence": words, "applied_on": "2026-03-02"},
    )
    page = signed_in.get(card.url).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("name", ["evidence", "opinion"])
def test_what_one_may_not_read_one_says_nothing_of(signed_in, library, name):
    theirs = make_card(
        library, audience="organisation", audience_organisation=make_organisation("Eux")
    )
    draft = make_card(library, live=False)
    for card in (theirs, draft):
        assert signed_in.get(address(name, card)).status_code == 404
        assert signed_in.post(address("apply", card), {"result": "worked"}).status_code == 404
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_a_warm_card_knows_its_readers(
    signed_in, person, card, number, settings, django_assert_num_queries
):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300
    for _ in range(number):
        apply(card, by=make_user().member, result=Result.WORKED, told=Told(sentence="Oui."))
    signed_in.get(card.url)
    # Who said nothing is not asked for; who did, in one query.
    with django_assert_num_queries(3):
        page = soup_of(signed_in.get(card.url))
    assert page.select("#evidence button[aria-pressed=true]") == []
    apply(card, by=person.member, result=Result.FAILED)
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 0
    page = soup_of(signed_in.get(card.url))
    assert page.select_one("#evidence button[aria-pressed=true]")["value"] == "failed"


@pytest.mark.parametrize("number", [1, 3])
def test_a_card_asks_as_much_for_three_pieces_of_evidence_as_for_one(
    client, card, number, django_assert_num_queries
):
    place = make_territory("R75")
    for _ in range(number):
        member = make_user(organisation=make_organisation(), territory=place).member
        apply(card, by=member, result=Result.WORKED, told=Told(sentence="Oui."))
        judge(card, by=member, is_helpful=True)
    client.get(card.url)
    with django_assert_num_queries(10):
        client.get(card.url)


@pytest.mark.parametrize(
    ("role", "sees"),
    [(None, 0), (Role.EXPERT, 2), (Role.REVIEWER, 2), (Role.ANIMATOR, 2)],
)
def test_what_did_not_help_is_listed(client, library, role, sees, django_assert_num_queries):
    reader = make_user(*([role] if role else []))
    for _ in range(2):
        judge(make_card(library), by=make_user().member, is_helpful=False, reason=Reason.WRONG)
    client.force_login(reader)
    client.get(SAY)
    with django_assert_num_queries(4 if sees else 3):
        assert len(soup_of(client.get(SAY)).select(".rows > li")) == sees


def test_authors_read_what_did_not_help_without_a_name(client, card, person):
    author = card.author.user
    author.groups.clear()
    judge(card, by=person.member, is_helpful=False, reason=Reason.WRONG, text="Une date.")
    client.force_login(author)
    page = client.get(SAY).content.decode()
    assert "Une date." in page
    assert person.member.name not in page


@pytest.mark.parametrize("seconds", [0, 300])
def test_every_form_carries_its_token(client, library, person, settings, seconds):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = seconds
    card = make_card(library, owner=person)
    Duty.objects.create(card=card, verifier=person.member, due_on="2026-01-01")
    client.force_login(person)
    answers = [
        client.get(card.url),
        client.get("/fr/savoirs/a-verifier/"),
        client.get(address("verify_card", card)),
        client.post(address("apply", card), {"result": "worked"}, headers=HTMX),
        client.post(address("opinion", card), {"is_helpful": "yes"}, headers=HTMX),
    ]
    for answer in answers:
        forms = soup_of(answer).select("form[action*='/savoirs/'][method=post]")
        assert forms
        assert all(form.select("[name=csrfmiddlewaretoken]") for form in forms)
