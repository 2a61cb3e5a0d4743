"""What the community adds to the CMS: the menu "Network" and what apps bring along."""

from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.permissions import register_permission_policy

from community.home.cms import tidy_help, tidy_summary
from community.members.models import Member
from community.members.viewsets import MemberPolicy, MemberViewSet
from community.organisations.viewsets import OrganisationChooserViewSet, OrganisationViewSet
from community.plugins import gather
from community.search.cms import searched_as_the_site
from community.search.curation.viewsets import SearchGroup
from community.search.log import cms as search_log
from community.territories.viewsets import TerritoryViewSet
from community.themes.viewsets import ThemeViewSet


class NetworkGroup(ModelViewSetGroup):
    """What animators keep: the vocabulary, the register, the places, the people."""

    items = (ThemeViewSet, OrganisationViewSet, TerritoryViewSet, MemberViewSet)
    menu_label = _("Network")
    menu_icon = "site"
    menu_order = 250


# Before the viewsets, which would register Wagtail's usual policy otherwise.
register_permission_policy(Member, MemberPolicy(Member), exact_class=True)


@hooks.register("register_admin_viewset")
def network() -> ModelViewSetGroup:
    """Add the menu "Network"."""
    return NetworkGroup()


@hooks.register("register_admin_viewset")
def organisation_chooser() -> ViewSet:
    """Let every form of the CMS choose an organisation by searching."""
    return OrganisationChooserViewSet("organisation_chooser")


# After all that narrow: they may hand on any queryset.
hooks.register("construct_page_chooser_queryset", searched_as_the_site, order=1000)


@hooks.register("register_admin_viewset")
def search() -> ModelViewSetGroup:
    """Add the menu "Search"."""
    return SearchGroup()


@hooks.register("register_admin_urls")
def report_addresses() -> list[Any]:
    """Add the report itself."""
    return [path("reports/searches/", search_log.report, name="community_searches")]


# Last, so that what other apps put there is tidied too.
hooks.register("construct_homepage_summary_items", tidy_summary, order=1000)
hooks.register("construct_help_menu", tidy_help)


@hooks.register("insert_global_admin_css")
def styles_of_apps() -> SafeString:
    """Load the styles that apps bring along."""
    return format_html_join("", '<link rel="stylesheet" href="{}">', _assets(".css"))


@hooks.register("insert_global_admin_js")
def scripts_of_apps() -> SafeString:
    """Load the scripts that apps bring along."""
    return format_html_join("", '<script type="module" src="{}"></script>', _assets(".js"))


def _assets(ending: str) -> list[tuple[Any]]:
    return [(static(path),) for path in gather("cms_assets") if path.endswith(ending)]
