"""The box and the page of a need: what each role sees, and what each page costs."""

import pytest
from django.apps import apps

from community.core.roles import Role
from mentoring.engagements.services import hand_on
from mentoring.offers.services import decline
from mentoring.requests.models import Need
from tests.factories.mentoring import (
    asked,
    make_draft,
    make_engagement,
    make_facilitator,
    make_need,
    make_offer,
    reload,
)
from tests.factories.people import make_territory, make_user

pytestmark = pytest.mark.django_db
BOX = "/fr/boite/"
NEW = "/fr/boite/besoins/nouveau/"
# Where cards are installed, those made from it are asked for.
MADE_CARDS = int(apps.is_installed("knowledge"))


def need_url(need):
    return f"{BOX}besoins/{need.pk}/"


def test_anybody_may_open_the_box_in_both_languages(client, homes):
    assert "Qu’est-ce qui vous aiderait" in client.get(BOX).text
    assert "What would help you?" in client.get("/en/box/").text
    sitemap = client.get("/sitemap.xml").text
    assert "/fr/boite/" in sitemap
    assert "/en/box/" in sitemap


def test_a_visitor_who_asks_comes_back_with_the_text_after_signing_in(client, person):
    answer = client.get(NEW, {"text": "Ma classe dort"})
    assert answer.status_code == 302
    assert "login" in answer.url
    assert "Ma%2520classe%2520dort" in answer.url or "Ma%2Bclasse%2Bdort" in answer.url
    client.force_login(person)
    answer = client.get(NEW, {"text": "Ma classe dort"}, follow=True)
    assert answer.redirect_chain == [(f"{BOX}?text=Ma+classe+dort", 302)]
    assert "Ma classe dort" in answer.text


def test_typing_brings_the_fragment_alone(signed_in):
    page = signed_in.get(BOX, {"text": "Mes classes sont muettes"}, headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.text
    assert "Rien ici n’y répond encore" in page.text


def test_one_question_becomes_a_draft(signed_in, person):
    answer = signed_in.post(NEW, {"text": "Mes classes du vendredi sont muettes"})
    need = Need.objects.get()
    assert answer.url == f"{need_url(need)}modifier/"
    assert (need.author, need.state, need.language) == (person.member, "draft", "fr")


@pytest.mark.parametrize("text", ["", "court", "\x00\x00\x00\x00\x00\x00\x00\x00\x00", "a" * 601])
def test_what_says_nothing_is_refused_with_a_word(signed_in, text):
    page = signed_in.post(NEW, {"text": text})
    assert page.status_code == 422
    assert "box__error" in page.text
    assert asked().count() == 0


def test_an_answer_that_was_never_suggested_is_not_taken(signed_in):
    signed_in.post(NEW, {"text": "Mes classes sont muettes", "answer": "card:999"})
    assert Need.objects.get().state == "draft"


def described(**values):
    return {
        "title": "Classes muettes",
        "body": "Quatorze stagiaires, caméras éteintes.",
        "kind": "coaching",
        "format": "remote",
        "language": "fr",
        "confidentiality": "facilitators",
    } | values


def test_describing_leads_to_who_could_help(client):
    need = make_draft()
    client.force_login(need.author.user)
    url = f"{need_url(need)}modifier/"
    assert "Qui le verra, exactement" in client.get(url).text
    kept = client.post(url, described(later="1"))
    assert kept.url == need_url(need)
    assert reload(need).state == "draft"
    answer = client.post(url, described())
    assert answer.url == f"{need_url(need)}qui/"
    assert reload(need).state == "open"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("deadline_on", "2020-01-01", "Ce jour est passé"),
        ("group_size", "0", "supérieure ou égale à 1"),
        ("group_size", "99999999999999999999", "inférieure ou égale à 5000"),
        ("territory", "999999", "Sélectionnez un choix valide"),
        ("kind", "magic", "Sélectionnez un choix valide"),
        ("title", "", "error-summary"),
    ],
)
def test_bad_input_is_told_beside_its_field(client, field, value, words):
    need = make_draft()
    client.force_login(need.author.user)
    page = client.post(f"{need_url(need)}modifier/", described(**{field: value}))
    assert page.status_code == 422
    assert words in page.text
    assert reload(need).title == need.title


ROLES = [
    "visitor",
    "author",
    "member",
    "facilitator",
    "asked",
    "declined",
    "engaged",
    "former",
    "animator",
]


