"""Forms of the box: one question first, the rest when it is needed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.themes.forms import ThemeChoices
from mentoring.facilitators.forms import territory_choices
from mentoring.requests.models import Need

TEXT_LENGTH = 600


class BoxForm(forms.Form):
    """The one question."""

    text = forms.CharField(
        label=_("What would help you?"),
        min_length=8,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Say in a few words what would help you."),
            "min_length": _("Say a little more, so that somebody can help."),
        },
    )


class NeedForm(forms.ModelForm):
    """Everything a facilitator wants to know."""

    themes = ThemeChoices(
        label=_("Themes"),
        required=False,
        few=True,
        help_text=_("Three at most: they weigh most when we look for someone."),
    )

    class Meta:
        model = Need
        fields = [
            "title",
            "body",
            "kind",
            "format",
            "language",
            "territory",
            "group_size",
            "deadline_on",
            "confidentiality",
            "required_skill",
        ]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 7}),
            "kind": forms.RadioSelect,
            "format": forms.RadioSelect,
            "confidentiality": forms.RadioSelect,
            "deadline_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "group_size": forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory"].choices = territory_choices(_("No particular place"))  # type: ignore[attr-defined]
        self.fields["deadline_on"].widget.attrs["min"] = timezone.localdate().isoformat()
        for name in ("kind", "format", "confidentiality"):
            self.fields[name].choices = Need._meta.get_field(name).choices  # type: ignore[attr-defined,union-attr]

    def clean_deadline_on(self) -> Any:
        """Refuse a day that is over."""
        day = self.cleaned_data["deadline_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over: choose a later one."))
        return day


class NoteForm(forms.Form):
    """A remark in a history."""

    text = forms.CharField(
        label=_("Your message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReopenForm(forms.Form):
    """Asking again, by another day."""

    deadline_on = forms.DateField(
        label=_("By when"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
