"""What people type on a learning trip, most of it on a phone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from webinars.said import said
from webinars.trips.models import (
    CommitmentOutcome,
    Consent,
    TripAssessment,
    TripSite,
)
from webinars.trips.models.comparison import BEST
from webinars.trips.pictures import MAX_BYTES


class EntryForm(forms.Form):
    """Something said about the whole trip: what astonished, or what one will try."""

    text = forms.CharField(
        label=gettext_lazy("In your words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(forms.Form):
    """A note at a stop, a photo, or both."""

    text = forms.CharField(
        label=gettext_lazy("What do you notice?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("A figure, a sentence heard, a detail. Others read it at once."),
    )
    photo = forms.FileField(
        label=gettext_lazy("A photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("The place and time hidden in the file are removed."),
    )
    alt = forms.CharField(
        label=gettext_lazy("What the photo shows"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("For those who cannot see it."),
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Persons pictured"),
        choices=Consent.choices,
        initial=Consent.MISSING,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("As long as consent is missing, nobody but you sees the photo."),
    )

    def clean_photo(self) -> Any:
        """Refuse a file that is too large before anything reads it."""
        photo = self.cleaned_data["photo"]
        if photo and photo.size > MAX_BYTES:
            raise ValidationError(_("This photo is larger than 15 MB. Send a smaller one."))
        return photo

    def clean(self) -> dict[str, Any]:
        """Ask for something at least, and for words with a photo."""
        data = super().clean() or {}
        if not data.get("text") and not data.get("photo") and not self.errors:
            raise ValidationError(_("Write a note or choose a photo."))
        if data.get("photo") and not data.get("alt"):
            self.add_error("alt", _("Say what the photo shows."))
        return data


class OutcomeForm(forms.Form):
    """What came of a commitment."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it?"),
        choices=CommitmentOutcome.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What happened, and what you would tell the next person."),
    )


class CopyForm(forms.Form):
    """When another group takes the route."""

    title = forms.CharField(label=gettext_lazy("Title of your trip"), max_length=150)
    starts_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_starts_on(self) -> date:
        """Refuse years that nobody means."""
        day: date = self.cleaned_data["starts_on"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError(_("Give a day between 2000 and 2100."))
        return day


class AssessmentForm(forms.Form):
    """What the group says of one site under a criterion."""

    merit = forms.CharField(label=gettext_lazy("Merit"), max_length=250, required=False)
    limit = forms.CharField(label=gettext_lazy("Limit"), max_length=250, required=False)
    rating = forms.TypedChoiceField(
        label=gettext_lazy("Rating"),
        choices=[(number, str(number)) for number in range(1, BEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("1 is the least, 5 the most."),
    )

    def __init__(self, *args: Any, site: TripSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site


def assessment_forms(
    sites: Sequence[TripSite], assessments: Sequence[TripAssessment], data: Any = None
) -> list[AssessmentForm]:
    """Return a form for each site, filled with what was said before."""
    known = {assessment.site_id: assessment for assessment in assessments}
    forms_ = []
    for site in sites:
        before = known.get(site.pk)
        initial = (
            {
                "merit": said(before, "merit"),
                "limit": said(before, "limit"),
                "rating": before.rating,
            }
            if before
            else {}
        )
        forms_.append(AssessmentForm(data, prefix=f"site-{site.pk}", initial=initial, site=site))
    return forms_


class ListForm(forms.Form):
    """How the list is narrowed; nonsense narrows nothing."""

    territory = forms.SlugField(required=False, max_length=8)
    theme = forms.SlugField(required=False, max_length=100, allow_unicode=True)

    def chosen(self) -> dict[str, str]:
        """Return what is asked for, empty where it makes no sense."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
