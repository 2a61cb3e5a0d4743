"""What of a facilitator can be found: words of their own, and what vouches for them."""

from collections.abc import Iterable
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.reader import MEMBERS
from community.search.projections import Document, Passage, Projection
from mentoring.facilitators.contributions import contributions_in_words
from mentoring.facilitators.models import Facilitator
from mentoring.facilitators.selectors import evidence_for

WEIGHT: Final = 0.75
"""A short entry would else outrank what was written about the subject; a name still wins."""


class FacilitatorProjection(Projection[Facilitator]):
    """A facilitator by evidence; for members."""

    type = "facilitator"
    label = gettext_lazy("Facilitators")
    icon = "handshake"
    room = "mentoring"
    model = Facilitator

    def queryset(self) -> "QuerySet[Facilitator]":
        """Return those whom members may find."""
        return (
            Facilitator.objects.listed()
            .select_related("member__organisation", "member__territory", "member__user")
            .prefetch_related("themes", "territories", "qualifications")
        )

    def documents_of(self, instance: Facilitator) -> Iterable[Document]:
        """Return one document a language: the pitch, the qualifications, what was solved."""
        places = [place.code for place in instance.territories.all()]
        if instance.member.territory:
            places.insert(0, instance.member.territory.code)
        for language in ("fr", "en"):
            with translation.override(language):
                yield Document(
                    title=str(instance),
                    url=reverse("mentoring:facilitator", args=[instance.member.handle]),
                    language=language,
                    passages=tuple(_passages(instance)),
                    audience=(MEMBERS,),
                    themes=tuple(theme.slug for theme in instance.themes.all()),
                    territories=tuple(places),
                    organisation_id=instance.member.organisation_id,
                    weight=WEIGHT,
                )


def _passages(person: Facilitator) -> Iterable[Passage]:
    themes = ", ".join(theme.label for theme in person.themes.all())
    yield Passage(text=" ".join(filter(None, (person.pitch, person.member.job_title, themes))))
    skills = [str(item) for item in person.qualifications.all() if item.is_valid()]
    if skills:
        yield Passage(text=", ".join(skills), heading=_("Qualifications"), anchor="#qualifications")
    evidence = evidence_for(person)
    given = contributions_in_words(evidence.authored, evidence.sessions, evidence.applied)
    if given:
        yield Passage(text=", ".join(given), heading=_("What vouches for it"), anchor="#solved")
    for done in evidence.done:
        yield Passage(
            text=" · ".join((done.kind, done.format, *done.themes)),
            heading=_("A need solved"),
            anchor="#solved",
        )
