"""Addresses of the searches that a person keeps, below `search/saved/`."""

from django.urls import path

from community.search import feeds
from community.search.saved import views

urlpatterns = [
    path("", views.saved_list, name="saved_searches"),
    path("new/", views.saved_new, name="saved_new"),
    path("feed/<str:token>/", feeds.SavedFeed(), name="saved_feed"),
    path("<int:pk>/", views.saved_open, name="saved_open"),
    path("<int:pk>/edit/", views.saved_edit, name="saved_edit"),
    path("<int:pk>/delete/", views.saved_delete, name="saved_delete"),
    path("<int:pk>/renew/", views.saved_feed_renew, name="saved_feed_renew"),
]
