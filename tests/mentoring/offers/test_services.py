"""Asking and answering: deadlines, reminders, the next person, and capacity under pressure."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from mentoring.engagements.models import Engagement, Place
from mentoring.engagements.services import CapacityReached
from mentoring.facilitators.models import Facilitator
from mentoring.facilitators.services import pause
from mentoring.offers.models import Offer
from mentoring.offers.services import (
    CannotBeAsked,
    OfferIsOver,
    accept,
    decline,
    lapse_overdue,
    remind_waiting,
    send,
    withdraw,
)
from mentoring.requests.services import NotNow, reopen
from tests.factories.mentoring import (
    make_engagement,
    make_facilitator,
    make_need,
    make_offer,
    reload,
)

pytestmark = pytest.mark.django_db


def happenings(need):
    return [event.kind for event in need.events.all()]


def test_asking_waits_for_the_answer_and_asking_twice_is_harmless(mails_of):
    need, claire = make_need(), make_facilitator()
    (mail,) = mails_of(send, need, facilitator=claire, by=need.author_id, message="Vous qui animez")
    assert mails_of(send, need, facilitator=claire, by=need.author_id) == []
    assert Offer.objects.count() == 1
    assert reload(need).state == "offered"
    assert mail.to == [claire.member.user.email]
    assert mail.subject == f"Karim Lefèvre vous demande de l’aide\u202f: {need.title}"
    assert "Vous qui animez" in mail.body
    assert mail.body.count("/fr/boite/repondre/") == 2


def test_one_person_is_asked_at_a_time():
    offer = make_offer()
    with pytest.raises(NotNow, match="Personne ne peut être sollicité"):
        send(offer.need, facilitator=make_facilitator("Mei Tran"), by=offer.need.author_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(
            need=offer.need, facilitator=make_facilitator(), deadline_at=timezone.now()
        )


def test_who_is_left_out_by_a_rule_cannot_be_asked():
    claire = make_facilitator()
    pause(claire)
    with pytest.raises(CannotBeAsked, match="Claire Vasseur"):
        make_offer(facilitator=claire)


def test_saying_yes_begins_the_engagement_once(mails_of):
    offer = make_offer()
    mails = mails_of(accept, offer, text="Avec plaisir")
    engagement = accept(offer)
    assert Engagement.objects.count() == 1
    assert reload(offer.need).state == "in_progress"
    place = engagement.places.get()
    assert (place.facilitator, place.slot, place.capacity) == (offer.facilitator, 1, 2)
    assert [mail.to for mail in mails] == [[offer.need.author.user.email]]
    with pytest.raises(OfferIsOver, match="Vous avez déjà dit oui"):
        decline(offer)


def test_no_answer_after_the_date():
    offer = make_offer()
    with pytest.raises(OfferIsOver, match="La date de réponse est passée"):
        accept(offer, at=timezone.now() + timedelta(days=5))


def test_full_is_full_and_the_offer_stands():
    claire = make_facilitator(capacity=1)
    first, second = make_offer(facilitator=claire), make_offer(facilitator=claire)
    accept(first)
    with pytest.raises(CapacityReached, match="Toutes les places sont prises"):
        accept(second)
    assert reload(second).state == "sent"
    assert reload(second.need).state == "offered"


def test_the_database_itself_refuses_a_place_given_twice_or_beyond_capacity():
    engagement = make_engagement()
    place = engagement.places.get()
    other = Engagement.objects.create(need=make_need())
    with pytest.raises(IntegrityError, match="slot"), transaction.atomic():
        Place.objects.create(
            engagement=other, facilitator=place.facilitator, slot=place.slot, capacity=2
        )
    with pytest.raises(IntegrityError, match="slot_within"), transaction.atomic():
        Place.objects.create(engagement=other, facilitator=place.facilitator, slot=3, capacity=2)


def test_declining_may_pause_and_goes_on_to_the_next(mails_of):
    claire = make_facilitator(themes=["facilitation"])
    mei = make_facilitator("Mei Tran")
    need = make_need(themes=["facilitation"])
    offer = send(need, facilitator=claire, by=need.author_id)
    mails = mails_of(decline, offer, reason="busy", text="Mes semaines sont pleines", pauses=True)
    decline(offer)
    assert reload(claire).is_paused()
    following = Offer.objects.waiting().get()
    assert (following.facilitator, following.is_rerouted) == (mei, True)
    assert happenings(need) == [
        "created",
        "submitted",
        "offered",
        "declined",
        "rerouted",
    ]
    to_author = next(mail for mail in mails if mail.to == [need.author.user.email])
    assert "Mei Tran" in to_author.body
    assert "busy" not in to_author.body


def test_only_the_chosen_person_means_nobody_else_is_asked():
    claire, _mei = make_facilitator(), make_facilitator("Mei Tran")
    need = make_need(confidentiality="chosen")
    decline(send(need, facilitator=claire, by=need.author_id))
    assert Offer.objects.waiting().count() == 0
    assert reload(need).state == "open"


def test_nobody_left_tells_the_animators(animator, mails_of):
    offer = make_offer()
    mails = mails_of(decline, offer)
    assert happenings(offer.need)[-2:] == ["declined", "unmatched"]
    assert sorted(mail.to[0] for mail in mails) == sorted(
        [animator.email, offer.need.author.user.email]
    )


def test_a_reminder_goes_once_and_late_offers_go_on_with_their_trace(mails_of):
    claire = make_facilitator(themes=["facilitation"])
    mei = make_facilitator("Mei Tran")
    need = make_need(themes=["facilitation"])
    offer = send(need, facilitator=claire, by=need.author_id)
    assert mails_of(remind_waiting, timezone.now()) == []
    soon = offer.deadline_at - timedelta(hours=3)
    mails = mails_of(remind_waiting, soon)
    assert mails_of(remind_waiting, soon) == []
    assert [mail.subject[:28] for mail in mails] == ["Karim Lefèvre attend encore "]
    late = offer.deadline_at + timedelta(minutes=1)
    lapse_overdue(late)
    lapse_overdue(late)
    assert reload(offer).state == "expired"
    assert Offer.objects.waiting().get().facilitator == mei
    assert happenings(need)[-3:] == ["reminded", "lapsed", "rerouted"]


def test_who_did_not_answer_is_not_asked_again_by_the_site():
    offer = make_offer()
    lapse_overdue(offer.deadline_at + timedelta(minutes=1))
    assert Offer.objects.count() == 1
    assert reload(offer.need).state == "open"


def test_asking_for_someone_else_needs_no_reason(mails_of):
    offer = make_offer()
    mails = mails_of(withdraw, offer, by=offer.need.author_id)
    assert mails_of(withdraw, offer, by=offer.need.author_id) == []
    assert (reload(offer).state, reload(offer.need).state) == ("withdrawn", "open")
    assert [mail.to for mail in mails] == [[offer.facilitator.member.user.email]]
    with pytest.raises(OfferIsOver, match="reprise"):
        accept(offer)
    assert reopen(offer.need, by=offer.need.author_id).state == "open"


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_exceed_the_capacity():
    claire = make_facilitator(capacity=3)
    offers = [make_offer(facilitator=claire) for _number in range(50)]
    outcomes = []
    start = threading.Barrier(50)

    def answer(offer):
        start.wait()
        try:
            accept(offer)
            outcomes.append("yes")
        except CapacityReached:
            outcomes.append("full")
        except Exception as error:  # noqa: BLE001  (whatever it is, it must be seen)
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(offer,)) for offer in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full"] * 47 + ["yes"] * 3
    assert sorted(Place.objects.values_list("slot", flat=True)) == [1, 2, 3]
    assert Facilitator.objects.with_load().get(pk=claire.pk).load == 3
    assert Offer.objects.filter(state="accepted").count() == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_yes_ten_times_at_once_is_one_engagement():
    offer = make_offer()
    engagements = []

    def answer():
        engagements.append(accept(offer).pk)
        connection.close()

    threads = [threading.Thread(target=answer) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(engagements) == 10
    assert len(set(engagements)) == 1
