"""Reads the network's register: a CSV file becomes rows, or the reason why it cannot be read."""

import csv
import io
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.translation import gettext as _

from community.core.errors import Refused

REQUIRED = ("code", "name", "kind")
KNOWN = (*REQUIRED, "parent", "territory", "city", "website", "closed_on")
MAX_BYTES = 5 * 1024 * 1024
# What a French spreadsheet may call the columns.
OTHER_HEADINGS = {
    "nom": "name",
    "type": "kind",
    "rattachement": "parent",
    "territoire": "territory",
    "ville": "city",
    "site": "website",
    "fermeture": "closed_on",
}


class UnreadableRegister(Refused):
    """The file as a whole cannot be imported; the message says what to change."""


@dataclass(frozen=True)
class Row:
    """A line of the register: where it stands in the file, and its cells by column.

    A column that the file does not have is not in `cells`: what is known of it then stays.
    """

    line: int
    cells: dict[str, str]
    has_surplus: bool = False
    """Whether it has more cells than the header has columns."""

    def get(self, column: str) -> str:
        """Return a cell, empty when the file has no such column."""
        return self.cells.get(column, "")


def read_register(content: bytes) -> list[Row]:
    """Return the rows of a CSV file (comma or semicolon, UTF-8 or the old Windows encoding).

    Empty lines are left out. Raises `UnreadableRegister` when it is too large, is not CSV, or
    lacks, repeats or misnames a column.
    """
    text = _text_of(content)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [_column(name) for name in next(reader, [])]
        _check_columns(columns)
        return [_row(reader.line_num, columns, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise UnreadableRegister(
            _("Line %(line)s cannot be read: %(error)s.")
            % {"line": reader.line_num, "error": error}
        ) from error


def _text_of(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise UnreadableRegister(_("The file is larger than 5 MB: is it the right one?"))
    if b"\0" in content:
        raise UnreadableRegister(_("This is not a CSV file. Save the sheet as CSV and try again."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _column(name: str) -> str:
    known = name.strip().lower()
    return OTHER_HEADINGS.get(known, known)


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    # A short line has empty cells at its end, as spreadsheets leave them out.
    pairs = zip_longest(columns, cells[: len(columns)], fillvalue="")
    named = {name: cell for name, cell in pairs if name}
    return Row(line, named, has_surplus=any(cells[len(columns) :]))


def _check_columns(columns: list[str]) -> None:
    named = [name for name in columns if name]
    problems = {
        _("missing columns: %s"): [name for name in REQUIRED if name not in named],
        _("unknown columns: %s"): [name for name in named if name not in KNOWN],
        _("columns that stand there twice: %s"): sorted(
            {name for name in named if named.count(name) > 1}
        ),
    }
    parts = [text % ", ".join(names) for text, names in problems.items() if names]
    if parts:
        raise UnreadableRegister(
            _("%(problems)s. The file needs %(required)s and may have %(others)s.")
            % {
                "problems": "; ".join(parts).capitalize(),
                "required": ", ".join(REQUIRED),
                "others": ", ".join(name for name in KNOWN if name not in REQUIRED),
            }
        )
