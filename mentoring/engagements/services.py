"""Writes about engagements: beginning, notes, meetings, ending, feedback."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.members.models import Member
from community.search.services import reindex
from mentoring.engagements.enums import EngagementState, EntryKind, Helped, Part
from mentoring.engagements.models import Engagement, Entry, Feedback, Meeting, Place
from mentoring.facilitators.models import Facilitator
from mentoring.messages import tell
from mentoring.requests.enums import Happening, State
from mentoring.requests.models import Need
from mentoring.requests.services import locked as locked_need
from mentoring.requests.services import move, record


class CapacityReached(Refused):
    """The facilitator has as many engagements as they said they can."""


class EngagementIsOver(Refused):
    """Nothing more can be added to an engagement that has ended."""


class MeetingInThePast(Refused):
    """A meeting is set for a moment that is over."""


def _free_slot(facilitator: Facilitator) -> int:
    """Return the lowest free place of a locked facilitator. Raises CapacityReached."""
    taken = set(
        Place.objects.filter(facilitator=facilitator, slot__isnull=False).values_list(
            "slot", flat=True
        )
    )
    for slot in range(1, facilitator.capacity + 1):
        if slot not in taken:
            return slot
    raise CapacityReached(
        _("All places are taken (%(load)d of %(capacity)d): end an engagement or offer more first.")
        % {"load": len(taken), "capacity": facilitator.capacity}
    )


def begin(need: Need, *, facilitator: Facilitator, at: datetime | None = None) -> Engagement:
    """Begin an engagement on one of the facilitator's places; both rows must be locked.

    Raises CapacityReached. Beyond the lock, the database itself refuses a place given twice.
    """
    slot = _free_slot(facilitator)
    engagement = Engagement.objects.create(need=need, agreed_at=at or timezone.now())
    Place.objects.create(
        engagement=engagement,
        facilitator=facilitator,
        part=Part.LEAD,
        slot=slot,
        capacity=facilitator.capacity,
    )
    return engagement


def locked(engagement_id: int) -> Engagement:
    """Return the engagement, nobody else changing it before the transaction ends."""
    return (
        Engagement.objects.select_for_update(of=("self",))
        .select_related("need__author__user")
        .get(pk=engagement_id)
    )


def people_of(engagement: Engagement) -> list[Member]:
    """Return the author and the facilitators, with their accounts."""
    places = engagement.places.select_related("facilitator__member__user")
    people = [place.facilitator.member for place in places]
    author = engagement.need.author
    return [author, *people] if isinstance(author, Member) else people


def _others(engagement: Engagement, by: int | None) -> Iterable[Member]:
    return (member for member in people_of(engagement) if member.pk != by)


def _alive(engagement: Engagement) -> None:
    if not engagement.is_live:
        raise EngagementIsOver(_("This engagement has ended; its page stays to be read."))


def _under_way(engagement: Engagement, by: int | None, at: datetime | None) -> None:
    """What was agreed begins with the first thing done."""
    if engagement.state == EngagementState.AGREED:
        engagement.state = EngagementState.RUNNING
        engagement.save(update_fields=["state"])
        record(engagement.need, Happening.STARTED, by=by, at=at)


def start(
    engagement: Engagement, *, by: int | None, text: str = "", at: datetime | None = None
) -> Engagement:
    """Say that the work has begun; saying it again changes nothing."""
    with transaction.atomic():
        current = locked(engagement.pk)
        _alive(current)
        if current.state == EngagementState.AGREED:
            current.state = EngagementState.RUNNING
            current.save(update_fields=["state"])
            record(current.need, Happening.STARTED, by=by, text=text, at=at)
    return current


def write_note(engagement: Engagement, *, by: int, text: str, at: datetime | None = None) -> Entry:
    """Add a note; the others are told. Raises EngagementIsOver."""
    with transaction.atomic():
        current = locked(engagement.pk)
        _alive(current)
        _under_way(current, by, at)
        entry = Entry.objects.create(
            engagement=current, author_id=by, text=plain(text).strip(), at=at or timezone.now()
        )
        for member in _others(current, by):
            tell(
                member,
                kind="note",
                key=f"entry-{entry.pk}",
                view="engagement",
                args=[current.pk],
                data={"need": current.need.title, "who": str(entry.author), "text": entry.text},
            )
    return entry


def plan_meeting(
    engagement: Engagement,
    *,
    by: int,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    is_told: bool = True,
) -> Meeting:
    """Set a meeting and send it, with its calendar entry, to all who take part.

    Planning the same moment twice gives the same meeting. Raises MeetingInThePast (unless nobody
    is told, as for what took place already) and EngagementIsOver.
    """
    if is_told and starts_at <= timezone.now():
        raise MeetingInThePast(_("This moment is over: choose a later one."))
    with transaction.atomic():
        current = locked(engagement.pk)
        if is_told:
            _alive(current)
        meeting, is_new = Meeting.objects.get_or_create(
            engagement=current,
            starts_at=starts_at,
            cancelled_at=None,
            defaults={"minutes": minutes, "place": plain(place).strip()},
        )
        if is_new and is_told:
            Entry.objects.create(
                engagement=current,
                author_id=by,
                kind=EntryKind.MEETING,
                text=starts_at.isoformat(),
            )
            _tell_meeting(current, meeting, "meeting")
    return meeting


def _tell_meeting(engagement: Engagement, meeting: Meeting, kind: str) -> None:
    for member in people_of(engagement):
        tell(
            member,
            kind=kind,
            key=f"meeting-{meeting.pk}-{meeting.sequence}",
            view="engagement",
            args=[engagement.pk],
            data={
                "meeting": meeting.pk,
                "need": engagement.need.title,
                "starts_at": meeting.starts_at.isoformat(),
                "minutes": meeting.minutes,
                "place": meeting.place,
            },
        )


def cancel_meeting(meeting: Meeting, *, by: int) -> Meeting:
    """Cancel a meeting; calendars are told too. Cancelling twice changes nothing."""
    with transaction.atomic():
        current = (
            Meeting.objects.select_for_update(of=("self",))
            .select_related("engagement__need__author__user")
            .get(pk=meeting.pk)
        )
        if current.cancelled_at is None:
            current.cancelled_at = timezone.now()
            current.sequence += 1
            current.save(update_fields=["cancelled_at", "sequence"])
            Entry.objects.create(
                engagement=current.engagement,
                author_id=by,
                kind=EntryKind.MEETING_CANCELLED,
                text=current.starts_at.isoformat(),
            )
            _tell_meeting(current.engagement, current, "meeting_cancelled")
    return current


def end(
    engagement: Engagement, *, by: int, text: str = "", at: datetime | None = None
) -> Engagement:
    """The need is solved: free the place and ask both sides how it went.

    Ending twice changes nothing.
    """
    with transaction.atomic():
        current = locked(engagement.pk)
        if not current.is_live:
            return current
        need = locked_need(current.need_id)
        _leave(current, EngagementState.ENDED, at)
        move(need, State.SOLVED, Happening.SOLVED, by=by, text=text, at=at)
        for member in people_of(current):
            tell(
                member,
                kind="feedback",
                key=f"engagement-{current.pk}",
                view="engagement",
                args=[current.pk],
                data={"need": need.title},
            )
        for place in current.places.all():
            reindex("facilitator", place.facilitator_id)
    return current


def hand_on(
    engagement: Engagement, *, by: int, text: str = "", at: datetime | None = None
) -> Engagement:
    """Go on with someone else, without blame: the place is freed, the need is open again."""
    with transaction.atomic():
        current = locked(engagement.pk)
        if not current.is_live:
            return current
        need = locked_need(current.need_id)
        _leave(current, EngagementState.STOPPED, at)
        move(need, State.OPEN, Happening.CHANGED, by=by, text=text, at=at)
        for member in _others(current, by):
            tell(
                member,
                kind="handed_on",
                key=f"engagement-{current.pk}",
                view="need" if member.pk == need.author_id else "engagement",
                args=[need.pk if member.pk == need.author_id else current.pk],
                data={"need": need.title},
            )
    return current


def _leave(engagement: Engagement, state: EngagementState, at: datetime | None) -> None:
    engagement.state, engagement.ended_at = state, at or timezone.now()
    engagement.save(update_fields=["state", "ended_at"])
    engagement.places.update(slot=None)


def give_feedback(engagement: Engagement, *, by: int, helped: Helped, text: str = "") -> Feedback:
    """Keep what one side says; saying it again replaces it. Raises EngagementIsOver before."""
    if engagement.is_live:
        raise EngagementIsOver(_("Say how it went once it has ended."))
    is_author = engagement.need.author_id == by
    feedback, _made = Feedback.objects.update_or_create(
        engagement=engagement,
        by_id=by,
        defaults={
            "side": Feedback.Side.AUTHOR if is_author else Feedback.Side.FACILITATOR,
            "helped": helped,
            "text": plain(text).strip(),
        },
    )
    return feedback
