"""Who verifies which card, what follows from an answer, and what the clock does."""

from collections import Counter, deque
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.members.personal_data import erase as erase_account
from community.notifications.models import Notification
from community.notifications.selectors import in_words
from community.search.models import SearchDocument
from community.search.query import SearchQuery
from community.search.selectors import search
from knowledge.cards.enums import CardKind
from knowledge.cards.models import CardPage
from knowledge.cards.services import publish
from knowledge.freshness import personal_data
from knowledge.freshness.dealing import HANDED_OVER, deal_all
from knowledge.freshness.enums import Outcome
from knowledge.freshness.intervals import STALE_WEIGHT
from knowledge.freshness.models import Duty, Verification, Verifier
from knowledge.freshness.services import (
    NEEDS_WORK,
    REMINDER,
    NothingToVerify,
    RemarkMissing,
    mark_overdue,
    note_approval,
    remind,
    verify,
)
from knowledge.freshness.tasks import keep_fresh
from tests.factories.cards import make_card, make_libraries, make_theme
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def settle():
    deque(deal_all(TODAY), maxlen=0)


def duty_of(card):
    return Duty.objects.select_related("verifier").get(pk=card.pk)


def load():
    return Counter(Duty.objects.values_list("verifier__name", flat=True))


def answer(card, outcome=Outcome.RIGHT, *, remark="", by=None, today=TODAY):
    duty = duty_of(card)
    return verify(
        card.pk,
        by=by or duty.verifier,
        turn=duty.turn,
        outcome=outcome,
        remark=remark,
        today=today,
    )


def told(kind, user=None):
    found = Notification.objects.filter(kind=kind)
    return found.filter(recipient=user) if user else found


class TestDealing:
    def test_the_cards_of_a_group_are_dealt_evenly(self, library, group):
        for _ in range(7):
            make_card(library, verifier_group=group)
        settle()
        assert sorted(load().values()) == [2, 2, 3]

    def test_twice_writes_nothing(self, library, group):
        for _ in range(4):
            make_card(library, verifier_group=group)
        settle()
        before = list(Duty.objects.order_by("pk").values())
        settle()
        assert list(Duty.objects.order_by("pk").values()) == before
        assert not told(HANDED_OVER).exists()

    @pytest.mark.parametrize("number", [1, 30])
    def test_many_cards_take_no_more_queries_than_one(
        self, library, group, number, django_assert_num_queries
    ):
        for _ in range(number):
            make_card(library, verifier_group=group)
        with django_assert_num_queries(19 if number == 1 else 21):  # one update for each person
            settle()

    def test_a_card_has_one_duty_whatever_happens(self, library, group):
        card = make_card(library, verifier_group=group)
        settle()
        with pytest.raises(IntegrityError), transaction.atomic():
            Duty.objects.bulk_create([Duty(card=card, due_on=TODAY)])

    def test_the_interval_is_that_of_the_kind_unless_the_card_says_otherwise(self, library):
        reviewed = date(2026, 1, 31)
        signal = make_card(library, kind=CardKind.SIGNAL, horizon="2028-06-01")
        own = make_card(library, verify_every=3)
        CardPage.objects.update(reviewed_on=reviewed)
        settle()
        assert duty_of(signal).due_on == date(2026, 7, 31)
        assert duty_of(own).due_on == date(2026, 4, 30)

    def test_a_card_of_a_theme_comes_to_the_group_of_the_theme(self, library, group, expert):
        group.themes.add(make_theme("facilitation"))
        card = make_card(library, themes=["facilitation"], owner=expert)
        settle()
        assert duty_of(card).pool == f"group:{group.pk}"

    def test_a_card_of_an_organisations_author_comes_to_its_group(self, library, group):
        home = make_organisation()
        group.organisation = home
        group.save()
        card = make_card(library, owner=make_user(organisation=home))
        settle()
        assert duty_of(card).pool == f"group:{group.pk}"

    def test_without_a_group_the_author_verifies(self, library, expert):
        card = make_card(library, owner=expert)
        settle()
        assert duty_of(card).verifier == expert.member

    def test_what_one_organisation_reads_is_verified_there(self, library, group, colleagues):
        home = make_organisation()
        colleagues[1].organisation = home
        colleagues[1].save()
        cards = [
            make_card(
                library,
                verifier_group=group,
                audience="organisation",
                audience_organisation=home,
            )
            for _ in range(2)
        ]
        settle()
        assert {duty_of(card).verifier for card in cards} == {colleagues[1]}

    def test_a_draft_has_no_duty_and_loses_it_when_withdrawn(self, library, group):
        draft = make_card(library, live=False)
        card = make_card(library, verifier_group=group)
        settle()
        assert not Duty.objects.filter(card=draft).exists()
        card.unpublish()
        settle()
        assert not Duty.objects.filter(card=card).exists()


