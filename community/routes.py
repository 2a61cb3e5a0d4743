"""The community's localised addresses: search, themes, organisations, people, inbox."""

from django.urls import include, path

from community.demo import views as demo
from community.home import views as home
from community.members import views as members
from community.notifications import views as notifications
from community.organisations import views as organisations
from community.search import feeds
from community.search import views as search
from community.search.log import views as search_log
from community.themes import views as themes

app_name = "community"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("search/suggest/", search.search_suggest, name="search_suggest"),
    path("search/feed/", feeds.SearchFeed(), name="search_feed"),
    path("search/log/", search_log.count_signal, name="search_log"),
    path("search/saved/", include("community.search.saved.urls")),
    path("themes/", themes.theme_list, name="themes"),
    path("themes/<slug:slug>/", themes.theme_detail, name="theme"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/<slug:code>/", organisations.organisation_detail, name="organisation"),
    path("members/", members.member_list, name="members"),
    path("members/me/", members.my_profile, name="my_profile"),
    path("members/<slug:handle>/", members.member_profile, name="member"),
    path("inbox/", notifications.inbox, name="inbox"),
    path("inbox/read/", notifications.read_all, name="inbox_read"),
    path("inbox/<int:pk>/", notifications.open_notification, name="notification"),
    path("about/", home.info, {"key": "about"}, name="about"),
    path("accessibility/", home.info, {"key": "accessibility"}, name="accessibility"),
    path("privacy/", home.info, {"key": "privacy"}, name="privacy"),
    path("recordings/", include("community.recordings.urls")),
    path("demo/sign-in/", demo.demo_sign_in, name="demo_sign_in"),
    path("design/", home.design, name="design"),
]
