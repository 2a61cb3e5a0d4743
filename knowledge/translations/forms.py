"""What the board of languages is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.search.analysis import fold
from community.themes.models import Theme


class BoardForm(forms.Form):
    """Narrows the board to a theme; anything that is none is left aside."""

    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All themes"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["theme"].queryset = Theme.objects.all()
        themes = sorted(Theme.objects.all(), key=lambda theme: fold(theme.label))
        fields["theme"].choices = [("", _("All themes")), *((t.slug, t.label) for t in themes)]

    def chosen(self) -> Theme | None:
        """Return the theme that makes sense."""
        self.is_valid()
        found: Theme | None = self.cleaned_data.get("theme")
        return found
