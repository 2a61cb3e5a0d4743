"""The languages of the site as fields ask for them: when needed, so that migrations name none."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info


def languages() -> list[tuple[str, str | Promise]]:
    """Return (code, name) of each language of the site: the choices of a field."""
    return list(settings.LANGUAGES)


def main_language() -> str:
    """Return the code of the site's own language: the default of a field."""
    return settings.LANGUAGE_CODE


def language_in_words(code: str) -> str:
    """Return the name of a language inside a sentence: small in French, “French” in English."""
    name = str(get_language_info(code)["name_translated"])
    return name.lower() if (get_language() or "").startswith("fr") else name
