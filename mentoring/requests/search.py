"""What of a need can be found: its title and text, by those who may read it and nobody else."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from community.core.reader import MEMBERS
from community.core.roles import Role
from community.search.projections import Document, Passage, Projection
from mentoring.requests.enums import Confidentiality, State
from mentoring.requests.models import Need


class NeedProjection(Projection[Need]):
    """A need; its history and its engagement are never indexed."""

    type = "need"
    label = gettext_lazy("Needs")
    icon = "hand"
    room = "mentoring"
    model = Need

    def queryset(self) -> "QuerySet[Need]":
        """Return all needs but drafts."""
        return (
            Need.objects.asked()  # type: ignore[misc]  # taggit has no types
            .select_related("author", "territory")
            .prefetch_related("themes", "offers__facilitator__member")
        )

    def documents_of(self, instance: Need) -> Iterable[Document]:
        """Return the need in its own language."""
        with translation.override(instance.language):
            url = reverse("mentoring:need", args=[instance.pk])
        yield Document(
            title=instance.title,
            url=url,
            language=instance.language,
            passages=(Passage(text=instance.body),),
            audience=audience_of(instance),
            kind=instance.kind,
            themes=tuple(theme.slug for theme in instance.themes.all()),
            territories=(instance.territory.code,) if instance.territory else (),
            dated_on=timezone.localdate(instance.submitted_at) if instance.submitted_at else None,
        )


def audience_of(need: Need) -> tuple[str, ...]:
    """Return the tokens of those who may read a need: the same rule as `readable_by`."""
    tokens = [f"role:{Role.ANIMATOR.value}"]
    if need.author is not None:
        tokens.append(f"person:{need.author.user_id}")
    tokens += [
        f"person:{offer.facilitator.member.user_id}"
        for offer in need.offers.all()
        if offer.state in ("sent", "accepted")
    ]
    if need.state != State.CANCELLED:
        if need.confidentiality == Confidentiality.NETWORK:
            tokens.append(MEMBERS)
        elif need.confidentiality == Confidentiality.FACILITATORS:
            tokens.append(f"role:{Role.FACILITATOR.value}")
    return tuple(dict.fromkeys(tokens))
