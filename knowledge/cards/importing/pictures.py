"""Brings the images beside a text into the library: looked at, cleaned, each only once."""

import io
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import filetype
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from community.core.errors import Refused
from knowledge.cards.importing.conversion import Picture

KINDS: Final = frozenset({"png", "jpg", "gif", "webp", "avif"})


class PictureRefused(Refused):
    """The image cannot be taken; the message says why."""


def take(picture: Picture, *, beside: Path, root: Path, by: Any, dry_run: bool = False) -> Any:
    """Return the library's image for one that a text shows, made when it is new.

    A dry run makes none and returns None. Raises PictureRefused when the image is not there, lies
    outside the folder, or is none.
    """
    data = _data_of(_file_of(picture.address, beside=beside, root=root))
    content = ContentFile(data, name=f"{Path(unquote(picture.address)).stem[:60]}.{_kind(data)}")
    digest = hash_filelike(content)
    model = get_image_model()
    known = model.objects.filter(file_hash=digest).order_by("pk").first()
    if known is not None or dry_run:
        return known
    width, height = Pillow.open(io.BytesIO(data)).size
    image = model(
        title=(picture.alt or Path(content.name or "").stem)[:255],
        file=content,
        width=width,
        height=height,
        file_size=len(data),
        file_hash=digest,
        uploaded_by_user=by,
    )
    image.save()
    return image


def _file_of(address: str, *, beside: Path, root: Path) -> Path:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        raise PictureRefused(
            gettext("The image %(address)s is on another site: it is not fetched.")
            % {"address": address[:120]}
        )
    path = unquote(parts.path)
    start = root if path.startswith("/") else beside
    file = (start / path.lstrip("/")).resolve()
    if not file.is_relative_to(root.resolve()):
        raise PictureRefused(
            gettext("The image %(address)s lies outside the folder.") % {"address": address[:120]}
        )
    if not file.is_file():
        raise PictureRefused(
            gettext("The image %(address)s is not there.") % {"address": address[:120]}
        )
    if file.stat().st_size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise PictureRefused(
            gettext("The image %(address)s is too big.") % {"address": address[:120]}
        )
    return file


def _data_of(file: Path) -> bytes:
    """Read an image and look at it whole; places and dates of photographs are taken off."""
    data = file.read_bytes()
    if _kind(data) not in KINDS:
        raise PictureRefused(
            gettext("%(name)s is no image of a kind that is accepted (%(kinds)s).")
            % {"name": file.name, "kinds": ", ".join(sorted(KINDS))}
        )
    try:
        with Pillow.open(io.BytesIO(data)) as image:
            image.verify()
        with Pillow.open(io.BytesIO(data)) as image:
            image.load()
            if not image.getexif():
                return data
            kept = io.BytesIO()
            ImageOps.exif_transpose(image).save(kept, format=image.format)
            return kept.getvalue()
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Pillow.DecompressionBombError,
        Pillow.DecompressionBombWarning,
    ) as error:
        raise PictureRefused(
            gettext("%(name)s is broken: %(reason)s.") % {"name": file.name, "reason": error}
        ) from error


def _kind(data: bytes) -> str:
    found = filetype.guess(data)
    return found.extension if found else ""
