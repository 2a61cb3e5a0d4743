"""The page on which an author and a facilitator work together."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.core.context import reader_of
from community.core.errors import Refused
from community.core.reader import Reader
from mentoring.actors import acting_member
from mentoring.engagements.calendar import calendar_of
from mentoring.engagements.forms import FeedbackForm, MeetingForm, NoteForm
from mentoring.engagements.models import Engagement, Meeting
from mentoring.engagements.permissions import can_act, can_give_feedback
from mentoring.engagements.selectors import engagements_for, story_for
from mentoring.engagements.services import (
    cancel_meeting,
    end,
    give_feedback,
    hand_on,
    people_of,
    plan_meeting,
    start,
    write_note,
)


def _readable(request: HttpRequest, pk: int) -> Engagement:
    return get_object_or_404(engagements_for(reader_of(request)), pk=pk)


def _acting(request: HttpRequest, pk: int) -> Engagement:
    engagement = _readable(request, pk)
    if not can_act(reader_of(request), engagement):
        raise Http404
    return engagement


def _page(
    request: HttpRequest,
    engagement: Engagement,
    *,
    note_form: NoteForm | None = None,
    meeting_form: MeetingForm | None = None,
    feedback_form: FeedbackForm | None = None,
) -> HttpResponse:
    reader: Reader = reader_of(request)
    need = engagement.need
    asked = can_give_feedback(reader, engagement)
    given = engagement.feedback.filter(by=reader.member_id).first() if asked else None
    is_wrong = any(form is not None for form in (note_form, meeting_form, feedback_form))
    return render(
        request,
        "mentoring/engagements/engagement_detail.html",
        {
            "engagement": engagement,
            "need": need,
            "story": story_for(engagement, reader),
            "is_author": need.author_id == reader.member_id,
            "note_form": note_form or NoteForm(),
            "meeting_form": meeting_form or MeetingForm(),
            "feedback_form": (feedback_form or FeedbackForm()) if asked and not given else None,
            "feedback": given,
        },
        status=422 if is_wrong else 200,
    )


@login_required
def engagement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an engagement to those who take part and to the animators."""
    return _page(request, _readable(request, pk))


@login_required
@require_POST
def note_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the others."""
    engagement = _acting(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, engagement, note_form=form)
    try:
        write_note(engagement, by=acting_member(request), text=form.cleaned_data["text"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(engagement)


@login_required
@require_POST
def meeting_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a meeting and send it to everybody's calendar."""
    engagement = _acting(request, pk)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _page(request, engagement, meeting_form=form)
    data = form.cleaned_data
    try:
        plan_meeting(
            engagement,
            by=acting_member(request),
            starts_at=data["starts_at"],
            minutes=data["minutes"],
            place=data["place"],
        )
        messages.success(request, _("Set. Everybody has it in their mail, with a calendar entry."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(engagement)


def _meeting(request: HttpRequest, pk: int) -> Meeting:
    meeting = get_object_or_404(Meeting, pk=pk)
    meeting.engagement = _readable(request, meeting.engagement_id)
    return meeting


@login_required
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the calendar entry of a meeting."""
    meeting = _meeting(request, pk)
    content = calendar_of(
        meeting,
        url=request.build_absolute_uri(meeting.engagement.get_absolute_url()),
        people=people_of(meeting.engagement),
    )
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="meeting-{meeting.pk}.ics"'},
    )


@login_required
@require_POST
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, in everybody's calendar too."""
    meeting = _meeting(request, pk)
    _acting(request, meeting.engagement_id)
    cancel_meeting(meeting, by=acting_member(request))
    messages.success(request, _("Cancelled. Everybody was told."))
    return redirect(meeting.engagement)


@login_required
@require_POST
def engagement_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Begin, end as solved, or go on with someone else."""
    engagement = _acting(request, pk)
    by, text = acting_member(request), request.POST.get("text", "")[:2000]
    try:
        if act == "start":
            start(engagement, by=by, text=text)
        elif act == "end":
            end(engagement, by=by, text=text)
            messages.success(request, _("Solved. One last question: how did it go?"))
        else:
            hand_on(engagement, by=by, text=text)
            messages.success(request, _("The need is open again, with everything written so far."))
            if engagement.need.author_id == by:
                return redirect("mentoring:need_who", engagement.need_id)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(engagement)


@login_required
@require_POST
def feedback_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how it went."""
    engagement = _acting(request, pk)
    if not can_give_feedback(reader_of(request), engagement):
        raise Http404
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _page(request, engagement, feedback_form=form)
    give_feedback(
        engagement,
        by=acting_member(request),
        helped=form.cleaned_data["helped"],
        text=form.cleaned_data["text"],
    )
    messages.success(request, _("Thank you. It helps the next ones."))
    return redirect(engagement)
