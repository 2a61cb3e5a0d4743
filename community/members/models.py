"""A member: the profile beside the account, whatever the site's user model is."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from community.core.languages import languages, main_language
from community.core.sorting import InOrder
from community.organisations.models import Organisation
from community.territories.models import Territory
from community.themes.models import ThemedItemBase


class MemberTheme(ThemedItemBase):
    """A theme that a member cares about."""

    content_object = models.ForeignKey(
        "community.Member", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "content_object"], name="community_member_theme_once"
            )
        ]


class MemberQuerySet(models.QuerySet["Member"]):
    """Verbs of members."""

    def listed(self) -> "MemberQuerySet":
        """Keep those who show themselves to other members and whose account is active."""
        return self.filter(is_listed=True, user__is_active=True)


class Member(models.Model):
    """A person of the community; one for each account, made with it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member"
    )
    handle = models.SlugField(_("address of the profile"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    job_title = models.CharField(_("what I do"), max_length=120, blank=True)
    organisation: "models.ForeignKey[Organisation | None, Organisation | None]" = models.ForeignKey(
        "community.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
    )
    territory: "models.ForeignKey[Territory | None, Territory | None]" = models.ForeignKey(
        "community.Territory",
        verbose_name=_("territory"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
    )
    language = models.CharField(
        _("language"), max_length=5, choices=languages, default=main_language
    )
    bio = models.TextField(_("about me"), max_length=1000, blank=True)
    offers = models.TextField(_("what I can offer"), max_length=500, blank=True)
    seeks = models.TextField(_("what I am looking for"), max_length=500, blank=True)
    is_listed = models.BooleanField(
        _("shown to other members"),
        default=True,
        help_text=_("Others find you by name, themes and territory. Visitors never do."),
    )
    wants_mail = models.BooleanField(_("send me notifications by e-mail"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    themes = TaggableManager(
        verbose_name=_("themes"), through="community.MemberTheme", blank=True, help_text=""
    )
    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = [InOrder("name"), "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        indexes = [models.Index(fields=["is_listed", "name"], name="community_member_listed")]

    def __str__(self) -> str:
        return self.name or self.handle

    def get_absolute_url(self) -> str:
        """Return the profile's address in the language being shown."""
        return reverse("community:member", args=[self.handle])
