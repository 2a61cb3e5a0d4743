"""The network's organisations, as a list with a map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from community.core.context import reader_of
from community.core.pagination import page_of
from community.core.sorting import by_name
from community.members.selectors import listed_members
from community.organisations.models import Organisation, OrganisationKind
from community.organisations.selectors import organisations, tiles
from community.territories.models import Territory, TerritoryKind


def organisation_list(request: HttpRequest) -> HttpResponse:
    """Show organisations by name, kind and territory."""
    text = request.GET.get("q", "")[:100].strip()
    kind = request.GET.get("kind", "")
    kind = kind if kind in OrganisationKind.values else ""
    territory = request.GET.get("territory", "")[:8]
    query = request.GET.copy()
    query.pop("page", None)
    address = reverse("community:organisations")
    regions = by_name(Territory.objects.filter(kind=TerritoryKind.REGION))
    context = {
        "page": page_of(
            organisations(text=text, kind=kind, territory=territory),
            request.GET.get("page"),
            size=24,
        ),
        "query": query.urlencode(),
        "text": text,
        "kind": kind,
        "kinds": OrganisationKind.choices,
        "territory": territory,
        "regions": regions,
        "tiles": tiles(address),
    }
    return render(request, "community/organisations/organisation_list.html", context)


def organisation_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show an organisation, what is attached to it, and (to members) who works there."""
    organisation = get_object_or_404(
        Organisation.objects.open().select_related("territory__parent", "parent"), code=code
    )
    context = {
        "organisation": organisation,
        "attached": organisation.attached.open(),
        "members": listed_members(reader_of(request)).filter(organisation=organisation),
    }
    return render(request, "community/organisations/organisation_detail.html", context)
