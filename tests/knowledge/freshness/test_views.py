"""The list of cards to verify, one click on it, and what a card's page says."""

from collections import deque
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from community.core.roles import Role
from knowledge.freshness.dealing import deal_all
from knowledge.freshness.models import Duty, Verification, Verifier
from tests.factories.cards import make_card
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db
LIST = "/fr/savoirs/a-verifier/"


@pytest.fixture
def overdue(library, group):
    """A function that makes cards which were to be verified last week."""

    def make(*titles, **values):
        cards = [make_card(library, title, verifier_group=group, **values) for title in titles]
        deque(deal_all(), maxlen=0)
        day = timezone.localdate() - timedelta(days=7)
        Duty.objects.filter(card__in=cards).update(due_on=day)
        return cards

    return make


@pytest.fixture
def alone(group, colleagues):
    """The one person of the group."""
    Verifier.objects.exclude(member=colleagues[0]).delete()
    return colleagues[0].user


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(answer):
    return [each.get_text(strip=True) for each in soup_of(answer).select(".duty__title")]


def address(card):
    return reverse("knowledge:verify_card", args=[card.pk])


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_three_cards_as_for_one(
    client, overdue, alone, number, django_assert_num_queries
):
    overdue(*(f"Fiche {index}" for index in range(number)))
    client.force_login(alone)
    client.get(LIST)
    with django_assert_num_queries(4):
        answer = client.get(LIST)
    assert len(titles(answer)) == number


def test_only_ones_own_cards_are_there_and_animators_see_all(client, overdue, animator, person):
    overdue("Une", "Deux", "Trois")
    client.force_login(person)
    assert titles(client.get(LIST)) == titles(client.get(f"{LIST}?of=all")) == []
    assert soup_of(client.get(LIST)).select(".empty a")
    client.force_login(animator)
    assert titles(client.get(LIST)) == []
    assert set(titles(client.get(f"{LIST}?of=all"))) == {"Une", "Deux", "Trois"}


def test_animators_narrow_by_theme_and_organisation(client, overdue, animator):
    home = make_organisation(code="FC-7")
    overdue("Du thème", themes=["facilitation"])
    overdue("De la maison", owner=make_user(organisation=home))
    client.force_login(animator)
    assert titles(client.get(f"{LIST}?of=all&theme=facilitation")) == ["Du thème"]
    assert titles(client.get(f"{LIST}?of=all&organisation=FC-7")) == ["De la maison"]
    assert len(titles(client.get(f"{LIST}?of=all&organisation=%00&theme=nowhere"))) == 2


def test_visitors_are_asked_to_sign_in(client, overdue):
    (card,) = overdue("Une")
    assert client.get(LIST).status_code == client.post(address(card)).status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 404),
        (Role.EXPERT, 404),
        (Role.REVIEWER, 404),
        (Role.FACILITATOR, 404),
        (Role.ANIMATOR, 302),
    ],
)
def test_who_may_verify_a_card_of_somebody_else(client, overdue, role, status):
    (card,) = overdue("Une")
    client.force_login(make_user(*([role] if role else [])))
    answer = client.post(address(card), {"outcome": "right", "turn": 1})
    assert answer.status_code == status
    assert Verification.objects.exists() == (status == 302)


def test_one_click_is_enough_and_a_second_one_does_no_harm(client, overdue, group):
    (card,) = overdue("Une")
    duty = Duty.objects.select_related("verifier__user").get()
    client.force_login(duty.verifier.user)
    for _ in range(2):
        answer = client.post(address(card), {"outcome": "right", "turn": 1}, follow=True)
        assert answer.status_code == 200
    assert Verification.objects.count() == 1
    after = Duty.objects.get()
    assert after.verifier != duty.verifier
    # Nor can they answer in the place of whom the duty went on to.
    assert client.post(address(card), {"outcome": "right", "turn": 2}).status_code == 404
    assert client.get(address(card)).status_code == 404


