"""A column of several words out of a list of choices, which every database can filter by."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class WordsField(models.CharField):  # its value is a tuple of words
    """Holds a tuple of choices, stored as ``" fr en "``.

    The spaces around make ``column__contains=" fr "`` exact on every database, which JSON columns
    are not on SQLite.
    """

    def from_db_value(self, value: str | None, *_: Any) -> tuple[str, ...]:
        """Return the words that the column holds."""
        return tuple((value or "").split())

    def to_python(self, value: Any) -> tuple[str, ...]:
        """Return the words of a form's or a fixture's value."""
        if isinstance(value, str):
            return tuple(value.split())
        return tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        """Return what is stored; a string is a filter's and passes as it is."""
        if isinstance(value, str):
            return value
        words = tuple(value or ())
        return f" {' '.join(words)} " if words else ""

    def value_to_string(self, obj: models.Model) -> str:
        """Return what a fixture keeps."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Iterable[str], model_instance: Any) -> None:  # noqa: ARG002
        """Refuse words that are not among the choices, and none where one is needed."""
        known = {key for key, _label in self.flatchoices}
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")
        for word in value:
            if word not in known:
                raise ValidationError(
                    _("“%(word)s” is not one of the choices."), params={"word": word}
                )

    def run_validators(self, value: Any) -> None:
        """Count the stored length, not the number of words."""
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return check boxes."""
        kwargs.pop("widget", None)
        return forms.MultipleChoiceField(
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            required=not self.blank,
            choices=self.flatchoices,
            widget=forms.CheckboxSelectMultiple,
        )
