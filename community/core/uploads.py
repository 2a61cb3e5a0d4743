"""Looks into files that people upload: each is what its name says, and only that."""

import zipfile
from pathlib import PurePosixPath
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from PIL import UnidentifiedImageError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

_PDF: Final = b"%PDF-"
_ZIP: Final = b"PK\x03\x04"
_OFFICE: Final = {
    "docx": "word/",
    "pptx": "ppt/",
    "xlsx": "xl/",
    "odt": "mimetype",
    "odp": "mimetype",
    "ods": "mimetype",
    "zip": "",
}
"""What an archive of each kind holds; an empty one says nothing of its content."""
_TEXTS: Final = frozenset({"txt", "csv"})
_HEAD_BYTES: Final = 8192


def check_document(file: Any) -> None:
    """Refuse a document whose content is of another kind than its name says, or of two at once.

    Raises ValidationError, with what to do. The file is at its beginning afterwards.
    """
    suffix = PurePosixPath(file.name or "").suffix.lower().lstrip(".")
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    is_archive = zipfile.is_zipfile(file)
    file.seek(0)
    said = {"name": PurePosixPath(file.name or "").name, "kind": suffix.upper()}
    if suffix == "pdf" and head.startswith(_PDF) and is_archive:
        raise ValidationError(
            _("“%(name)s” is a PDF and an archive at once. Print it to PDF anew.") % said
        )
    if not _is_what_it_says(suffix, head, file if is_archive else None):
        raise ValidationError(
            _("“%(name)s” is no %(kind)s file. Export it as %(kind)s and choose it again.") % said
        )


def _is_what_it_says(suffix: str, head: bytes, archive: Any) -> bool:
    if suffix == "pdf":
        return head.startswith(_PDF)
    if suffix in _TEXTS:
        return b"\x00" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix not in _OFFICE:
        return True
    return head.startswith(_ZIP) and archive is not None and _holds(archive, _OFFICE[suffix])


def _holds(archive: Any, part: str) -> bool:
    try:
        with zipfile.ZipFile(archive) as opened:
            names = opened.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
    finally:
        archive.seek(0)
    return any(name.startswith(part) for name in names)


class DocumentForm(BaseDocumentForm):
    """The CMS's form for documents: the content is looked at, not the name alone."""

    def clean_file(self) -> Any:
        """Refuse a file that is not what it says; a file that was there before is not read."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            check_document(file)
        return file


class ImageForm(BaseImageForm):
    """The CMS's form for images: one that only begins like an image is refused, not failed on."""

    def full_clean(self) -> None:
        """Validate; what the image library cannot read is an error of the field."""
        try:
            super().full_clean()
        except (UnidentifiedImageError, Pillow.DecompressionBombError, OSError):
            # The field asks for the size without expecting that there may be none.
            self.add_error(
                "file", _("This image is broken. Export it as PNG or JPEG and choose it again.")
            )