def test_what_needs_work_is_said_in_a_sentence(client, overdue, alone):
    (card,) = overdue("Une")
    client.force_login(alone)
    refused = client.post(address(card), {"outcome": "needs_work", "turn": 1, "remark": " "})
    assert refused.status_code == 422
    box = soup_of(refused).select_one("textarea[aria-invalid]")
    assert soup_of(refused).find(id=box["aria-describedby"].split()[1]).get_text(strip=True)
    remark = "<img src=x onerror=alert(1)> {{ 7|add:7 }} à refaire"
    client.post(address(card), {"outcome": "needs_work", "turn": 1, "remark": remark})
    page = client.get(address(card)).content.decode()
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    shown = soup_of(client.get(card.url)).select_one(".card-marks").get_text(" ", strip=True)
    assert "En cours de reprise" in shown
    assert "à refaire" not in client.get(card.url).content.decode()


def test_htmx_gets_the_row_alone(client, overdue, alone):
    (card,) = overdue("Une")
    client.force_login(alone)
    headers = {"HX-Request": "true", "HX-Target": f"verify-{card.pk}"}
    again = client.post(
        address(card), {"outcome": "needs_work", "turn": 1, "remark": ""}, headers=headers
    )
    assert (again.status_code, "<html" in again.content.decode()) == (200, False)
    assert soup_of(again).select_one("textarea[aria-invalid]")
    done = client.post(address(card), {"outcome": "right", "turn": 1}, headers=headers)
    assert soup_of(done).select_one(f"#verify-{card.pk} [role=status]")


@pytest.mark.parametrize("values", [{}, {"outcome": "x", "turn": "y"}, {"outcome": "right"}])
def test_a_nonsense_answer_is_refused(client, overdue, alone, values):
    (card,) = overdue("Une")
    client.force_login(alone)
    assert client.post(address(card), values).status_code in {200, 422}
    assert not Verification.objects.exists()


def test_what_one_may_not_read_one_does_not_verify(client, overdue, animator):
    (card,) = overdue(
        "Une", audience="organisation", audience_organisation=make_organisation("Eux")
    )
    client.force_login(animator)
    assert client.get(address(card)).status_code == 404
    assert titles(client.get(f"{LIST}?of=all")) == []


def test_a_card_says_that_it_is_overdue_and_its_verifier_is_asked_there(client, overdue, alone):
    (card,) = overdue("Une")
    assert "À vérifier depuis" in client.get(card.url).content.decode()
    assert address(card) not in client.get(card.url).content.decode()
    client.force_login(make_user())
    page = client.get(card.url).content.decode()
    assert alone.member.name in page
    assert address(card) not in page
    client.force_login(alone)
    assert soup_of(client.get(card.url)).select_one(f"form[action='{address(card)}']")


def test_a_kept_page_asks_its_verifier_alone(client, overdue, alone, settings):
    settings.COMMUNITY_PAGE_CACHE_SECONDS = 300
    (card,) = overdue("Une")
    for reader, is_asked in ((alone, True), (make_user(), False), (alone, True)):
        client.force_login(reader)
        assert (address(card) in client.get(card.url).content.decode()) is is_asked


def test_the_home_of_an_expert_says_what_waits(client, overdue, library, expert, person):
    overdue("Une", owner=expert)
    Duty.objects.update(verifier=expert.member)
    client.force_login(expert)
    assert LIST in client.get("/fr/").content.decode()
    client.force_login(person)
    assert LIST not in client.get("/fr/").content.decode()


def test_animators_keep_the_groups_in_the_cms(client, animator, colleagues):
    client.force_login(animator)
    add = reverse("wagtailsnippets_knowledge_verifiergroup:add")
    assert client.get(add).status_code == 200
    answer = client.post(
        add,
        {
            "name": "Évaluer",
            "verifiers-TOTAL_FORMS": "1",
            "verifiers-INITIAL_FORMS": "0",
            "verifiers-MIN_NUM_FORMS": "0",
            "verifiers-MAX_NUM_FORMS": "1000",
            "verifiers-0-member": colleagues[0].pk,
            "verifiers-0-ORDER": "1",
            "verifiers-0-DELETE": "",
        },
    )
    assert answer.status_code == 302
    assert Verifier.objects.get().group.name == "Évaluer"
