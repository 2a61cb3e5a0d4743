"""Text that stands in two languages: what is said in the one being shown, or else in the other."""

from typing import Any, overload

from django.utils.translation import get_language


def language_shown() -> str:
    """Return which of the two languages is being shown: what people type is written in it."""
    return "en" if get_language() == "en" else "fr"


class Said(str):
    """A text that knows its language: `lang` is empty when it is the one being shown."""

    __slots__ = ("lang",)
    lang: str


def said(instance: Any, name: str) -> Said:
    """Return `name_fr` or `name_en` of an object, the language being shown first."""
    shown = language_shown()
    other = "fr" if shown == "en" else "en"
    text = Said(getattr(instance, f"{name}_{shown}"))
    text.lang = ""
    if not text and (spare := getattr(instance, f"{name}_{other}")):
        text = Said(spare)
        text.lang = other
    return text


class Bilingual:
    """`title = Bilingual()` on a class with `title_fr` and `title_en` reads the right one."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "Bilingual": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Said: ...
    def __get__(self, instance: object | None, owner: type) -> "Bilingual | Said":
        """Return the text for an object."""
        return self if instance is None else said(instance, self.name)
