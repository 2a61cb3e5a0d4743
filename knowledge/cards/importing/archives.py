"""Opens a zip into a folder, carefully: no file outside it, none too big, and not too many."""

import shutil
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from knowledge.cards.importing.places import FileRefused

MOST_FILES: Final = 20_000
MOST_UNPACKED: Final = 4 * 1024**3
"""Bytes of all files together."""
MOST_RATIO: Final = 200
"""How much bigger than packed a file may be; text that people write packs to a tenth."""
SMALL: Final = 1024 * 1024
"""Below that many bytes the ratio says nothing."""
_PIECE: Final = 1024 * 1024


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """Lend the folder of what a path holds: of a zip a temporary one, otherwise the path itself.

    Raises FileRefused when it is no zip that may be opened.
    """
    if path.suffix.lower() != ".zip" or path.is_dir():
        yield path
        return
    with TemporaryDirectory(prefix="essaim-import-") as folder:
        unpack(path, Path(folder))
        yield Path(folder)


def unpack(path: Path, into: Path) -> None:
    """Unpack a zip. Raises FileRefused; what was unpacked by then stays in the folder."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES:
                raise FileRefused(
                    gettext("The archive holds %(number)d files; at most %(most)d are taken.")
                    % {"number": len(members), "most": MOST_FILES}
                )
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                raise FileRefused(gettext("The archive would be too big once it is unpacked."))
            for member in members:
                _unpack(archive, member, into)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FileRefused(
            gettext("The archive cannot be opened: %(reason)s.") % {"reason": error}
        ) from error


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, into: Path) -> None:
    name = PurePosixPath(member.filename.replace("\\", "/"))
    said = {"name": member.filename[:120]}
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0] or is_link:
        raise FileRefused(gettext("%(name)s would lie outside the folder.") % said)
    if any(part.startswith(".") or part == "__MACOSX" for part in name.parts):
        return
    is_bomb = member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size
    if is_bomb or member.file_size > settings.COMMUNITY_MEDIA_MAX_BYTES:
        raise FileRefused(gettext("%(name)s would be too big once it is unpacked.") % said)
    file = into.joinpath(*name.parts)
    file.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, file.open("wb") as copy:
        # `ZipFile` reads no more than the size that the archive announced.
        shutil.copyfileobj(source, copy, _PIECE)
