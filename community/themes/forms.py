"""The field by which forms of every room let somebody choose themes."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from community.themes.models import Theme
from community.themes.selectors import themes_in_order

FEW: Final = 3


class _InOrder(ModelChoiceIterator):
    """The whole vocabulary, in the order of its names: an accent sends no word to the end."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        return map(self.choice, themes_in_order())


class ThemeChoices(forms.ModelMultipleChoiceField):
    """Check boxes of all themes, named in the language being shown; with `few`, three at most."""

    widget = forms.CheckboxSelectMultiple
    iterator = _InOrder

    def __init__(self, *, few: bool = False, **options: Any) -> None:
        super().__init__(Theme.objects.all(), **options)
        self.few = few

    def clean(self, value: Any) -> Any:
        """Refuse so many themes that none of them says anything, where only few are asked for."""
        themes = super().clean(value)
        if self.few and len(themes) > FEW:
            raise forms.ValidationError(_("Choose three themes at most."))
        return themes
