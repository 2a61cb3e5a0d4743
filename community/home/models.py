"""The home page and the plain pages (about, accessibility, privacy) as editors write them."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from community.core.context import reader_of
from community.home.selectors import home_context


class HomePage(Page):
    """The first page: one sentence and a box; the rooms add what is fresh."""

    # Named, because many a site has a HomePage of its own and Django would call both the same.
    page_ptr = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="community_home",
    )
    sentence = models.CharField(
        _("sentence"), max_length=120, help_text=_("What one can do here, in one sentence.")
    )
    invitation = models.CharField(
        _("invitation"), max_length=250, blank=True, help_text=_("Why to come, in one more.")
    )

    content_panels = [*Page.content_panels, FieldPanel("sentence"), FieldPanel("invitation")]
    parent_page_types = ["wagtailcore.Page"]
    template = "community/home/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_template(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
        """Return the member's home for members, the visitor's for everyone else."""
        is_member = reader_of(request).is_member and not getattr(request, "is_preview", False)
        return "community/home/home_member.html" if is_member else self.template

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the panels of the apps and, for visitors, who takes part."""
        request.shown_page = self  # type: ignore[attr-defined]
        return super().get_context(request, *args, **kwargs) | home_context(request)


class InfoKey(models.TextChoices):
    """The pages that every footer links to."""

    ABOUT = "about", _("About")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Privacy")


class InfoPage(Page):
    """A plain page: who we are, accessibility, privacy."""

    # Named, because many a site has a InfoPage of its own and Django would call both the same.
    page_ptr = models.OneToOneField(
        Page,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="community_info",
    )
    introduction = models.CharField(_("introduction"), max_length=250, blank=True)
    body = RichTextField(
        _("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
    )

    key = models.CharField(
        _("linked in the footer as"), max_length=20, choices=InfoKey.choices, blank=True
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("key"),
    ]
    subpage_types: list[str] = []
    template = "community/home/info_page.html"

    class Meta:
        verbose_name = _("plain page")
        indexes = [models.Index(fields=["key"], name="community_infopage_key")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Tell the frame which page this is, for its language switch."""
        request.shown_page = self  # type: ignore[attr-defined]
        return super().get_context(request, *args, **kwargs)
