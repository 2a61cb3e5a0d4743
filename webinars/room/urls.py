"""The addresses of the programme and of sessions, under `/webinars/`."""

from django.urls import path

from webinars.programme import views
from webinars.room import views as room

urlpatterns = [
    path("", views.programme, name="programme"),
    path("past/", views.programme, {"past": True}, name="programme_past"),
    path("series/<slug:slug>/", room.series, name="series"),
    path("series/<slug:slug>/calendar.ics", views.series_calendar, name="series_calendar"),
    path("series/<slug:slug>/follow/", room.follow, name="series_follow"),
    path("series/<slug:slug>/unfollow/", room.unfollow, name="series_unfollow"),
    path("series/<slug:slug>/calendar/", room.change_calendar, name="series_calendar_change"),
    path("<slug:slug>/", room.webinar, name="webinar"),
    path("<slug:slug>/calendar.ics", views.webinar_calendar, name="webinar_calendar"),
    path("<slug:slug>/place/", room.take_place, name="webinar_place"),
    path("<slug:slug>/place/leave/", room.leave_place, name="webinar_leave"),
    path("<slug:slug>/position/", room.save_position, name="replay_position"),
    path("<slug:slug>/transcript/<slug:language>.txt", room.transcript, name="replay_transcript"),
]
