"""Photos as we keep them: a real picture, of a sensible size, without the place it was taken."""

import io
import warnings
from typing import IO, Final

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from community.core.errors import Refused

MAX_BYTES: Final = 15 * 1024 * 1024
MAX_PIXELS: Final = 60_000_000
LONGEST_SIDE: Final = 1600
FORMATS: Final = ("JPEG", "PNG", "WEBP")


class PictureRefused(Refused):
    """The file is no photo that we can show."""


def cleaned_picture(file: IO[bytes], *, size: int) -> ContentFile:
    """Return the photo written anew as WebP: turned upright, 1600 pixels at most, no metadata.

    `size` is in bytes. Raises PictureRefused when it is too large or no JPEG, PNG or WebP picture.
    """
    if size > MAX_BYTES:
        raise PictureRefused(_("This photo is larger than 15 MB. Send a smaller one."))
    try:
        file.seek(0)
        with warnings.catch_warnings():
            # A picture that unpacks to gigabytes is judged by its pixels, below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise PictureRefused(_("This photo has too many pixels. Send a smaller one."))
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        ValueError,
    ) as error:
        raise PictureRefused(
            _("This file is not a photo that we can read. JPEG, PNG and WebP work.")
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    # A fresh picture of the pixels alone: place, camera and date stay behind.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    bare.save(written, "WEBP", quality=80, method=4)
    return ContentFile(written.getvalue(), name="photo.webp")
