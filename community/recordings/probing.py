"""What a recording's file says of itself: what it is, how long, how large, and its digest."""

import hashlib
import json
import logging
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from typing import IO, Any

import filetype
from django.core.files.base import File

logger = logging.getLogger(__name__)
HEAD_BYTES = 8192
FFPROBE_SECONDS = 30
_CHUNK = 1024 * 1024
_MAX_BOXES = 2_000
_CONTAINERS = {"moov", "trak", "mdia"}
# The names of each container format; the content must be of the family that the name says.
_FAMILIES = (
    frozenset({"mp4", "m4v", "mov", "m4a", "3gp"}),
    frozenset({"webm", "mkv"}),
    frozenset({"ogg", "ogv", "opus"}),
    frozenset({"mp3"}),
    frozenset({"wav"}),
    frozenset({"flac"}),
    frozenset({"aac"}),
)


@dataclass(frozen=True)
class Facts:
    """What was found; 0 where it was not."""

    seconds: float = 0
    width: int = 0
    height: int = 0


def is_what_it_says(file: "File[bytes]") -> bool:
    """Whether the content is a recording of the format that the name's ending promises."""
    file.seek(0)
    guess = filetype.guess(bytes(file.read(HEAD_BYTES)))
    file.seek(0)
    suffix = PurePosixPath(file.name or "").suffix.lower().lstrip(".")
    return guess is not None and any({guess.extension, suffix} <= family for family in _FAMILIES)


def digest_of(file: "File[bytes]") -> str:
    """Return the SHA-256 of the content, in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks(_CHUNK):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def facts_of(file: "File[bytes]") -> Facts:
    """Return length and size of the picture: from ffprobe where it is installed, else from MP4."""
    return _from_ffprobe(file) or _from_mp4(file) or Facts()


def _from_ffprobe(file: "File[bytes]") -> Facts | None:
    program = shutil.which("ffprobe")
    if program is None:
        return None
    with _on_disk(file) as path:
        command = [
            program,
            *("-v", "error", "-protocol_whitelist", "file", "-of", "json"),
            *("-show_entries", "format=duration:stream=codec_type,width,height"),
            str(path),
        ]
        try:
            done = subprocess.run(  # noqa: S603  (a list of our own, no shell)
                command, capture_output=True, timeout=FFPROBE_SECONDS, check=True
            )
            found = json.loads(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError) as error:
            logger.warning("ffprobe could not read %s: %s", file.name, error)
            return None
    pictures = [s for s in found.get("streams", []) if s.get("codec_type") == "video"]
    picture = pictures[0] if pictures else {}
    try:
        seconds = float(found.get("format", {}).get("duration") or 0)
    except ValueError:
        seconds = 0
    return Facts(seconds, int(picture.get("width") or 0), int(picture.get("height") or 0))


@contextmanager
def _on_disk(file: "File[bytes]") -> Iterator[Path]:
    """Lend a path where the content lies; small uploads are in memory only."""
    known = getattr(file, "temporary_file_path", None)
    if known is not None:
        yield Path(known())
        return
    with NamedTemporaryFile(suffix=PurePosixPath(file.name or "").suffix) as copy:
        file.seek(0)
        for chunk in file.chunks(_CHUNK):
            copy.write(chunk)
        copy.flush()
        file.seek(0)
        yield Path(copy.name)


def _from_mp4(file: Any) -> Facts | None:
    """Read the movie header (``mvhd``) and track headers (``tkhd``) of ISO/IEC 14496-12."""
    file.seek(0, 2)
    end = file.tell()
    seconds, width, height = 0.0, 0, 0
    try:
        for name, start, stop in _boxes(file, 0, end):
            if name == "mvhd":
                seconds = _movie_seconds(_part(file, start, stop))
            elif name == "tkhd":
                wide, high = _track_size(_part(file, start, stop))
                width, height = max(width, wide), max(height, high)
    except (struct.error, OverflowError):
        return None
    finally:
        file.seek(0)
    return Facts(seconds, width, height) if seconds else None


def _boxes(file: "IO[bytes]", start: int, end: int) -> Iterator[tuple[str, int, int]]:
    waiting = [(start, end)]
    for _count in range(_MAX_BOXES):
        if not waiting:
            return
        position, stop = waiting.pop()
        if position + 8 > stop:
            continue
        file.seek(position)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size = struct.unpack(">Q", file.read(8))[0]
            head = 16
        size = size or stop - position
        if size < head:
            return
        waiting.append((position + size, stop))
        if name.decode("latin-1") in _CONTAINERS:
            waiting.append((position + head, min(position + size, stop)))
        yield name.decode("latin-1"), position + head, min(position + size, stop)


def _part(file: "IO[bytes]", start: int, stop: int) -> bytes:
    file.seek(start)
    return file.read(min(stop - start, 256))


def _movie_seconds(data: bytes) -> float:
    scale, length = (
        struct.unpack(">IQ", data[20:32])
        if data[:1] == b"\x01"
        else struct.unpack(">II", data[12:20])
    )
    return length / scale if scale else 0


def _track_size(data: bytes) -> tuple[int, int]:
    offset = 88 if data[:1] == b"\x01" else 76
    wide, high = struct.unpack(">II", data[offset : offset + 8])
    return wide >> 16, high >> 16
