"""What the search finds of organisations: their name, what they are and where."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from community.core.reader import PUBLIC
from community.organisations.models import Organisation
from community.search.projections import Document, Passage, Projection

WEIGHT: Final = 0.6
"""A short entry would else outrank what was written about the subject; a name still wins."""


class OrganisationProjection(Projection[Organisation]):
    """Open organisations, in both languages."""

    type = "organisation"
    label = _("Organisations")
    icon = "building"
    room = "community"
    model = Organisation

    def queryset(self) -> "QuerySet[Organisation]":
        """Return the organisations that have not closed."""
        return Organisation.objects.open().select_related("territory__parent", "parent")

    def documents_of(self, instance: Organisation) -> Iterator[Document]:
        """Yield one document a language."""
        for language, _name in settings.LANGUAGES:
            with override(language):
                yield Document(
                    title=instance.name,
                    url=reverse("community:organisation", args=[instance.code]),
                    language=language,
                    passages=(Passage(text=_described(instance)),),
                    audience=(PUBLIC,),
                    kind=instance.kind,
                    territories=(instance.territory.code,) if instance.territory else (),
                    organisation_id=instance.pk,
                    weight=WEIGHT,
                )


def _described(organisation: Organisation) -> str:
    territory = organisation.territory
    places = [organisation.city]
    if territory is not None:
        places += [territory.name, territory.parent.name if territory.parent else ""]
    parts = [
        organisation.get_kind_display(),
        ", ".join(dict.fromkeys(place for place in places if place)),
        organisation.parent.name if organisation.parent else "",
        organisation.code,
    ]
    return " · ".join(part for part in parts if part)
