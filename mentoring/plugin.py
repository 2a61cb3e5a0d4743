"""What mentoring gives the community."""

from collections.abc import Sequence
from datetime import timedelta
from typing import cast

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from community.core.reader import Reader
from community.plugins import (
    DemoStep,
    Measure,
    MenuEntry,
    NextStep,
    NotificationKind,
    Panel,
    Plugin,
    Tick,
)
from mentoring import measures, panels, personal_data, ticks
from mentoring.api import add_routes
from mentoring.demo import steps
from mentoring.engagements.calendar import attached
from mentoring.facilitators.search import FacilitatorProjection
from mentoring.requests.origins import ORIGIN
from mentoring.requests.search import NeedProjection
from mentoring.requests.unanswered import unanswered_requests
from mentoring.requests.views import box_url
from mentoring.sitemaps import BoxSitemap


def _kind(key: str, label: object, *, with_calendar: bool = False) -> NotificationKind:
    return NotificationKind(
        key=f"mentoring.{key}",
        label=label,
        template=f"mentoring/notifications/{key}.txt",
        attachments=attached if with_calendar else None,
    )


def _ask_people(_reader: Reader, text: str) -> Sequence[NextStep]:
    """Return the way from a search to the box, with the question in it."""
    return [
        NextStep(label=gettext("Ask a facilitator"), url=box_url(text), icon="handshake", order=10)
    ]


plugin = Plugin(
    label="mentoring",
    urls="mentoring.urls",
    mount=cast("str", pgettext_lazy("address", "box/")),
    menu=[
        MenuEntry(
            label=_("Transformation box"),
            short=_("Box"),
            url_name="mentoring:box",
            room="mentoring",
            order=20,
        ),
    ],
    projections=[FacilitatorProjection(), NeedProjection()],
    notification_kinds=[
        _kind("offer", _("Somebody asks for your help")),
        _kind("offer_reminder", _("A question still waits for your answer")),
        _kind("offer_accepted", _("A facilitator said yes")),
        _kind("offer_declined", _("A facilitator cannot this time")),
        _kind("offer_expired", _("A facilitator did not answer in time")),
        _kind("offer_withdrawn", _("A question to you was taken back")),
        _kind("need_expired", _("The day you wished for has passed")),
        _kind("need_unmatched", _("A need finds nobody")),
        _kind("note", _("Somebody wrote to you about a need")),
        _kind("meeting", _("A meeting was set"), with_calendar=True),
        _kind("meeting_cancelled", _("A meeting was cancelled"), with_calendar=True),
        _kind("handed_on", _("A need goes on with someone else")),
        _kind("feedback", _("How did it go?")),
    ],
    home_panels=[
        Panel(
            key="mentoring.box",
            template="mentoring/home/_box_panel.html",
            context=panels.box_panel,
            order=40,
            for_members=False,
            for_visitors=True,
        ),
        Panel(
            key="mentoring.waiting",
            template="mentoring/home/_waiting_panel.html",
            context=panels.waiting_panel,
            order=20,
        ),
    ],
    profile_panels=[
        Panel(
            key="mentoring.facilitator",
            template="mentoring/home/_facilitator_panel.html",
            context=panels.facilitator_panel,
            order=20,
        )
    ],
    sitemaps={"mentoring": BoxSitemap},
    api=add_routes,
    ticks=[
        Tick(key="mentoring.offers", every=timedelta(minutes=30), run=ticks.offers_due),
        Tick(key="mentoring.needs", every=timedelta(hours=6), run=ticks.needs_due),
        Tick(key="mentoring.evidence", every=timedelta(days=1), run=ticks.evidence_due),
    ],
    demo=[
        DemoStep(
            key="mentoring.facilitators",
            label="facilitators",
            run=steps.facilitators,
            order=50,
        ),
        DemoStep(key="mentoring.needs", label="needs", run=steps.needs, order=60),
    ],
    measures=[
        Measure(
            key="facilitators",
            label=_("people who can help"),
            value=measures.facilitators,
            public=True,
            order=30,
        ),
        Measure(
            key="needs_solved",
            label=_("needs solved together"),
            value=measures.needs_solved,
            public=True,
            order=40,
        ),
        Measure(
            key="needs_looking", label=_("needs without anybody"), value=measures.needs_looking
        ),
        Measure(
            key="needs_self_served",
            label=_("needs answered by the box"),
            value=measures.needs_self_served,
        ),
    ],
    search_next_steps=[_ask_people],
    origins=[ORIGIN],
    doors={"unanswered_requests": unanswered_requests},
    exporters=[personal_data.export],
    erasers=[personal_data.erase],
)
