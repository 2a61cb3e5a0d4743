"""Brings the images beside a text into the library: looked at, cleaned, each only once."""

import io
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import filetype
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from knowledge.cards.importing.conversion import Picture
from knowledge.cards.importing.places import FileRefused, file_at

KINDS: Final = frozenset({"png", "jpg", "gif", "webp", "avif"})


def take(picture: Picture, *, beside: Path, root: Path, by: Any, dry_run: bool = False) -> Any:
    """Return the library's image for one that a text shows, made when it is new.

    A dry run makes none and returns None. Raises FileRefused when the image is not there, lies
    outside the folder, or is none.
    """
    data = _data_of(file_at(picture.address, beside=beside, root=root))
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


def _data_of(file: Path) -> bytes:
    """Read an image and look at it whole; places and dates of photographs are taken off."""
    data = file.read_bytes()
    if _kind(data) not in KINDS:
        raise FileRefused(
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
        raise FileRefused(
            gettext("%(name)s is broken: %(reason)s.") % {"name": file.name, "reason": error}
        ) from error


def _kind(data: bytes) -> str:
    found = filetype.guess(data)
    return found.extension if found else ""