class TestLeaving:
    def test_the_cards_of_who_left_go_to_the_others(self, library, group, colleagues):
        for _ in range(6):
            make_card(library, verifier_group=group)
        settle()
        kept = set(Duty.objects.exclude(verifier=colleagues[0]).values_list("pk", "verifier"))
        user = colleagues[0].user
        user.is_active = False
        user.save()
        settle()
        assert load() == {"Basile Roy": 3, "Chloé Petit": 3}
        assert kept <= set(Duty.objects.values_list("pk", "verifier"))
        assert told(HANDED_OVER).count() == 2
        settle()
        assert told(HANDED_OVER).count() == 2

    @pytest.mark.django_db(transaction=True)
    def test_it_happens_at_once(self, homes, group):
        card = make_card(make_libraries(homes)["fr"], verifier_group=group)
        settle()
        first = duty_of(card).verifier
        Verifier.objects.get(member=first).delete()
        second = duty_of(card).verifier
        assert second not in {None, first}
        second.user.is_active = False
        second.user.save()
        assert duty_of(card).verifier not in {None, first, second}

    def test_an_author_who_leaves_hands_over_to_the_organisation(self, library):
        home = make_organisation()
        author = make_user(Role.EXPERT, name="Élise Garnier", organisation=home)
        colleague = make_user(Role.EXPERT, name="Hugo Lestrade", organisation=home)
        make_user(name="Sans rôle", organisation=home)
        make_user(Role.EXPERT, name="D’ailleurs", organisation=make_organisation("Ailleurs"))
        card = make_card(library, owner=author)
        settle()
        # An erased account does not say any more where its person worked.
        personal_data.erase(author)
        erase_account(author)
        settle()
        assert duty_of(card).verifier == colleague.member
        notice = told(HANDED_OVER, colleague).get()
        assert card.title in in_words(notice, "fr").body

    def test_without_anybody_there_the_animators_are_asked(self, library, expert, animator):
        card = make_card(library, owner=expert)
        settle()
        expert.is_active = False
        expert.save()
        settle()
        assert duty_of(card).verifier == animator.member
        animator.is_active = False
        animator.save()
        settle()
        assert duty_of(card).verifier is None


class TestVerifying:
    def test_still_right_goes_on_to_the_next_person(self, library, group, colleagues):
        card = make_card(library, verifier_group=group)
        settle()
        seen = []
        for year in range(6):
            seen.append(duty_of(card).verifier)
            assert answer(card, today=TODAY + timedelta(days=365 * year))
        assert set(seen[:3]) == set(seen[3:]) == set(colleagues)
        card.refresh_from_db()
        assert card.reviewed_by == seen[-1]
        assert duty_of(card).due_on == date(2032, 11, 21)

    def test_two_clicks_count_once(self, library, group):
        card = make_card(library, verifier_group=group)
        settle()
        duty = duty_of(card)
        given = {"by": duty.verifier, "turn": duty.turn, "outcome": Outcome.RIGHT}
        assert verify(card.pk, **given) is True
        after = duty_of(card)
        assert verify(card.pk, **given) is False
        assert (duty_of(card).turn, duty_of(card).verifier) == (after.turn, after.verifier)
        assert Verification.objects.filter(card=card).count() == 1

    def test_needs_work_tells_the_author_and_stays_with_who_found_it(self, library, group, expert):
        card = make_card(library, verifier_group=group, owner=expert)
        settle()
        verifier = duty_of(card).verifier
        with pytest.raises(RemarkMissing):
            answer(card, Outcome.NEEDS_WORK, remark=" ")
        remark = "<script>alert(1)</script> Le lien {{ mort }} est à refaire."
        assert answer(card, Outcome.NEEDS_WORK, remark=remark)
        duty = duty_of(card)
        assert (duty.verifier, duty.needs_work_since) == (verifier, TODAY)
        assert duty.due_on == TODAY + timedelta(days=30)
        notice = in_words(told(NEEDS_WORK, expert).get(), "fr")
        assert "à refaire" in notice.body
        answer(card)
        assert duty_of(card).needs_work_since is None

    def test_a_card_without_author_tells_the_animators(self, library, group, animator):
        card = make_card(library, verifier_group=group)
        settle()
        answer(card, Outcome.NEEDS_WORK, remark="À refaire.")
        assert told(NEEDS_WORK, animator).count() == 1

    def test_an_approval_counts_as_a_verification(self, library, group, reviewer, expert):
        card = make_card(library, verifier_group=group, owner=expert)
        settle()
        holder = duty_of(card).verifier
        answer(card, Outcome.NEEDS_WORK, remark="À refaire.")
        note_approval(card, by=reviewer)
        duty = duty_of(card)
        assert (duty.verifier, duty.needs_work_since) == (holder, None)
        assert Verification.objects.first().outcome == Outcome.APPROVED
        assert duty.due_on > timezone.localdate() + timedelta(days=360)

    def test_what_is_not_published_is_not_verified(self, library, group):
        card = make_card(library, verifier_group=group)
        settle()
        duty = duty_of(card)
        card.unpublish()
        with pytest.raises(NothingToVerify):
            verify(card.pk, by=duty.verifier, turn=duty.turn, outcome=Outcome.RIGHT)

    def test_a_publication_by_a_script_leaves_everything_as_it_is(self, library):
        card = make_card(library, live=False)
        publish(card, by=None)
        assert card.reviewed_on is None


