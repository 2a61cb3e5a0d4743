"""Reads the files of a folder: finds them, decodes them, takes their front matter off."""

import codecs
import hashlib
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils.translation import gettext

from knowledge.cards.importing import word
from knowledge.cards.importing.places import FileRefused
from knowledge.cards.markdown import FORMAT

MARKDOWN: Final = frozenset({".md", ".markdown", ".mdown", ".mkd"})
HTML: Final = frozenset({".html", ".htm", ".xhtml"})
WORD: Final = frozenset({".docx"})
KINDS: Final = MARKDOWN | HTML | WORD
MAX_BYTES: Final = 1024 * 1024
MAX_WORD_BYTES: Final = 25 * 1024 * 1024
"""Its images are in it."""
MAX_FRONT_MATTER: Final = 20_000
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_YAML = re.compile(r"\A---[ \t]*\n(?P<head>.*?\n|)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<head>.*?\n|)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Note:
    """Something to say about a line of a file; line 0 is the file as a whole."""

    line: int
    message: str


@dataclass
class Source:
    """A file that was read: its front matter, its text, and what there is to say so far."""

    path: Path
    relative: str
    digest: str
    text: str
    body: str
    front: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    lent: Path | None = None
    """Where the images of a Word document lie."""

    @property
    def folder(self) -> Path:
        """Where the addresses of the text begin."""
        return self.lent or self.path.parent

    @property
    def is_html(self) -> bool:
        """Whether it is HTML, perhaps made of a Word document, rather than Markdown."""
        return self.path.suffix.lower() in HTML | WORD

    @property
    def is_exact(self) -> bool:
        """Whether it was exported from a site like this one."""
        return self.front.get("format") == FORMAT

    def line_of(self, needle: str) -> int:
        """Return the line where a text first stands, 0 when it stands nowhere.

        A Word document has no lines that anybody sees.
        """
        if self.lent is not None:
            return 0
        place = self.text.find(needle) if needle else -1
        return self.text.count("\n", 0, place) + 1 if place >= 0 else 0

    def line_of_key(self, key: str) -> int:
        """Return the line of a key of the front matter."""
        found = re.search(rf"^{re.escape(key)}\s*[:=]", self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.start()) + 1 if found else 1

    def note(self, message: str, *, line: int = 0) -> None:
        """Add something to say."""
        self.notes.append(Note(line, message))


def files_of(root: Path) -> Iterator[Path]:
    """Yield the Markdown, HTML and Word files of a folder, or the one file, in a stable order.

    Hidden folders are left out, links to folders are not followed.
    """
    if root.is_file():
        yield root
        return
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            # Word keeps a file that begins so beside a document that is open.
            if Path(name).suffix.lower() in KINDS and not name.startswith((".", "~$")):
                yield Path(folder) / name


def read(path: Path, root: Path, *, lent: Path) -> Source:
    """Read a file; the images of a Word document are written into the folder `lent`.

    Raises FileRefused when it is too big, empty, binary or cannot be opened."""
    relative = path.relative_to(root).as_posix() if path != root else path.name
    is_word = path.suffix.lower() in WORD
    data = _bytes_of(path, MAX_WORD_BYTES if is_word else MAX_BYTES)
    text, warning = (word.to_html(data, pictures=lent), "") if is_word else decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise FileRefused(gettext("The file is empty."))
    digest = hashlib.sha256(data).hexdigest()
    source = Source(path=path, relative=relative, digest=digest, text=text, body=text)
    source.lent = lent if is_word else None
    if warning:
        source.note(warning)
    if not source.is_html:
        _take_front_matter(source)
    return source


def _bytes_of(path: Path, most: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > most:
            raise FileRefused(
                gettext("%(size)d kB is too much for a card; at most %(most)d kB are read.")
                % {"size": size // 1024, "most": most // 1024}
            )
        return path.read_bytes()
    except OSError as error:
        raise FileRefused(
            gettext("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}
        ) from error


def decode(data: bytes) -> tuple[str, str]:
    """Return a file's text and a warning when its encoding had to be guessed.

    Raises FileRefused when it is no text.
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace").removeprefix("\ufeff"), ""
    if b"\x00" in data:
        raise FileRefused(gettext("This is not a text: it has bytes that no text has."))
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", "replace")
        line = data.count(b"\n", 0, error.start) + 1
        warning = gettext(
            "Not UTF-8 (line %(line)d): read as Western European, check the accents."
        ) % {"line": line}
        return text, warning


def _take_front_matter(source: Source) -> None:
    found, load = _YAML.match(source.text), _load_yaml
    if found is None:
        found, load = _TOML.match(source.text), _load_toml
    if found is None:
        return
    head = found["head"]
    # Lines stay where they are, so that notes name the right ones.
    source.body = "\n" * source.text.count("\n", 0, found.end()) + source.text[found.end() :]
    if len(head) > MAX_FRONT_MATTER:
        source.note(gettext("The front matter is too long and was left out."), line=1)
        return
    try:
        front = load(head)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        reason = str(error).split("\n", 1)[0]
        source.note(
            gettext("The front matter cannot be read and was left out: %(reason)s.")
            % {"reason": reason},
            line=_line_of_error(error),
        )
        return
    if isinstance(front, dict):
        source.front = {str(key).strip().lower(): value for key, value in front.items()}
    elif front is not None:
        source.note(gettext("The front matter has no keys and was left out."), line=1)


def _load_yaml(head: str) -> Any:
    return yaml.safe_load(head)


def _load_toml(head: str) -> Any:
    return tomllib.loads(head)


def _line_of_error(error: Exception) -> int:
    mark = getattr(error, "problem_mark", None)
    return mark.line + 2 if mark is not None else 1
