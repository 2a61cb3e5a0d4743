"""What this app adds to the CMS: the menu "Webinars"."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from webinars.programme.viewsets import SeriesViewSet, SpeakerChooserViewSet, WebinarViewSet
from webinars.replays.viewsets import ReplayViewSet
from webinars.trips.viewsets import TripViewSet


class WebinarsGroup(SnippetViewSetGroup):
    """What animators look after."""

    items = (WebinarViewSet, ReplayViewSet, SeriesViewSet)
    menu_label = _("Webinars")
    menu_icon = "media"
    menu_order = 310


register_snippet(WebinarsGroup)
register_snippet(TripViewSet)


@hooks.register("register_admin_viewset")
def speaker_chooser() -> ViewSet:
    """Let the form of a session choose its speakers by searching."""
    return SpeakerChooserViewSet("speaker_chooser")
