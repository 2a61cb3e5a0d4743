"""Who may read a thing: everyone, members or one organisation. Decided here for all apps."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.reader import MEMBERS, PUBLIC, Reader

if TYPE_CHECKING:
    from community.organisations.models import Organisation


class Audience(models.TextChoices):
    """The choices an author has."""

    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members")
    ORGANISATION = "organisation", _("One organisation")


def audience_q(reader: Reader, prefix: str = "") -> models.Q:
    """Return the condition under which rows with an audience are the reader's to read.

    `prefix` leads to the row (``"webinar__"``).
    """
    if reader.is_superuser:
        return models.Q()
    condition = models.Q(**{f"{prefix}audience": Audience.EVERYONE})
    if reader.is_member:
        condition |= models.Q(**{f"{prefix}audience": Audience.MEMBERS})
    if reader.organisation_id:
        condition |= models.Q(
            **{
                f"{prefix}audience": Audience.ORGANISATION,
                f"{prefix}audience_organisation": reader.organisation_id,
            }
        )
    return condition


class HasAudience(models.Model):
    """Gives a model its audience and the tokens that search keeps beside each passage."""

    audience = models.CharField(
        _("who may read it"), max_length=12, choices=Audience.choices, default=Audience.EVERYONE
    )
    audience_organisation: "models.ForeignKey[Organisation | None, Organisation | None]" = (
        models.ForeignKey(
            "community.Organisation",
            verbose_name=_("organisation that may read it"),
            on_delete=models.PROTECT,
            null=True,
            blank=True,
            related_name="+",
        )
    )

    audience_organisation_id: int | None

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an audience of one organisation that names none."""
        super().clean()
        if self.audience == Audience.ORGANISATION and self.audience_organisation_id is None:
            raise ValidationError(
                {"audience_organisation": _("Say which organisation may read it.")}
            )

    def audience_tokens(self) -> tuple[str, ...]:
        """Return the tokens that a reader needs one of."""
        if self.audience == Audience.EVERYONE:
            return (PUBLIC,)
        if self.audience == Audience.MEMBERS:
            return (MEMBERS,)
        return (f"organisation:{self.audience_organisation_id}",)

    def is_visible_to(self, reader: Reader) -> bool:
        """Whether the reader is of the audience; the same rule as `audience_q`."""
        return reader.is_superuser or not reader.audiences.isdisjoint(self.audience_tokens())
