"""Writes about organisations: the register's CSV is the source, imported as often as one likes."""

from collections.abc import Iterable

from django.db import transaction

from community.core.page_cache import forget_pages
from community.organisations.models import Organisation
from community.organisations.plans import Known, Plan, RowPlan, plan_import
from community.organisations.register import Row, read_register
from community.search.services import reindex_many, reindex_organisation

FIELDS = ("name", "kind", "parent", "territory", "city", "website", "closed_on")


def import_organisations(rows: Iterable[Row]) -> Plan:
    """Add or change one organisation per row, by its code; returns what became of each row.

    Calling it again with the same rows changes nothing. A row that is refused leaves the others
    as they are. A handful of queries whatever the number of rows.
    """
    with transaction.atomic():
        known = Known.now()
        plan = plan_import(rows, known)
        bodies = dict(known.bodies)
        added = [_made(row) for row in plan.of("added")]
        bodies |= {body.code: body for body in Organisation.objects.bulk_create(added)}
        changed = [bodies[row.code] for row in plan.of("changed")]
        for row in plan.of("changed"):
            _fill(bodies[row.code], row)
        # The parents of new rows have their keys only now.
        attached = [row for row in plan.of("added") if row.values.get("parent")]
        for row in [*attached, *plan.of("changed")]:
            if "parent" in row.values:
                bodies[row.code].parent = bodies.get(row.values["parent"])
        Organisation.objects.bulk_update(
            [*changed, *(bodies[row.code] for row in attached)], FIELDS, batch_size=200
        )
        if added or changed:
            forget_pages()
        reindex_many("organisation", [body.pk for body in [*added, *changed]])
        for body in changed:
            reindex_organisation(body.pk)
    return plan


def _made(row: RowPlan) -> Organisation:
    body = Organisation(code=row.code)
    _fill(body, row)
    return body


def _fill(body: Organisation, row: RowPlan) -> None:
    for name, value in row.values.items():
        if name != "parent":
            setattr(body, name, value)


def import_register(content: bytes) -> Plan:
    """Read and import a whole file in one transaction; see `import_organisations`.

    Raises `UnreadableRegister` when the file as a whole cannot be read.
    """
    return import_organisations(read_register(content))


def dry_run(content: bytes) -> Plan:
    """Return what `import_register` would do with the file, and change nothing.

    Raises `UnreadableRegister` when the file as a whole cannot be read.
    """
    return plan_import(read_register(content), Known.now())
