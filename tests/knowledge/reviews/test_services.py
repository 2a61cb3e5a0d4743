"""Deciding once, being on it, planning, remarks, reminders, people who leave."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from community.core.roles import Role
from community.notifications.models import Notification
from knowledge.cards.models import CardPage
from knowledge.freshness.models import Verification
from knowledge.reviews import personal_data, reminders, services
from knowledge.reviews.enums import Priority, Verdict
from knowledge.reviews.invitations import answer
from knowledge.reviews.models import AlreadyDecided, ReviewState
from knowledge.reviews.working_days import ESCALATE_AFTER, add_working_days

pytestmark = pytest.mark.django_db


def latest(card):
    return CardPage.objects.get(pk=card.pk).latest_revision_id


def told(kind):
    rows = Notification.objects.filter(kind=f"knowledge.{kind}")
    return sorted(rows.values_list("recipient__email", flat=True))


def due(state, days):
    """Put the review's day some working days from today."""
    day = add_working_days(timezone.localdate(), days)
    ReviewState.objects.filter(pk=state.pk).update(due_on=day)


def test_approving_publishes_and_verifies(in_review, reviewer):
    card, state = in_review
    services.decide(state.pk, verdict=Verdict.APPROVED, revision=latest(card), by=reviewer)
    card.refresh_from_db()
    assert (card.live, card.reviewed_by) == (True, reviewer.member)
    assert Verification.objects.get(card=card).by == reviewer.member


def test_of_two_decisions_one_counts(in_review, reviewer, other_reviewer):
    card, state = in_review
    shown = latest(card)
    stale = ReviewState.objects.get(pk=state.pk)
    services.decide(
        state.pk, verdict=Verdict.CHANGES, revision=shown, by=reviewer, remark="Plus court."
    )
    with pytest.raises(AlreadyDecided):
        services.decide(state.pk, verdict=Verdict.APPROVED, revision=shown, by=other_reviewer)
    # Also who read the state before the other one wrote.
    with pytest.raises(AlreadyDecided):
        stale.approve(user=other_reviewer)
    card.refresh_from_db()
    assert not card.live
    assert card.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_the_editor_says_that_another_one_was_first(client, in_review, reviewer, other_reviewer):
    card, state = in_review
    task = state.task.specific
    services.decide(state.pk, verdict=Verdict.APPROVED, revision=latest(card), by=reviewer)
    with pytest.raises(AlreadyDecided):
        task.on_action(state, other_reviewer, "approve")
    client.force_login(other_reviewer)
    address = reverse("wagtailadmin_pages:workflow_action", args=[card.pk, "approve", state.pk])
    assert client.post(address).status_code == 302
    page = client.get(reverse("wagtailadmin_pages:edit", args=[card.pk]))
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_a_decision_is_for_what_was_shown(in_review, expert, reviewer):
    card, state = in_review
    shown = latest(card)
    card.title = "Autre titre"
    card.save_revision(user=expert)
    with pytest.raises(services.ChangedMeanwhile):
        services.decide(state.pk, verdict=Verdict.APPROVED, revision=shown, by=reviewer)
    assert ReviewState.objects.get(pk=state.pk).status == ReviewState.STATUS_IN_PROGRESS


def test_publishing_ends_the_review(client, in_review, reviewer):
    card, state = in_review
    shown = latest(card)
    card.current_workflow_state.cancel(user=reviewer)
    with pytest.raises(AlreadyDecided):
        services.decide(state.pk, verdict=Verdict.APPROVED, revision=shown, by=reviewer)


def test_changes_ask_for_a_remark(in_review, reviewer):
    card, state = in_review
    with pytest.raises(services.RemarkMissing):
        services.decide(
            state.pk, verdict=Verdict.CHANGES, revision=latest(card), by=reviewer, remark=" "
        )


def test_one_person_at_a_time_is_on_it(in_review, reviewer, other_reviewer):
    _card, state = in_review
    services.take(state, by=reviewer.member)
    services.take(state, by=reviewer.member)
    with pytest.raises(services.TakenAlready):
        services.take(state, by=other_reviewer.member)
    services.give_back(state, by=other_reviewer.member)
    assert ReviewState.objects.get(pk=state.pk).taken_by == reviewer.member
    services.give_back(state, by=reviewer.member)
    services.take(state, by=other_reviewer.member)
    actions = PageLogEntry.objects.filter(action__startswith="knowledge.review.")
    assert [entry.action.rpartition(".")[2] for entry in actions.order_by("pk")] == [
        "take",
        "give_back",
        "take",
    ]


