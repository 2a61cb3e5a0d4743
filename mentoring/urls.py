"""The addresses of the box, in the words of each language."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from mentoring.board import views as board
from mentoring.engagements import views as engagements
from mentoring.facilitators import views as facilitators
from mentoring.offers import views as offers
from mentoring.requests import views as requests

NEEDS = pgettext_lazy("address", "needs/")
NEW = pgettext_lazy("address", "needs/new/")
NEED = pgettext_lazy("address", "needs/<int:pk>/")
NEED_EDIT = pgettext_lazy("address", "needs/<int:pk>/edit/")
NEED_WHO = pgettext_lazy("address", "needs/<int:pk>/who/")
OFFER_NEW = pgettext_lazy("address", "needs/<int:pk>/ask/<slug:handle>/")
FACILITATORS = pgettext_lazy("address", "facilitators/")
FACILITATOR = pgettext_lazy("address", "facilitators/<slug:handle>/")
MINE = pgettext_lazy("address", "my-facilitation/")
PAUSE = pgettext_lazy("address", "my-facilitation/pause/")
OFFER = pgettext_lazy("address", "offers/<int:pk>/")
ANSWER = pgettext_lazy("address", "answer/<str:token>/")
ENGAGEMENT = pgettext_lazy("address", "engagements/<int:pk>/")
BOARD = pgettext_lazy("address", "board/")

app_name = "mentoring"
urlpatterns = [
    path("", requests.box, name="box"),
    path(NEEDS, requests.need_list, name="needs"),
    path(NEW, requests.need_new, name="need_new"),
    path(NEED, requests.need_detail, name="need"),
    path(NEED_EDIT, requests.need_edit, name="need_edit"),
    path(NEED_WHO, offers.need_who, name="need_who"),
    path(OFFER_NEW, offers.offer_new, name="offer_new"),
    path("needs/<int:pk>/cancel/", requests.need_act, {"act": "cancel"}, name="need_cancel"),
    path("needs/<int:pk>/close/", requests.need_act, {"act": "close"}, name="need_close"),
    path("needs/<int:pk>/reopen/", requests.need_act, {"act": "reopen"}, name="need_reopen"),
    path("needs/<int:pk>/note/", requests.need_act, {"act": "note"}, name="need_note"),
    path(FACILITATORS, facilitators.facilitator_list, name="facilitators"),
    path(FACILITATOR, facilitators.facilitator, name="facilitator"),
    path(MINE, facilitators.my_facilitation, name="my_facilitation"),
    path(PAUSE, facilitators.pause_mine, name="pause"),
    path(OFFER, offers.offer_detail, name="offer"),
    path("offers/<int:pk>/withdraw/", offers.offer_withdraw, name="offer_withdraw"),
    path(ANSWER, offers.offer_by_mail, name="offer_by_mail"),
    path(ENGAGEMENT, engagements.engagement_detail, name="engagement"),
    path("engagements/<int:pk>/note/", engagements.note_add, name="note_add"),
    path("engagements/<int:pk>/meeting/", engagements.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>.ics", engagements.meeting_calendar, name="meeting_calendar"),
    path("meetings/<int:pk>/cancel/", engagements.meeting_cancel, name="meeting_cancel"),
    path(
        "engagements/<int:pk>/start/",
        engagements.engagement_act,
        {"act": "start"},
        name="engagement_start",
    ),
    path(
        "engagements/<int:pk>/end/",
        engagements.engagement_act,
        {"act": "end"},
        name="engagement_end",
    ),
    path(
        "engagements/<int:pk>/hand-on/",
        engagements.engagement_act,
        {"act": "hand_on"},
        name="engagement_hand_on",
    ),
    path("engagements/<int:pk>/feedback/", engagements.feedback_give, name="feedback_give"),
    path(BOARD, board.board, name="board"),
]
