"""What members find of each other: name, work, what one offers and looks for. Visitors nothing."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from community.core.reader import MEMBERS
from community.members.models import Member
from community.search.projections import Document, Passage, Projection

WEIGHT: Final = 0.6
"""A short entry would else outrank what was written about the subject; a name still wins."""


class MemberProjection(Projection[Member]):
    """Listed members, in both languages."""

    type = "member"
    label = gettext_lazy("Members")
    icon = "users"
    room = "community"
    model = Member

    def queryset(self) -> "QuerySet[Member]":
        """Return the members who show themselves."""
        return (
            Member.objects.listed()
            .exclude(name="")
            .select_related("organisation", "territory")
            .prefetch_related("themes")  # type: ignore[misc]  # taggit has no types
        )

    def documents_of(self, instance: Member) -> Iterator[Document]:
        """Yield one document a language."""
        for language, _name in settings.LANGUAGES:
            with override(language):
                yield Document(
                    title=str(instance),
                    url=instance.get_absolute_url(),
                    language=language,
                    passages=tuple(_passages(instance)),
                    audience=(MEMBERS,),
                    themes=[theme.slug for theme in instance.themes.all()],
                    territories=(instance.territory.code,) if instance.territory else (),
                    organisation_id=instance.organisation_id,
                    weight=WEIGHT,
                )


def _passages(member: Member) -> Iterator[Passage]:
    work = [member.job_title, str(member.organisation or ""), str(member.territory or "")]
    yield Passage(text=" · ".join(part for part in work if part))
    if member.bio:
        yield Passage(text=member.bio, heading=_("About me"))
    if member.offers:
        yield Passage(text=member.offers, heading=_("What I can offer"))
    if member.seeks:
        yield Passage(text=member.seeks, heading=_("What I am looking for"))