class TestClock:
    def test_reminders_come_once_for_all_cards_of_a_person(self, library, group, colleagues):
        for _ in range(9):
            make_card(library, verifier_group=group)
        settle()
        Duty.objects.update(due_on=TODAY + timedelta(days=10))
        assert remind(TODAY) == 3
        assert remind(TODAY) == 0
        notice = in_words(told(REMINDER, colleagues[0].user).get(), "fr")
        assert "3 fiches" in notice.subject
        assert remind(TODAY + timedelta(days=13)) == 0
        assert remind(TODAY + timedelta(days=14)) == 3

    def test_what_is_not_due_reminds_nobody(self, library, group):
        make_card(library, verifier_group=group)
        settle()
        Duty.objects.update(due_on=TODAY + timedelta(days=15))
        assert remind(TODAY) == 0

    def test_the_clock_may_strike_twice(self, library, group):
        make_card(library, verifier_group=group)
        keep_fresh()
        Duty.objects.update(due_on=timezone.localdate() - timedelta(days=1))
        keep_fresh()
        keep_fresh()
        assert told(REMINDER).count() == 1
        assert Duty.objects.get().is_marked_overdue


@pytest.mark.django_db(transaction=True)
class TestSearch:
    def test_an_overdue_card_comes_after_a_fresh_one_that_answers_alike(self, homes, group):
        library = make_libraries(homes)["fr"]
        old = make_card(library, "Miel de printemps", verifier_group=group)
        fresh = make_card(library, "Miel de printemps", verifier_group=group)
        settle()
        Duty.objects.update(due_on=TODAY + timedelta(days=100))
        # What was published later comes first as long as both are fresh.
        Duty.objects.filter(card=old).update(due_on=TODAY - timedelta(days=1))
        mark_overdue(TODAY)
        found = search(SearchQuery(text="miel de printemps", reader=ANONYMOUS, types=("card",)))
        assert [result.id for result in found.results] == [fresh.pk, old.pk]
        weights = dict(
            SearchDocument.objects.filter(subject__type="card").values_list(
                "subject__object_id", "weight"
            )
        )
        assert weights == {old.pk: STALE_WEIGHT, fresh.pk: 1.0}
        answer(old)
        assert (
            SearchDocument.objects.get(subject__type="card", subject__object_id=old.pk).weight
            == 1.0
        )


def test_what_is_held_of_a_person_is_handed_out_and_taken_away(library, group, colleagues):
    card = make_card(library, verifier_group=group)
    settle()
    member = duty_of(card).verifier
    answer(card, remark="Relu avec soin.")
    held = personal_data.held_of(member.user)["verifying"]
    assert held["groups"] == ["Animer"]
    assert held["verifications"][0]["remark"] == "Relu avec soin."
    for _ in range(2):
        personal_data.erase(member.user)
    settle()
    assert personal_data.held_of(member.user)["verifying"] == {
        "groups": [],
        "duties": [],
        "verifications": [],
    }
    assert Verification.objects.get().outcome == Outcome.RIGHT
