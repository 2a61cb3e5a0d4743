"""Finds the files that a text names beside it, and none outside its folder."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext

from community.core.errors import Refused


class FileRefused(Refused):
    """The file cannot be taken; the message says why."""


def file_at(address: str, *, beside: Path, root: Path, most: int = 0) -> Path:
    """Return the file of an address, which an absolute one has from the folder's root.

    `most` are the bytes that it may have, by default those of an image. Raises FileRefused.
    """
    parts = urlsplit(address)
    said = {"address": address[:120]}
    if parts.scheme or parts.netloc:
        raise FileRefused(
            gettext("The file %(address)s is on another site: it is not fetched.") % said
        )
    path = unquote(parts.path)
    start = root if path.startswith("/") else beside
    file = (start / path.lstrip("/")).resolve()
    if not file.is_relative_to(root.resolve()):
        raise FileRefused(gettext("The file %(address)s lies outside the folder.") % said)
    if not file.is_file():
        raise FileRefused(gettext("The file %(address)s is not there.") % said)
    if file.stat().st_size > (most or settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE):
        raise FileRefused(gettext("The file %(address)s is too big.") % said)
    return file
