"""The addresses of learning trips, under the app's own mount point."""

from django.urls import path

from webinars.trips import views

urlpatterns = [
    path("", views.trip_list, name="trips"),
    path("photos/<int:pk>/", views.photo, name="trip_photo"),
    path("commitments/<int:pk>/", views.outcome, name="trip_outcome"),
    path("<slug:slug>/", views.trip_page, name="trip"),
    path("<slug:slug>/join/", views.join, name="trip_join"),
    path("<slug:slug>/leave/", views.leave, name="trip_leave"),
    path("<slug:slug>/log/", views.move, name="trip_move"),
    path("<slug:slug>/copy/", views.copy, name="trip_copy"),
    path("<slug:slug>/stops/<int:number>/", views.note, name="trip_note"),
    path("<slug:slug>/criteria/<slug:criterion>/", views.assess, name="trip_assess"),
    path("<slug:slug>/astonished/", views.astonished, name="trip_astonished"),
    path("<slug:slug>/try/", views.commit, name="trip_commit"),
]
