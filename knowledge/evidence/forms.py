"""What a member says of a card: what came of it, where and when; whether it helped."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.core.sorting import InOrder
from community.territories.models import Territory, TerritoryKind
from knowledge.evidence.enums import Reason, Result
from knowledge.evidence.models import Evidence, Opinion


class ResultForm(forms.Form):
    """The one click."""

    result = forms.ChoiceField(choices=Result.choices)


class EvidenceForm(forms.ModelForm):
    """The sentence and its context; everything but the result may stay empty."""

    territory = forms.ModelChoiceField(
        label=_("Where"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("I would rather not say"),
    )
    says_organisation = forms.BooleanField(
        label=_("Say where I work"),
        required=False,
        help_text=_("Your establishment stands beside the sentence, not your name."),
    )

    class Meta:
        model = Evidence
        fields = ["result", "sentence", "applied_on", "territory", "is_named"]
        labels = {
            "sentence": _("In a sentence: what did you do, what came of it?"),
            "is_named": _("Say my name"),
        }
        widgets = {
            "result": forms.RadioSelect,
            "sentence": forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
            "applied_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["result"].choices = Result.choices
        fields["territory"].queryset = Territory.objects.exclude(
            kind=TerritoryKind.COUNTRY
        ).order_by(InOrder("name_fr"))
        fields["applied_on"].required = False
        self.initial.setdefault("says_organisation", self.instance.organisation_id is not None)

    def clean_sentence(self) -> str:
        """Put it on one line."""
        return " ".join(self.cleaned_data["sentence"].split())

    def clean_applied_on(self) -> Any:
        """Take today for an empty day; what is to come was not applied yet."""
        day = self.cleaned_data["applied_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return day


class OpinionForm(forms.ModelForm):
    """Whether the card helped; why, when it did not."""

    is_helpful = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda value: value == "yes"
    )

    class Meta:
        model = Opinion
        fields = ["is_helpful", "reason", "text"]
        labels = {"text": _("What was missing, in a sentence")}
        widgets = {
            "reason": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reason"].choices = Reason.choices

    def clean(self) -> dict[str, Any]:
        """Ask why not; a yes needs no words."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("is_helpful") is False and not data.get("reason"):
            self.add_error("reason", _("Say why: its author can mend it then."))
        if data.get("is_helpful"):
            data["reason"] = data["text"] = ""
        return data
