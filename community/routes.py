"""The community's localised addresses: search, inbox, profile, organisations."""

from django.urls import path

from community.home import views as home
from community.search import views as search

app_name = "community"
urlpatterns = [
    path("search/", search.search_page, name="search"),
    path("design/", home.design, name="design"),
]
