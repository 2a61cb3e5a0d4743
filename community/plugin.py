"""What the community gives itself: its menu, notifications, projections and demo steps."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from community.demo import content
from community.home.sitemaps import OrganisationSitemap, PageSitemap, ThemeSitemap, ViewSitemap
from community.members.personal_data import erase, held_of
from community.members.search import MemberProjection
from community.organisations.models import Organisation
from community.organisations.search import OrganisationProjection
from community.plugins import DemoStep, Measure, MenuEntry, NotificationKind, Plugin, Tick
from community.search.api import add_search
from community.search.log.services import forget
from community.search.saved import personal_data as saved_searches
from community.search.saved.services import KIND, tell_news
from community.search.tasks import ask_to_send, forget_unused

plugin = Plugin(
    label="community",
    urls="community.routes",
    menu=(
        MenuEntry(
            label=_("Network"), url_name="community:organisations", room="community", order=80
        ),
    ),
    projections=(OrganisationProjection(), MemberProjection()),
    notification_kinds=(
        NotificationKind(
            key=KIND,
            label=_("Something new in a saved search"),
            template="community/search/saved_news.txt",
        ),
    ),
    api=add_search,
    sitemaps={
        "pages": PageSitemap,
        "views": ViewSitemap,
        "themes": ThemeSitemap,
        "organisations": OrganisationSitemap,
    },
    measures=(
        Measure(
            key="organisations",
            label=_("establishments"),
            value=lambda: Organisation.objects.open().count(),
            public=True,
            order=10,
        ),
    ),
    ticks=(
        Tick(key="search-sending", every=timedelta(minutes=1), run=ask_to_send),
        Tick(key="search-news", every=timedelta(minutes=10), run=tell_news),
        Tick(key="search-log", every=timedelta(days=1), run=forget),
        Tick(key="search-unused", every=timedelta(days=1), run=forget_unused),
    ),
    cms_assets=("community/js/cms_pins.js",),
    exporters=(held_of, saved_searches.held_of),
    erasers=(saved_searches.erase, erase),
    demo=(
        DemoStep(key="territories", label="territories", run=content.fill_territories, order=10),
        DemoStep(key="themes", label="themes", run=content.fill_themes, order=11, version=2),
        DemoStep(
            key="organisations", label="establishments", run=content.fill_organisations, order=12
        ),
        DemoStep(key="pages", label="first pages, two languages", run=content.fill_pages, order=15),
        DemoStep(key="synonyms", label="synonyms", run=content.fill_synonyms, order=13),
        DemoStep(key="people", label="people", run=content.fill_people, order=20),
        DemoStep(key="searches", label="searches", run=content.fill_searches, order=21),
    ),
)
