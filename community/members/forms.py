"""What a member may change of the own profile."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.members.models import Member
from community.themes.models import Theme


class ProfileForm(forms.ModelForm[Member]):
    """The own profile; themes are ticked from the vocabulary."""

    themes = forms.ModelMultipleChoiceField(
        label=_("Themes I care about"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

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
