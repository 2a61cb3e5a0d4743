"""The form of a card in the CMS: a draft may be anything, what is submitted keeps its promises."""

import re
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm


class CardPageForm(WagtailAdminPageForm):
    """Tells the card whether it is being kept as a draft, which Wagtail decides per button.

    `kept_as` names a new card from the moment its form is opened: the editor keeps drafts by
    itself, and who presses a button meanwhile sends the same new card once more.
    """

    kept_as = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept_as"].initial = self.instance.translation_key
        if "slug" in self.fields:
            # Wagtail's script writes it from the title; without script the model does.
            self.fields["slug"].required = False

    def _post_clean(self) -> None:
        key = self.cleaned_data.get("kept_as")
        others = type(self.instance).objects.filter(translation_key=key)
        # Nobody makes a card pass for a translation of another one.
        if key and self.instance.pk is None and not others.exists():
            self.instance.translation_key = key
        self.instance.is_kept_as_draft = self.is_deferred_validation
        super()._post_clean()

    def clean(self) -> dict[str, Any]:
        """Put what is one line on one line; drop an organisation that nobody asked for."""
        cleaned: dict[str, Any] = super().clean()
        for name in ("summary", "objective", "challenge", "audience_note"):
            if cleaned.get(name):
                cleaned[name] = re.sub(r"[ \t\r\n]+", " ", cleaned[name]).strip()
        if cleaned.get("audience") != "organisation":
            cleaned["audience_organisation"] = None
        return cleaned
