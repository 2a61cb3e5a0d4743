"""Asking somebody, and answering."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.offers.enums import Reason
from mentoring.offers.services import DEFAULT_DAYS


class OfferForm(forms.Form):
    """A word to the person, and how long they have."""

    DAYS = ((2, _("Two days")), (DEFAULT_DAYS, _("Four days")), (7, _("A week")))

    message = forms.CharField(
        label=_("A word to them"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why them? They read your need as well."),
    )
    days = forms.TypedChoiceField(
        label=_("Time to answer"), choices=DAYS, coerce=int, initial=DEFAULT_DAYS
    )
    reroutes = forms.BooleanField(
        label=_("If there is no answer in time, ask the next person for me"), required=False
    )


class AnswerForm(forms.Form):
    """Yes, or not this time."""

    text = forms.CharField(
        label=_("A word back"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeclineForm(AnswerForm):
    """Not this time: circumstances, and a pause if one wishes."""

    reason = forms.ChoiceField(
        label=_("Why, if you like to say"),
        choices=[("", _("I would rather not say")), *Reason.choices],
        required=False,
        help_text=_("Only the animators see this, to send you what suits you."),
    )
    pauses = forms.BooleanField(
        label=_("Put me on pause as well"),
        required=False,
        help_text=_("Nobody new is sent to you until you come back."),
    )
