"""Writes about organisations: the register's CSV is the source, imported as often as one likes."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.organisations.models import Organisation, OrganisationKind
from community.territories.models import Territory

REQUIRED = ("code", "name", "kind")
KNOWN = (*REQUIRED, "parent", "territory", "city", "website", "closed_on")
MAX_BYTES = 5 * 1024 * 1024
# A spreadsheet runs a cell that starts with one of these (CWE-1236).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class UnreadableRegister(Refused):
    """The file as a whole cannot be imported; the message says what to change."""


@dataclass(frozen=True)
class RowReport:
    """What became of one row: its line in the file, an outcome, and why when it was refused."""

    line: int
    code: str
    outcome: str
    """``added``, ``changed``, ``same`` or ``refused``."""
    message: str = ""


@dataclass
class ImportReport:
    """What became of a file."""

    rows: list[RowReport] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Return how many rows had that outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def refused(self) -> list[RowReport]:
        """The rows that were refused, with their reasons."""
        return [row for row in self.rows if row.outcome == "refused"]


def read_register(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file (comma or semicolon, UTF-8 or the old Windows encoding).

    Raises `UnreadableRegister` when it is too large, is not CSV, or lacks or misnames a column.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableRegister(_("The file is larger than 5 MB: is it the right one?"))
    if b"\0" in content:
        raise UnreadableRegister(_("This is not a CSV file. Save the sheet as CSV and try again."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [(name or "").strip().lower() for name in reader.fieldnames or []]
        reader.fieldnames = columns
        _check_columns(columns)
        return [dict(row) for row in reader]
    except csv.Error as error:
        raise UnreadableRegister(
            _("Line %(line)s cannot be read: %(error)s.")
            % {"line": reader.line_num, "error": error}
        ) from error


def _check_columns(columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    unknown = [name for name in columns if name and name not in KNOWN]
    if missing or unknown:
        parts = []
        if missing:
            parts.append(_("missing columns: %s") % ", ".join(missing))
        if unknown:
            parts.append(_("unknown columns: %s") % ", ".join(unknown))
        raise UnreadableRegister(
            _("%(problems)s. The file needs %(required)s and may have %(others)s.")
            % {
                "problems": "; ".join(parts).capitalize(),
                "required": ", ".join(REQUIRED),
                "others": ", ".join(name for name in KNOWN if name not in REQUIRED),
            }
        )


def import_organisations(rows: list[dict[str, str]]) -> Iterator[RowReport]:
    """Add or change one organisation per row, by its code; yields each row's report as it goes.

    Calling it again with the same rows changes nothing. A row that is refused leaves the others
    as they are; parents may stand anywhere in the file.
    """
    territories = {place.code: place for place in Territory.objects.all()}
    known = {body.code: body for body in Organisation.objects.all()}
    seen: set[str] = set()
    # Those without a parent first, so that a child finds it wherever it stands.
    numbered = list(enumerate(rows, start=2))
    for line, row in sorted(numbered, key=lambda item: bool((item[1].get("parent") or "").strip())):
        code = plain((row.get("code") or "").strip())
        problem = _problem_of(row, code=code, seen=seen, territories=territories, known=known)
        if problem:
            yield RowReport(line, code[:30], "refused", problem)
            continue
        seen.add(code)
        yield RowReport(line, code, _write(row, code, territories=territories, known=known))


def _problem_of(
    row: dict[str, str],
    *,
    code: str,
    seen: set[str],
    territories: dict[str, Territory],
    known: dict[str, Organisation],
) -> str:
    """Return why a row is refused, or an empty string."""
    if None in row:
        return _("It has more cells than the header has columns.")
    for name, value in row.items():
        if (value or "").startswith(FORMULA_STARTS):
            return _("The cell “%s” starts like a formula; write plain text.") % name
    if not code or len(code) > 30:
        return _("Its code is empty or longer than 30 characters.")
    if code in seen:
        return _("Its code stands twice in the file.")
    name = (row.get("name") or "").strip()
    if not name or len(name) > 150:
        return _("Its name is empty or longer than 150 characters.")
    kind = (row.get("kind") or "").strip()
    if kind not in OrganisationKind.values:
        return _("Its kind is “%(kind)s”; known are %(known)s.") % {
            "kind": kind,
            "known": ", ".join(OrganisationKind.values),
        }
    place = (row.get("territory") or "").strip()
    if place and place not in territories:
        return _("No territory has the code “%s”.") % place
    parent = (row.get("parent") or "").strip()
    if parent and (parent == code or parent not in known):
        return _("No other organisation has the code “%s” that it names as parent.") % parent
    website = (row.get("website") or "").strip()
    if website and not website.startswith(("https://", "http://")):
        return _("Its website must start with https://.")
    return ""


def _write(
    row: dict[str, str],
    code: str,
    *,
    territories: dict[str, Territory],
    known: dict[str, Organisation],
) -> str:
    parent = known.get((row.get("parent") or "").strip())
    place = territories.get((row.get("territory") or "").strip())
    values = {
        "name": plain(row["name"].strip()),
        "kind": row["kind"].strip(),
        "parent_id": parent.pk if parent else None,
        "territory_id": place.pk if place else None,
        "city": plain((row.get("city") or "").strip())[:100],
        "website": (row.get("website") or "").strip()[:200],
    }
    body = known.get(code)
    if body is None:
        known[code] = Organisation.objects.create(code=code, **values)
        return "added"
    if all(getattr(body, name) == value for name, value in values.items()):
        return "same"
    for name, value in values.items():
        setattr(body, name, value)
    body.save()
    return "changed"


def import_register(content: bytes) -> ImportReport:
    """Read and import a whole file in one transaction; see `import_organisations`."""
    rows = read_register(content)
    with transaction.atomic():
        report = ImportReport(list(import_organisations(rows)))
    report.rows.sort(key=lambda row: row.line)
    return report
