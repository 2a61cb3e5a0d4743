"""Answering from a mail: signed, for one act, until the date, and clear about everything else."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import signing
from django.utils import timezone

from mentoring.offers.links import SALT, token_of
from mentoring.offers.models import Offer
from mentoring.offers.services import decline, withdraw
from tests.factories.mentoring import (
    make_facilitator,
    make_need,
    make_offer,
    reload,
    rooms_asked,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def address(offer, act="accept"):
    return f"/fr/boite/repondre/{token_of(offer.pk, act)}/"


def test_the_link_asks_once_more_and_the_button_acts_without_signing_in(client):
    offer = make_offer()
    page = client.get(address(offer))
    assert page.status_code == 200
    assert "Dire oui" in page.text
    assert reload(offer).state == "sent"
    done = client.post(address(offer), {"text": "Oui"})
    assert done.status_code == 200
    assert "C’est oui" not in done.text
    assert "Vous avez dit oui" in done.text
    assert (reload(offer).state, reload(offer).reply) == ("accepted", "Oui")


def test_declining_by_mail_can_pause(client):
    offer = make_offer()
    done = client.post(address(offer, "decline"), {"reason": "busy", "pauses": "on"})
    assert "c’est noté" in done.text
    assert reload(offer).state == "declined"
    assert reload(offer.facilitator).is_paused()


def test_a_link_for_one_act_does_no_other(client):
    offer = make_offer()
    client.post(address(offer, "decline"), {"accept": "1"})
    assert reload(offer).state == "declined"


def test_an_expired_link_says_what_to_do(client):
    offer = make_offer()
    Offer.objects.filter(pk=offer.pk).update(deadline_at=timezone.now() - timedelta(hours=1))
    page = client.get(address(offer))
    assert page.status_code == 410
    assert "Ce lien a expiré" in page.text
    assert "connectez-vous" in page.text
    refused = client.post(address(offer), {"text": ""})
    assert refused.status_code == 409
    assert reload(offer).state == "sent"


def test_a_used_link_says_so(client):
    offer = make_offer()
    client.post(address(offer))
    again = client.get(address(offer))
    assert again.status_code == 410
    assert "Vous avez déjà dit oui" in again.text
    # Pressing the button once more is harmless.
    assert client.post(address(offer)).status_code == 200


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (decline, "Vous avez déjà répondu"),
        (partial(withdraw, by=None), "La demande a été reprise"),
    ],
    ids=["declined", "withdrawn"],
)
def test_an_answered_or_withdrawn_offer_is_told(client, prepare, words):
    offer = make_offer()
    prepare(offer)
    page = client.get(address(offer))
    assert page.status_code == 410
    assert words in page.text


@pytest.mark.parametrize(
    ("content", "salt"),
    [
        ([1, "accept"], "another"),
        (["1", "accept"], SALT),
        ([1, "erase"], SALT),
        ({"offer": 1}, SALT),
        (None, SALT),
    ],
)
def test_a_tampered_link_is_refused_kindly(client, content, salt):
    token = signing.dumps(content, salt=salt)
    page = client.get(f"/fr/boite/repondre/{token if content else 'nonsense'}/")
    assert page.status_code == 404
    assert "Ce lien ne marche pas" in page.text


def test_a_link_to_an_offer_that_is_gone(client):
    offer = make_offer()
    url = address(offer)
    offer.delete()
    assert client.get(url).status_code == 410


def test_a_full_facilitator_keeps_the_offer_and_reads_why(client):
    claire = make_facilitator(capacity=1)
    first, second = make_offer(facilitator=claire), make_offer(facilitator=claire)
    client.post(address(first))
    page = client.post(address(second))
    assert page.status_code == 409
    assert "Toutes les places sont prises" in page.text
    assert reload(second).state == "sent"


def test_only_the_one_who_was_asked_opens_the_offer(client):
    offer = make_offer()
    url = f"/fr/boite/demandes/{offer.pk}/"
    assert client.get(url).status_code == 302
    client.force_login(make_user())
    assert client.get(url).status_code == 404
    client.force_login(offer.need.author.user)
    assert client.get(url).status_code == 404
    client.force_login(offer.facilitator.member.user)
    assert client.get(url).status_code == 200
    client.post(url, {"decline": "1", "text": "Pas en janvier"})
    assert reload(offer).state == "declined"


def test_the_ranking_shows_parts_that_sum_to_the_score(client):
    make_facilitator(themes=["facilitation"])
    make_facilitator("Mei Tran", languages=("en",))
    need = make_need(themes=["facilitation"])
    client.force_login(need.author.user)
    page = client.get(f"/fr/boite/besoins/{need.pk}/qui/")
    ranking = page.context["ranking"]
    assert [str(match.facilitator) for match in ranking.matches] == ["Claire Vasseur"]
    match = ranking.matches[0]
    assert match.score == sum(part.value for part in match.parts)
    assert match.parts[0].label == "Aide sur votre thème\u202f: Facilitation"
    assert [item.why for item in ranking.excluded] == ["Ne travaille pas en français"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_ranking_costs_the_same_for_one_and_for_three(
    client, number, django_assert_num_queries
):
    for index in range(number):
        make_facilitator(f"Personne {index}", themes=["facilitation"])
    need = make_need(themes=["facilitation"])
    client.force_login(need.author.user)
    client.get("/fr/boite/")
    with django_assert_num_queries(10 + rooms_asked()):
        client.get(f"/fr/boite/besoins/{need.pk}/qui/")


def test_asking_from_the_page_sends_the_offer(client):
    claire, need = make_facilitator(), make_need()
    client.force_login(need.author.user)
    url = f"/fr/boite/besoins/{need.pk}/demander/{claire.member.handle}/"
    assert client.get(url).status_code == 200
    answer = client.post(url, {"message": "Bonjour", "days": "2", "reroutes": "on"})
    assert answer.status_code == 302
    offer = Offer.objects.get()
    assert (offer.message, offer.state) == ("Bonjour", "sent")
    client.post(f"/fr/boite/offers/{offer.pk}/withdraw/")
    assert reload(offer).state == "withdrawn"


def test_nobody_asks_in_the_name_of_somebody_else(client):
    claire, need = make_facilitator(), make_need(confidentiality="network")
    client.force_login(make_user())
    assert client.get(f"/fr/boite/besoins/{need.pk}/").status_code == 200
    assert client.get(f"/fr/boite/besoins/{need.pk}/qui/").status_code == 404
    url = f"/fr/boite/besoins/{need.pk}/demander/{claire.member.handle}/"
    assert client.post(url, {"days": "2"}).status_code == 404
    assert Offer.objects.count() == 0