@pytest.mark.parametrize(
    ("confidentiality", "state", "readers"),
    [
        ("network", "draft", {"author"}),
        ("network", "open", {"author", "member", "facilitator", "animator"}),
        ("facilitators", "open", {"author", "facilitator", "animator"}),
        ("chosen", "open", {"author", "animator"}),
        ("chosen", "offered", {"author", "asked", "animator"}),
        ("chosen", "declined", {"author", "animator"}),
        ("chosen", "in_progress", {"author", "engaged", "animator"}),
        ("chosen", "handed_on", {"author", "former", "animator"}),
        ("network", "cancelled", {"author", "animator"}),
    ],
)
def test_exactly_those_who_were_named_see_a_need(client, animator, confidentiality, state, readers):
    author = make_user(name="Karim Lefèvre")
    special = make_facilitator("Claire Vasseur")
    people = {
        "visitor": None,
        "author": author,
        "member": make_user(),
        "facilitator": make_facilitator("Mei Tran").member.user,
        "animator": animator,
    }
    if state == "draft":
        need = make_draft(author, confidentiality=confidentiality)
    else:
        need = make_need(author, confidentiality=confidentiality)
    if state == "cancelled":
        client.force_login(author)
        client.post(f"{BOX}needs/{need.pk}/cancel/")
    elif state == "offered":
        make_offer(need, special)
        people["asked"] = special.member.user
    elif state == "declined":
        decline(make_offer(need, special))
        people["declined"] = special.member.user
    elif state in ("in_progress", "handed_on"):
        engagement = make_engagement(need, special)
        people["engaged" if state == "in_progress" else "former"] = special.member.user
        if state == "handed_on":
            hand_on(engagement, by=need.author_id)
    for role, user in people.items():
        client.logout()
        if user is not None:
            client.force_login(user)
        status = client.get(need_url(need)).status_code
        expected = 302 if role == "visitor" else 200 if role in readers else 404
        assert (role, status) == (role, expected)


def test_the_history_is_for_those_who_follow(client):
    need = make_need(confidentiality="network")
    client.force_login(make_user())
    page = client.get(need_url(need))
    assert "demande faite à la boîte" not in page.text
    assert "Prochaine étape" not in page.text
    client.force_login(need.author.user)
    page = client.get(need_url(need))
    assert "demande faite à la boîte" in page.text
    assert "Prochaine étape" in page.text


@pytest.mark.parametrize("act", ["cancel", "close", "reopen", "note"])
def test_only_author_and_animators_act(client, act):
    need = make_need(confidentiality="network")
    client.force_login(make_user(Role.FACILITATOR))
    assert client.post(f"{BOX}needs/{need.pk}/{act}/", {"text": "x"}).status_code == 404
    assert reload(need).state == "open"
    assert client.get(f"{BOX}needs/{need.pk}/{act}/").status_code == 405


def test_what_cannot_be_done_now_is_said(client):
    need = make_need()
    client.force_login(need.author.user)
    page = client.post(f"{BOX}needs/{need.pk}/close/", follow=True)
    assert "Ce n’est pas possible maintenant" in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_cost_the_same_for_one_and_for_three(client, number, django_assert_num_queries):
    author = make_user(territory=make_territory("D33", kind="department"))
    for _index in range(number):
        need = make_need(author, themes=["facilitation", "alternance"][:number])
    client.force_login(author)
    client.get(BOX)
    with django_assert_num_queries(3):
        client.get(BOX)
    with django_assert_num_queries(3):
        client.get(f"{BOX}besoins/")
    for _index in range(number - 1):
        client.post(f"{BOX}needs/{need.pk}/note/", {"text": "Un mot"})
    with django_assert_num_queries(7 + MADE_CARDS):
        client.get(need_url(need))
    with django_assert_num_queries(9):
        client.get(f"{need_url(need)}modifier/")


def test_the_public_box_costs_no_query(client, django_assert_num_queries):
    client.get(BOX)
    with django_assert_num_queries(0):
        client.get(BOX)


def test_without_scripts_one_looks_first_and_nothing_is_kept(signed_in):
    answer = signed_in.post(NEW, {"text": "Ma classe dort", "look": "1"})
    assert answer.url == f"{BOX}?text=Ma+classe+dort"
    assert asked().count() == 0
