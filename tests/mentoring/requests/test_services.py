"""The life of a need: which state may follow which, and what its history keeps."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.notifications.models import Notification
from mentoring.engagements.services import end
from mentoring.requests.enums import NEXT, Happening, State
from mentoring.requests.models import Need
from mentoring.requests.services import (
    DateHasPassed,
    NotNow,
    answer_by_itself,
    cancel,
    close,
    describe,
    draft,
    expire_overdue,
    move,
    reopen,
    submit,
    title_from,
    write_note,
)
from tests.factories.mentoring import (
    make_draft,
    make_engagement,
    make_need,
    make_offer,
    reload,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def happenings(need):
    return [event.kind for event in need.events.all()]


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_only_the_states_that_may_follow_do(before, after):
    need = make_draft()
    Need.objects.filter(pk=need.pk).update(state=before)
    need = reload(need)
    if after in NEXT[before]:
        move(need, after, Happening.NOTE, by=None)
        assert reload(need).state == after
    else:
        with pytest.raises(NotNow, match="Ce n’est pas possible maintenant"):
            move(need, after, Happening.NOTE, by=None)
        assert reload(need).state == before


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mes classes sont muettes. Je ne sais plus.", "Mes classes sont muettes"),
        ("Comment réveiller un groupe ? Il dort.", "Comment réveiller un groupe ?"),
        ("court", "court"),
        ("mot " * 60, "mot " * 36 + "mot…"),
    ],
)
def test_a_title_is_the_first_sentence(text, title):
    assert title_from(text) == title


def test_what_is_typed_becomes_a_draft_that_can_be_asked_once():
    author = make_user(name="Karim Lefèvre")
    need = draft(author_id=author.member.pk, text="Mes classes\x00 sont muettes", language="fr")
    assert (need.state, need.title) == ("draft", "Mes classes sont muettes")
    assert set(need.terms) == {"class", "muet"}
    submit(need, by=author.member.pk)
    submit(need, by=author.member.pk)
    need = reload(need)
    assert need.state == "open"
    assert happenings(need) == ["created", "submitted"]


def test_a_day_that_is_over_cannot_be_wished_for():
    need = make_draft(deadline_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(DateHasPassed, match="Le jour souhaité est passé"):
        submit(need, by=need.author_id)
    assert reload(need).state == "draft"


def test_what_the_box_answered_disturbs_nobody():
    need = make_draft()
    answer = {"type": "card", "title": "Une fiche", "url": "/fr/fiche/"}
    answer_by_itself(need, by=need.author_id, answer=answer)
    answer_by_itself(need, by=need.author_id, answer=answer)
    need = reload(need)
    assert (need.state, need.answer) == ("self_served", answer)
    assert happenings(need) == ["created", "self_served"]
    assert Notification.objects.count() == 0


def test_withdrawing_a_need_tells_whoever_was_asked(mails_of):
    offer = make_offer()
    mails = mails_of(cancel, offer.need, by=offer.need.author_id)
    assert (reload(offer).state, reload(offer.need).state) == ("withdrawn", "cancelled")
    assert [mail.to for mail in mails] == [[offer.facilitator.member.user.email]]
    assert mails[0].subject.startswith("Plus besoin de répondre")


def test_a_need_that_somebody_works_on_is_neither_withdrawn_nor_rewritten():
    need = make_engagement().need
    with pytest.raises(NotNow, match="Quelqu’un y travaille"):
        cancel(need, by=need.author_id)
    with pytest.raises(NotNow, match="Quelqu’un y travaille"):
        describe(need, by=need.author_id, values={"title": "Autre"}, themes=[])


def test_a_solved_need_is_put_away_and_an_expired_one_asked_again(mails_of):
    engagement = make_engagement()
    end(engagement, by=engagement.need.author_id)
    close(engagement.need, by=engagement.need.author_id)
    assert reload(engagement.need).state == "closed"

    late = make_need(deadline_on=timezone.localdate() + timedelta(days=3))
    mails = mails_of(expire_overdue, timezone.now() + timedelta(days=4))
    assert mails_of(expire_overdue, timezone.now() + timedelta(days=4)) == []
    assert reload(late).state == "expired"
    assert [mail.subject[:24] for mail in mails] == ["Le jour souhaité est pas"]
    reopen(late, by=late.author_id, at=timezone.now() + timedelta(days=5))
    late = reload(late)
    assert (late.state, late.deadline_on) == ("open", None)
    assert happenings(late)[-2:] == ["expired", "reopened"]


def test_a_note_of_somebody_else_reaches_the_author(mails_of):
    need, other = make_need(), make_user(name="Nadia Roussel")
    assert mails_of(write_note, need, by=need.author_id, text="Pour moi") == []
    mails = mails_of(write_note, need, by=other.member.pk, text="Je m’en occupe")
    assert [mail.subject for mail in mails] == [
        f"Nadia Roussel vous a écrit à propos de\u202f: {need.title}"
    ]
