"""Setting a meeting, writing a note, saying how it went."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.engagements.enums import Helped


class NoteForm(forms.Form):
    """A note to those who take part."""

    text = forms.CharField(
        label=_("A note to the others"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MeetingForm(forms.Form):
    """When, how long, where; times are those of the site."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    hour = forms.TimeField(
        label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(
        label=_("Length"),
        coerce=int,
        initial=60,
        choices=[
            (30, _("30 minutes")),
            (60, _("1 hour")),
            (90, _("1 h 30")),
            (120, _("2 hours")),
            (180, _("3 hours")),
            (240, _("Half a day")),
            (420, _("A day")),
        ],
    )
    place = forms.CharField(
        label=_("Where"),
        max_length=200,
        required=False,
        help_text=_("A room, or the link of a video call."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a moment that is over, or an hour that the clock skips."""
        data: dict[str, Any] = super().clean() or {}
        day, hour = data.get("day"), data.get("hour")
        if day and hour:
            moment = timezone.make_aware(datetime.combine(day, hour))
            # Through UTC, because a time zone does not correct itself.
            if timezone.localtime(moment.astimezone(UTC)).time() != hour:
                self.add_error("hour", _("The clock skips this hour on that day."))
            elif moment <= timezone.now():
                self.add_error("day", _("This moment is over: choose a later one."))
            data["starts_at"] = moment
        return data


class FeedbackForm(forms.Form):
    """How it went."""

    helped = forms.TypedChoiceField(
        label=_("Did it help?"),
        coerce=lambda value: Helped(int(value)),
        choices=[(choice.value, choice.label) for choice in reversed(Helped)],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Anything else"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by the animators alone."),
    )
