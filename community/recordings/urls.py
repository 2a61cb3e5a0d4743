"""Addresses of recordings."""

from django.urls import path

from community.recordings import views

urlpatterns = [
    path("<int:pk>/file/", views.recording_file, name="recording_file"),
    path("<int:pk>/poster/", views.recording_poster, name="recording_poster"),
    path("<int:pk>/<str:kind>.<str:language>.vtt", views.recording_track, name="recording_track"),
]