def test_who_is_named_is_told_once_and_kept_when_the_card_comes_again(
    in_review, animator, expert, reviewer
):
    card, state = in_review
    day = add_working_days(timezone.localdate(), 2)
    for _ in range(2):
        services.plan(
            state,
            by=animator.member,
            due_on=day,
            priority=Priority.HIGH,
            reviewer=reviewer.member,
        )
    assert told("review_named") == [reviewer.email]
    services.decide(
        state.pk, verdict=Verdict.CHANGES, revision=latest(card), by=reviewer, remark="Court."
    )
    card.current_workflow_state.resume(expert)
    again = ReviewState.objects.waiting().for_card(card.pk).get()
    assert again.pk != state.pk
    assert (again.reviewer, again.priority) == (reviewer.member, Priority.HIGH)


def test_a_remark_tells_who_is_named_in_it_and_nobody_else(
    in_review, person, expert, reviewer, other_reviewer
):
    card, state = in_review
    text = f"@{expert.member.handle} et @{person.member.handle} : un exemple ? <b>Merci</b>"
    for _ in range(2):
        services.remark(
            state, card, by=reviewer.member, text=text, tell=[other_reviewer.member.pk], key="1"
        )
    # A member who has nothing to do with the draft does not hear of it.
    assert told("review_mention") == sorted([expert.email, other_reviewer.email])
    (entry,) = PageLogEntry.objects.filter(action="knowledge.review.remark")
    assert (entry.page_id, entry.user, entry.data["who"]) == (card.pk, reviewer, "Malik Benhaddou")
    assert "un exemple" in entry.formatter.format_message(entry)


def test_reminders_come_once_and_before_and_after(in_review, reviewer, other_reviewer, animator):
    _card, state = in_review
    assert reminders.remind() == 0
    due(state, 1)
    assert reminders.remind() == 2
    assert reminders.remind() == 0
    assert told("review_due") == sorted([reviewer.email, other_reviewer.email])
    services.take(state, by=reviewer.member)
    due(state, -1)
    for _ in range(2):
        reminders.remind()
        reminders.escalate()
    assert (told("review_late"), told("review_escalated")) == ([reviewer.email], [])
    due(state, -ESCALATE_AFTER)
    for _ in range(2):
        reminders.escalate()
    assert told("review_escalated") == [animator.email]


@pytest.mark.parametrize("leaves", ["account", "role"])
def test_the_review_of_who_leaves_returns_to_the_group(in_review, reviewer, other_reviewer, leaves):
    _card, state = in_review
    services.take(state, by=reviewer.member)
    if leaves == "account":
        reviewer.is_active = False
        reviewer.save()
    else:
        reviewer.groups.remove(Group.objects.get(name=Role.REVIEWER.value))
    for _ in range(2):
        reminders.return_to_group()
    state = ReviewState.objects.get(pk=state.pk)
    assert (state.taken_by, state.taken_at) == (None, None)
    assert told("review_returned") == [other_reviewer.email]


def test_what_is_held_of_a_person_goes_with_them(in_review, reviewer):
    card, state = in_review
    services.take(state, by=reviewer.member)
    services.remark(state, card, by=reviewer.member, text="Un mot à moi.", key="1")
    held = personal_data.held_of(reviewer)["reviews"]
    assert (held["on"], held["remarks"]) == (
        [card.pk],
        [{"card": card.pk, "text": "Un mot à moi."}],
    )
    personal_data.erase(reviewer)
    kept = str(list(PageLogEntry.objects.filter(page=card.pk).values_list("data", flat=True)))
    assert "Un mot à moi" not in kept
    assert "Malik" not in kept


def test_addresses_of_guests_are_forgotten(link):
    assert reminders.forget_addresses() == 0
    old = timezone.now() - timedelta(days=120)
    type(link).objects.update(invited_at=old, expires_at=old + timedelta(days=14))
    assert (reminders.forget_addresses(), reminders.forget_addresses()) == (1, 0)
    link.refresh_from_db()
    assert (link.name, link.email) == ("Paule Renaudin", "")


def test_a_guest_s_approval_names_the_guest_on_the_card(link, in_review, client):
    card, _state = in_review
    shown = CardPage.objects.get(pk=card.pk).latest_revision_id
    answer(link, verdict=Verdict.APPROVED, revision=shown)
    card = CardPage.objects.get(pk=card.pk)
    assert (card.reviewed_by, card.reviewed_guest) == (None, "Paule Renaudin")
    assert card.reviewed_on == timezone.localdate()
    assert "par Paule Renaudin, sur invitation" in client.get(card.get_url()).content.decode()
    card.save_revision().publish()
    assert CardPage.objects.get(pk=card.pk).reviewed_guest == "Paule Renaudin"
