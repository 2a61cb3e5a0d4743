"""What a member may change of the own profile."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from community.organisations.models import Organisation
from community.themes.forms import ThemeChoices


class ProfileForm(forms.ModelForm[Member]):
    """The own profile; themes are ticked from the vocabulary."""

    themes = ThemeChoices(label=_("Themes I care about"), required=False)

    class Meta:
        model = Member
        fields = (
            "name",
            "job_title",
            "organisation",
            "territory",
            "language",
            "bio",
            "offers",
            "seeks",
            "themes",
            "is_listed",
            "wants_mail",
        )
        widgets = {
            "bio": forms.Textarea(attrs={"rows": 4}),
            "offers": forms.Textarea(attrs={"rows": 3}),
            "seeks": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One that has closed is offered to nobody new.
        offered = Q(closed_on=None) | Q(pk=self.instance.organisation_id)
        bodies = Organisation.objects.filter(offered)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]
