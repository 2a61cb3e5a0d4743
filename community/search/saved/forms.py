"""What a person may say of a search that they keep."""

from django import forms

from community.search.saved.models import SavedSearch


class SavedSearchForm(forms.ModelForm[SavedSearch]):
    """Its name, and whether news of it are told."""

    class Meta:
        model = SavedSearch
        fields = ("name", "wants_alert")
