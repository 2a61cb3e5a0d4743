"""The languages of the site as fields ask for them: when needed, so that migrations name none."""

from django.conf import settings
from django.utils.functional import Promise


def languages() -> list[tuple[str, str | Promise]]:
    """Return (code, name) of each language of the site: the choices of a field."""
    return list(settings.LANGUAGES)


def main_language() -> str:
    """Return the code of the site's own language: the default of a field."""
    return settings.LANGUAGE_CODE
