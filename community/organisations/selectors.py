"""Reads of organisations: their list, and where in the country they are."""

from django.db.models import Count, Q

from community.organisations.models import Organisation, OrganisationQuerySet
from community.territories.models import Territory, TerritoryKind


def organisations(*, text: str = "", kind: str = "", territory: str = "") -> OrganisationQuerySet:
    """Return the open organisations of a name or city, a kind and a territory (with its parts)."""
    found = Organisation.objects.open().select_related("territory", "parent")
    if text:
        found = found.matching(text)
    if kind:
        found = found.filter(kind=kind)
    if territory:
        found = found.filter(
            Q(territory__code=territory)
            | Q(territory__parent__code=territory)
            | Q(territory__parent__parent__code=territory)
        )
    return found


def departments_with_counts() -> list[Territory]:
    """Return every department that has a cell on the map, with `organisation_count`."""
    return list(
        Territory.objects.filter(kind=TerritoryKind.DEPARTMENT, column__isnull=False)
        .annotate(
            organisation_count=Count(
                "organisations", filter=Q(organisations__closed_on__isnull=True)
            )
        )
        .order_by("code")
    )


def tiles(address: str) -> list[dict[str, object]]:
    """Return the tile map's cells: how many organisations each department has."""
    return [
        {
            "code": place.code.removeprefix("D"),
            "label": place.name,
            "column": place.column,
            "row": place.row,
            "value": place.organisation_count,  # type: ignore[attr-defined]
            "url": f"{address}?territory={place.code}",
        }
        for place in departments_with_counts()
    ]
