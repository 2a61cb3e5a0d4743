"""The app's localised addresses, a room each."""

from django.urls import include, path

app_name = "webinars"
urlpatterns = [
    # Before the room: its last pattern takes any word for a webinar's.
    path("webinars/trips/", include("webinars.trips.urls")),
    path("webinars/", include("webinars.room.urls")),
]
