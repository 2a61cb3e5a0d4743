"""What a verifier answers, and what the list of cards to verify is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.organisations.models import Organisation
from community.search.analysis import fold
from community.themes.models import Theme
from knowledge.freshness.enums import Outcome
from knowledge.freshness.selectors import organisations_with_duties


class VerifyForm(forms.Form):
    """One click says that the card is still right; what needs work is said in a sentence."""

    outcome = forms.ChoiceField(
        choices=[(each.value, each.label) for each in (Outcome.RIGHT, Outcome.NEEDS_WORK)]
    )
    turn = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    remark = forms.CharField(
        label=_("A remark"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Its author reads it. What needs work asks for one."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask what needs work."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("outcome") == Outcome.NEEDS_WORK and not data.get("remark"):
            self.add_error("remark", _("Say in a sentence what needs work: its author reads it."))
        return data


class DutiesForm(forms.Form):
    """Narrows the list; anything that is not a choice is left aside."""

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label=_("All organisations"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        themes = sorted(Theme.objects.all(), key=lambda theme: fold(theme.label))
        fields["theme"].choices = [("", _("All themes")), *((t.slug, t.label) for t in themes)]
        fields["organisation"].queryset = organisations_with_duties()

    def chosen(self) -> dict[str, Any]:
        """Return the filters that make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
