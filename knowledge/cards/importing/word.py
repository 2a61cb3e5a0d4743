"""Reads Word documents: their structure by `mammoth`, their images beside them as files."""

import logging
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import mammoth
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext

from knowledge.cards.importing.places import FileRefused

MOST_UNPACKED: Final = 50 * 1024 * 1024
"""Bytes of all parts of a document; one of a hundred pages with pictures has a tenth."""
MOST_PARTS: Final = 2_000
STYLES: Final = """
p[style-name='Title'] => h1:fresh
p[style-name='Titre'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Citation'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Citation intense'] => blockquote:fresh
"""
logger = logging.getLogger(__name__)


def to_html(data: bytes, *, pictures: Path) -> str:
    """Return a document as HTML; its images are written into the folder `pictures`.

    Raises FileRefused when it is no Word document, or one that no word processor writes.
    """
    _look_into(data)
    written: list[Path] = []

    def write(image: Any) -> dict[str, str]:
        suffix = image.content_type.rpartition("/")[2].replace("jpeg", "jpg")[:5]
        file = pictures / f"image-{len(written) + 1}.{suffix}"
        with image.open() as source:
            file.write_bytes(source.read())
        written.append(file)
        return {"src": file.name}

    try:
        made = mammoth.convert_to_html(
            BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(write)
        )
    except Exception as error:
        # The library has no error of its own: whatever a broken document makes it raise.
        logger.info("a Word document could not be read", exc_info=True)
        raise FileRefused(
            gettext("The Word document cannot be read: save it anew as .docx.")
        ) from error
    return str(made.value)


def _look_into(data: bytes) -> None:
    """Refuse archives that grow without end, and XML with entities of its own."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise FileRefused(gettext("The Word document would be too big once unpacked."))
            if "word/document.xml" not in archive.namelist():
                raise FileRefused(gettext("This is no Word document, whatever its name says."))
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(part), forbid_dtd=True)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise FileRefused(gettext("This is no Word document, whatever its name says.")) from error
    except (DefusedXmlException, ElementTree.ParseError) as error:
        raise FileRefused(
            gettext("The Word document cannot be read: save it anew as .docx.")
        ) from error
