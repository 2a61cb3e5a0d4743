"""Reads an address of this site: which thing of which app it leads to."""

from urllib.parse import parse_qsl, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override
from wagtail.models import Site

from community.core.origins import origin_kinds


def named_by(address: str) -> tuple[str, str, str] | None:
    """Return kind, key and position of what an address leads to; None for anything else."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.netloc and not Site.objects.filter(hostname=parts.hostname or "").exists():
        return None
    language = parts.path.lstrip("/").partition("/")[0]
    if language not in dict(settings.LANGUAGES):
        return None
    try:
        with override(language):
            match = resolve(parts.path)
    except Resolver404:
        return None
    query = dict(parse_qsl(parts.query))
    for name, kind in origin_kinds().items():
        found = kind.at(match, query)
        if found is not None:
            return (name, *found)
    return None
