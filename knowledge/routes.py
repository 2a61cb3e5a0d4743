"""The localised addresses of knowledge; the cards themselves are pages of the tree."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from knowledge.cards import views

app_name = "knowledge"
urlpatterns = [
    path(_("knowledge/"), views.library, name="library"),
    path(_("knowledge/golden-rules/"), views.golden_rules, name="golden_rules"),
    path(_("knowledge/<str:slug>/"), views.card, name="card"),
]
