"""The form of a card in the CMS: a draft may be anything, what is submitted keeps its promises."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class CardPageForm(WagtailAdminPageForm):
    """Tells the card whether it is being kept as a draft, which Wagtail decides per button."""

    def _post_clean(self) -> None:
        self.instance.is_kept_as_draft = self.is_deferred_validation
        super()._post_clean()

    def clean(self) -> dict[str, Any]:
        """Drop an organisation that the audience does not ask for."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("audience") != "organisation":
            cleaned["audience_organisation"] = None
        return cleaned
