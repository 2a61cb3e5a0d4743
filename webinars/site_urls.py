"""Addresses that know no language: a person's calendar, read by programs."""

from django.urls import path

from webinars.programme.views import personal_calendar

urlpatterns = [path("calendars/<str:token>.ics", personal_calendar, name="webinar_calendar")]
