"""Working together: notes, meetings with their calendar entries, the end, what was said of it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from mentoring.engagements.calendar import calendar_of
from mentoring.engagements.enums import Helped
from mentoring.engagements.models import Feedback
from mentoring.engagements.services import (
    EngagementIsOver,
    MeetingInThePast,
    cancel_meeting,
    end,
    give_feedback,
    hand_on,
    plan_meeting,
    start,
    write_note,
)
from tests.factories.mentoring import make_engagement, make_facilitator, reload

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def engagement(db):
    return make_engagement()


def both(engagement):
    return sorted(
        [engagement.need.author.user.email, engagement.places.get().facilitator.member.user.email]
    )


def happenings(need):
    return [event.kind for event in need.events.all()]


def test_a_note_reaches_the_others_and_begins_the_work(engagement, mails_of):
    mails = mails_of(write_note, engagement, by=engagement.need.author_id, text="Bonjour")
    assert [mail.to for mail in mails] == [[both_but_author(engagement)]]
    assert reload(engagement).state == "running"
    assert happenings(engagement.need)[-1] == "started"
    start(engagement, by=engagement.need.author_id)
    assert happenings(engagement.need).count("started") == 1


def both_but_author(engagement):
    return engagement.places.get().facilitator.member.user.email


def test_a_meeting_goes_to_both_calendars_in_the_right_zone(engagement, mails_of):
    begins = timezone.make_aware(
        (timezone.localtime() + timedelta(days=10)).replace(
            tzinfo=None, hour=14, minute=0, second=0, microsecond=0
        )
    )
    values = {"by": engagement.need.author_id, "starts_at": begins, "minutes": 90, "place": "Ici"}
    mails = mails_of(plan_meeting, engagement, **values)
    assert mails_of(plan_meeting, engagement, **values) == []
    assert sorted(mail.to[0] for mail in mails) == both(engagement)
    name, content, mime = mails[0].attachments[0]
    assert (name, mime.partition(";")[0]) == ("meeting.ics", "text/calendar")
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert calendar["method"] == "REQUEST"
    assert event["dtstart"].dt == begins.astimezone(PARIS)
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(minutes=90)
    assert calendar.walk("VTIMEZONE")
    assert len(event["attendee"]) == 2


def test_a_cancelled_meeting_takes_its_entry_back(engagement, mails_of):
    meeting = plan_meeting(
        engagement,
        by=engagement.need.author_id,
        starts_at=timezone.now() + timedelta(days=2),
        minutes=60,
    )
    first = Calendar.from_ical(calendar_of(meeting, url="https://site.example/x/"))
    mails = mails_of(cancel_meeting, meeting, by=engagement.need.author_id)
    assert mails_of(cancel_meeting, meeting, by=engagement.need.author_id) == []
    assert sorted(mail.to[0] for mail in mails) == both(engagement)
    second = Calendar.from_ical(calendar_of(reload(meeting), url="https://site.example/x/"))
    before, after = first.walk("VEVENT")[0], second.walk("VEVENT")[0]
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert (second["method"], after["status"]) == ("CANCEL", "CANCELLED")


def test_no_meeting_in_the_past(engagement):
    with pytest.raises(MeetingInThePast, match="Ce moment est passé"):
        plan_meeting(engagement, by=engagement.need.author_id, starts_at=timezone.now(), minutes=60)


def test_the_end_frees_the_place_and_asks_both_how_it_went(engagement, mails_of):
    mails = mails_of(end, engagement, by=engagement.need.author_id, text="Ils parlent")
    assert mails_of(end, engagement, by=engagement.need.author_id) == []
    assert sorted(mail.to[0] for mail in mails) == both(engagement)
    assert reload(engagement.need).state == "solved"
    assert engagement.places.get().slot is None
    assert happenings(engagement.need)[-1] == "solved"
    with pytest.raises(EngagementIsOver):
        write_note(engagement, by=engagement.need.author_id, text="Encore")
    give_feedback(reload(engagement), by=engagement.need.author_id, helped=Helped.PARTLY)
    give_feedback(reload(engagement), by=engagement.need.author_id, helped=Helped.YES, text="\x00a")
    feedback = Feedback.objects.get()
    assert (feedback.side, feedback.helped, feedback.text) == ("author", 2, "a")


def test_no_feedback_before_the_end(engagement):
    with pytest.raises(EngagementIsOver, match="une fois terminé"):
        give_feedback(engagement, by=engagement.need.author_id, helped=Helped.YES)


def test_going_on_with_someone_else_opens_the_need_and_frees_the_place(mails_of):
    claire = make_facilitator(capacity=1)
    engagement = make_engagement(facilitator=claire)
    mails = mails_of(hand_on, engagement, by=engagement.need.author_id)
    assert [mail.to for mail in mails] == [[claire.member.user.email]]
    assert reload(engagement.need).state == "open"
    assert reload(engagement).state == "stopped"
    make_engagement(facilitator=claire)
