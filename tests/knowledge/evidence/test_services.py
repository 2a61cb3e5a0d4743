"""What members say of cards: once each, changed, taken back, told, found, forgotten."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from community.core.reader import ANONYMOUS
from community.members.personal_data import erase as erase_account
from community.members.selectors import reader_for
from community.notifications.models import Notification
from community.notifications.selectors import in_words
from community.search.query import SearchQuery
from community.search.reasons import reasons
from community.search.selectors import search
from knowledge.evidence import personal_data, selectors
from knowledge.evidence.enums import Reason, Result
from knowledge.evidence.models import Evidence, Opinion
from knowledge.evidence.services import (
    READERS_SAY,
    Told,
    apply,
    judge,
    withdraw,
    withdraw_judgement,
)
from tests.factories.cards import make_card, make_libraries
from tests.factories.people import make_organisation, make_territory, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(library, expert):
    return make_card(library, owner=expert)


def told_to(user):
    return Notification.objects.filter(kind=READERS_SAY, recipient=user)


def test_one_click_notes_who_where_and_when(card):
    home, place = make_organisation(), make_territory("R75", name_fr="Nouvelle-Aquitaine")
    member = make_user(organisation=home, territory=place).member
    said = apply(card, by=member, result=Result.WORKED)
    assert (said.territory, said.organisation, said.is_named) == (place, home, False)
    found = selectors.sum_of(card, ANONYMOUS)
    assert (found.worked, found.of, found.places) == (1, 1, ["Nouvelle-Aquitaine"])


def test_a_person_counts_once_and_may_change_their_mind(card, person):
    for result in (Result.WORKED, Result.WORKED, Result.FAILED):
        apply(card, by=person.member, result=result)
    assert [each.result for each in Evidence.objects.all()] == [Result.FAILED]
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.bulk_create(
            [
                Evidence(
                    card=card,
                    thing=card.translation_key,
                    member=person.member,
                    result=Result.WORKED,
                    applied_on="2026-01-01",
                )
            ]
        )


def test_another_click_keeps_the_sentence(card, person):
    apply(card, by=person.member, result=Result.WORKED, told=Told(sentence="Trois fois."))
    apply(card, by=person.member, result=Result.ADAPTED)
    said = Evidence.objects.get()
    assert (said.result, said.sentence) == (Result.ADAPTED, "Trois fois.")


def test_it_is_taken_back(card, person):
    assert withdraw(card, by=person.member) is False
    apply(card, by=person.member, result=Result.WORKED)
    assert withdraw(card, by=person.member) is True
    judge(card, by=person.member, is_helpful=True)
    assert withdraw_judgement(card, by=person.member) is True
    assert selectors.sum_of(card, ANONYMOUS).of == 0


def test_a_person_counts_once_in_both_languages(libraries, person):
    french, english = make_card(libraries["fr"]), make_card(libraries["en"])
    english.translation_key = french.translation_key
    english.save()
    apply(french, by=person.member, result=Result.WORKED)
    apply(english, by=person.member, result=Result.FAILED)
    for card in (french, english):
        assert (selectors.sum_of(card, ANONYMOUS).worked, Evidence.objects.count()) == (0, 1)


def test_nothing_crosses_from_a_version_that_others_read(libraries, person):
    home = make_organisation()
    ours = make_card(libraries["fr"], audience="organisation", audience_organisation=home)
    open_to_all = make_card(libraries["en"])
    open_to_all.translation_key = ours.translation_key
    open_to_all.save()
    apply(ours, by=person.member, result=Result.WORKED, told=Told(sentence="Entre nous."))
    assert selectors.sum_of(open_to_all, reader_for(person)).of == 0
    assert selectors.sum_of(ours, reader_for(person)).of == 1


def test_sentences_are_for_members_and_names_for_who_wishes(card, person):
    named, quiet = make_user(name="Yann Le Bihan").member, person.member
    apply(card, by=named, result=Result.WORKED, told=Told(sentence="Oui.", is_named=True))
    apply(card, by=quiet, result=Result.ADAPTED, told=Told(sentence="Presque."))
    assert selectors.sum_of(card, ANONYMOUS).remarks == ()
    remarks = selectors.sum_of(card, reader_for(person)).remarks
    assert {remark.name for remark in remarks} == {"Yann Le Bihan", ""}
    named.user.is_active = False
    named.user.save()
    assert {r.name for r in selectors.sum_of(card, reader_for(person)).remarks} == {""}


def test_the_author_is_told_once_a_day_for_each_card(card, expert, person):
    with time_machine.travel("2026-11-22 10:00:00+00:00", tick=False):
        apply(card, by=expert.member, result=Result.WORKED)
        assert not told_to(expert).exists()
        apply(card, by=person.member, result=Result.FAILED, told=Told(sentence="Trop tôt."))
        apply(card, by=make_user().member, result=Result.WORKED)
        judge(card, by=person.member, is_helpful=False, reason=Reason.OUTDATED)
        assert "Trop tôt." in in_words(told_to(expert).get(), "fr").body
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        judge(card, by=person.member, is_helpful=False, reason=Reason.UNCLEAR, text="La suite ?")
    newest = in_words(told_to(expert).first(), "en")
    assert told_to(expert).count() == 2
    assert str(card.title) in newest.subject
    assert "La suite ?" in newest.body


def test_what_did_not_help_has_a_reason(card, person):
    with pytest.raises(ValueError, match="is not a valid"):
        judge(card, by=person.member, is_helpful=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.create(card=card, member=person.member, is_helpful=False)
    judge(card, by=person.member, is_helpful=False, reason=Reason.WRONG, text="L’an 2000.")
    judge(card, by=person.member, is_helpful=True, reason=Reason.WRONG, text="L’an 2000.")
    said = Opinion.objects.get()
    assert (said.is_helpful, said.reason, said.text) == (True, "", "")


def test_others_ask_how_often_ones_cards_worked(card, expert, person):
    apply(card, by=expert.member, result=Result.WORKED)
    apply(card, by=person.member, result=Result.WORKED)
    apply(card, by=make_user().member, result=Result.FAILED)
    assert selectors.applied_count([expert.pk, person.pk]) == {expert.pk: 1}


def test_what_is_held_of_a_person_is_handed_out_and_taken_away(card, person):
    person.member.organisation = make_organisation(code="FC-9")
    person.member.save()
    told = Told(sentence="Sur le ponton.", is_named=True)
    apply(card, by=person.member, result=Result.WORKED, told=told)
    judge(card, by=person.member, is_helpful=False, reason=Reason.UNCLEAR, text="Trop court.")
    held = personal_data.held_of(person)
    assert held["applied_cards"][0]["sentence"] == "Sur le ponton."
    assert held["applied_cards"][0]["organisation"] == "FC-9"
    assert held["opinions_of_cards"][0]["text"] == "Trop court."
    for _ in range(2):
        personal_data.erase(person)
    erase_account(person)
    assert personal_data.held_of(person) == {"applied_cards": [], "opinions_of_cards": []}
    # That it worked for somebody stays.
    said = Evidence.objects.get()
    assert (said.member, said.sentence, said.organisation) == (None, "", None)
    assert selectors.sum_of(card, ANONYMOUS).worked == 1


@pytest.mark.django_db(transaction=True)
def test_what_worked_comes_a_little_before_what_nobody_tried(homes):
    library = make_libraries(homes)["fr"]
    old = make_card(library, "Miel de printemps")
    new = make_card(library, "Miel de printemps")

    def found():
        asked = SearchQuery(text="miel de printemps", reader=ANONYMOUS, types=("card",))
        return search(asked).results

    before = [result.id for result in found()]
    last = next(card for card in (old, new) if card.pk == before[-1])
    for _ in range(3):
        apply(last, by=make_user().member, result=Result.WORKED)
    assert [result.id for result in found()] == list(reversed(before))
    best = found()[0]
    assert best.extra["applied"] == [3, 3]
    assert any("3 personnes sur 3" in said for said in reasons(best, "fr"))
    better = make_card(library, "Autre chose", summary="Le miel de printemps, au printemps.")
    assert better.pk in [result.id for result in found()]
