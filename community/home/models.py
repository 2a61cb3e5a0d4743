"""The home page and the plain pages (about, accessibility, privacy) as editors write them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    """The first page: one sentence and a box; the rooms add what is fresh."""

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


class InfoPage(Page):
    """A plain page: who we are, accessibility, privacy."""

    introduction = models.CharField(_("introduction"), max_length=250, blank=True)
    body = RichTextField(
        _("text"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    subpage_types: list[str] = []
    template = "community/home/info_page.html"

    class Meta:
        verbose_name = _("plain page")
