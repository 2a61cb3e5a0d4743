"""What an import of the register would do, row by row, without doing it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.core.markup import plain
from community.organisations.models import Organisation, OrganisationKind
from community.organisations.register import Row
from community.territories.models import Territory

# A spreadsheet runs a cell that starts with one of these (CWE-1236).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST = {"code": 30, "name": 150, "city": 100, "website": 200}
DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y")


class RowProblem(Exception):  # noqa: N818  (it says what happened to a row)
    """Why a row is refused; the message is for the person who made the file."""


@dataclass(frozen=True)
class Change:
    """A cell that would change: the field's name for people, what it says now and then."""

    label: str
    before: str
    after: str


@dataclass
class RowPlan:
    """What would become of one row."""

    line: int
    code: str
    outcome: str
    """``added``, ``changed``, ``same`` or ``refused``."""
    message: str = ""
    name: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    """What to write, by field; `parent` holds a code, which may be another row's."""
    changes: tuple[Change, ...] = ()


@dataclass
class Plan:
    """What would become of a file."""

    rows: list[RowPlan] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """Return how many rows have that outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    def of(self, outcome: str) -> list[RowPlan]:
        """Return the rows with that outcome, in the order of the file."""
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def refused(self) -> list[RowPlan]:
        """The rows that are refused, with their reasons."""
        return self.of("refused")


@dataclass(frozen=True)
class Known:
    """What the database holds before an import."""

    territories: Mapping[str, Territory]
    bodies: Mapping[str, Organisation]

    @classmethod
    def now(cls) -> "Known":
        """Read it; two queries."""
        bodies = Organisation.objects.select_related("parent", "territory")
        return cls(
            territories={place.code: place for place in Territory.objects.all()},
            bodies={body.code: body for body in bodies},
        )


def plan_import(rows: Iterable[Row], known: Known) -> Plan:
    """Check every row and say what it would add or change; a refused row leaves the others.

    Parents may stand anywhere in the file. A row whose parent is refused and not known already is
    refused too, as are rows that are attached to each other in a circle.
    """
    kinds = _kinds()
    plan, by_code = Plan(), dict[str, RowPlan]()
    for row in rows:
        code = plain(row.get("code").strip())
        made = RowPlan(row.line, code[:30], "refused", name=row.get("name").strip()[:150])
        plan.rows.append(made)
        try:
            if code in by_code:
                raise RowProblem(_("Its code stands twice in the file."))
            made.values = _values_of(row, code, known=known, kinds=kinds)
        except RowProblem as problem:
            made.message = str(problem)
            continue
        made.outcome = "added"
        by_code[code] = made
    _refuse_orphans(by_code, known)
    for code, made in by_code.items():
        if made.outcome == "added" and code in known.bodies:
            made.changes = _changes(known.bodies[code], made.values)
            made.outcome = "changed" if made.changes else "same"
    return plan


def _values_of(row: Row, code: str, *, known: Known, kinds: Mapping[str, str]) -> dict[str, Any]:
    cells = _checked(row)
    try:
        validate_slug(code)
    except ValidationError as error:
        raise RowProblem(
            _("Its code may hold letters, digits, hyphens and underscores.")
        ) from error
    if code == cells.get("parent"):
        raise RowProblem(_("It names itself as the one it is attached to."))
    readers: dict[str, Callable[[str], Any]] = {
        "name": str,
        "kind": lambda text: _kind(text, kinds),
        "parent": str,
        "territory": lambda text: _territory(text, known.territories),
        "city": str,
        "website": _website,
        "closed_on": _day,
    }
    return {column: read(cells[column]) for column, read in readers.items() if column in cells}


def _checked(row: Row) -> dict[str, str]:
    """Return the cells without spaces around them; refuse what no cell may be."""
    if row.has_surplus:
        raise RowProblem(_("It has more cells than the header has columns."))
    for column, cell in row.cells.items():
        if cell.startswith(FORMULA_STARTS):
            raise RowProblem(_("The cell “%s” starts like a formula; write plain text.") % column)
    cells = {column: plain(cell).strip() for column, cell in row.cells.items()}
    for column, longest in LONGEST.items():
        if len(cells.get(column, "")) > longest:
            raise RowProblem(
                _("The cell “%(column)s” is longer than %(longest)s characters.")
                % {"column": column, "longest": longest}
            )
    for column in ("code", "name"):
        if not cells[column]:
            raise RowProblem(_("The cell “%s” is empty.") % column)
    return cells


def _territory(code: str, territories: Mapping[str, Territory]) -> Territory | None:
    if code and code not in territories:
        raise RowProblem(_("No territory has the code “%s”.") % code)
    return territories.get(code)


def _kinds() -> dict[str, str]:
    """Return each kind by its code and by what any language calls it, case aside."""
    known = {value: value for value in OrganisationKind.values}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {str(label).casefold(): value for value, label in OrganisationKind.choices}
    return known


def _kind(text: str, kinds: Mapping[str, str]) -> str:
    kind = kinds.get(text.casefold())
    if kind is None:
        raise RowProblem(
            _("Its kind is “%(kind)s”; known are %(known)s.")
            % {"kind": text, "known": ", ".join(OrganisationKind.values)}
        )
    return kind


def _website(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise RowProblem(_("Its website must start with https://."))
    try:
        if text:
            URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise RowProblem(_("Its website is no address.")) from error
    return text


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise RowProblem(_("“%s” is no day; write it like 2026-12-31 or 31/12/2026.") % text)


def _refuse_orphans(by_code: dict[str, RowPlan], known: Known) -> None:
    """Refuse those whose parent will not be there, and circles; each refusal may cause others."""
    is_settled = False
    while not is_settled:
        is_settled = True
        for code, made in by_code.items():
            problem = made.outcome != "refused" and _orphan_problem(code, by_code, known)
            if problem:
                made.outcome, made.message, is_settled = "refused", problem, False


def _orphan_problem(code: str, by_code: Mapping[str, RowPlan], known: Known) -> str:
    seen = {code}
    first = parent = _parent_of(code, by_code, known)
    if parent and parent not in known.bodies:
        row = by_code.get(parent)
        if row is None or row.outcome == "refused":
            return _("No other organisation has the code “%s” that it names as parent.") % parent
    while parent:
        if parent in seen:
            return _("Attached to “%s”, it would be attached to itself.") % first
        seen.add(parent)
        parent = _parent_of(parent, by_code, known)
    return ""


def _parent_of(code: str, by_code: Mapping[str, RowPlan], known: Known) -> str:
    row = by_code.get(code)
    if row is not None and row.outcome != "refused" and "parent" in row.values:
        return str(row.values["parent"])
    body = known.bodies.get(code)
    return body.parent.code if body and body.parent else ""


def _changes(body: Organisation, values: Mapping[str, Any]) -> tuple[Change, ...]:
    changes = []
    for name, after in values.items():
        before = getattr(body, name)
        if name == "parent":
            before = before.code if before else ""
        if before != after:
            column: Any = Organisation._meta.get_field(name)
            label = str(column.verbose_name)
            changes.append(Change(label, _shown(name, before), _shown(name, after)))
    return tuple(changes)


def _shown(name: str, value: Any) -> str:
    if name == "kind":
        return str(OrganisationKind(value).label)
    return str(value or "")
