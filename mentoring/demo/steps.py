"""Fills the demo's box: people who help, and needs in every state with what happened to them."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from community.members.models import Member
from community.search.services import reindex
from community.territories.models import Territory
from community.themes.models import Theme
from mentoring.engagements.enums import EngagementState, EntryKind, Helped
from mentoring.engagements.models import Engagement, Entry, Meeting
from mentoring.engagements.services import begin, give_feedback
from mentoring.facilitators.models import Facilitator, Qualification
from mentoring.facilitators.services import describe, enrol
from mentoring.messages import tell
from mentoring.offers.enums import OfferState
from mentoring.offers.models import Offer
from mentoring.requests.enums import Happening, State
from mentoring.requests.models import Need, NeedEvent
from mentoring.terms import terms_of

DATA = Path(__file__).parent
DOMAIN = "demo.example"
WRITTEN_ON = date(2026, 11, 22)
"""The day on which the stories were written: they move on in whole weeks with the calendar."""
STATES = {"proposed": State.OPEN, "accepted": State.IN_PROGRESS}
HAPPENINGS = {"proposed": Happening.SUGGESTED, "reminder": Happening.REMINDED}


@cache
def shift_on(today: date) -> timedelta:
    """Return how far the stories have moved on by a day, in whole weeks."""
    return timedelta(weeks=max(0, (today - WRITTEN_ON).days // 7))


def _day(text: str) -> date | None:
    """Return a day of the data as it falls today; None for an empty cell."""
    return date.fromisoformat(text) + shift_on(timezone.localdate()) if text else None


def _moment(text: str, number: int = 0) -> datetime:
    """Return a moment of working hours on a day of the data, later for what came later."""
    day = _day(text) or timezone.localdate()
    return timezone.make_aware(datetime.combine(day, time(9, 12))) + timedelta(minutes=47 * number)


def _members() -> dict[str, Member]:
    found = Member.objects.filter(user__email__endswith=f"@{DOMAIN}").select_related("user")
    return {member.user.email.partition("@")[0]: member for member in found}


def rows_of_the_file() -> list[dict[str, str]]:
    """Return the facilitators as they were written."""
    with (DATA / "facilitators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def needs_of_the_file() -> list[dict[str, Any]]:
    """Return the needs as they were written."""
    rows: list[dict[str, Any]] = json.loads((DATA / "requests.json").read_text(encoding="utf-8"))
    return rows


def facilitators() -> Iterator[int]:
    """Add the people who help, with their qualifications."""
    members = _members()
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    places = {place.code: place for place in Territory.objects.all()}
    for number, row in enumerate(rows_of_the_file(), start=1):
        with transaction.atomic():
            person = enrol(members[row["email"]])
            paused_until = _day(row["paused_until"])
            describe(
                person,
                values={
                    "pitch_fr": row["pitch_fr"],
                    "pitch_en": row["pitch_en"],
                    "languages": row["languages"].split("|"),
                    "formats": row["formats"].split("|"),
                    "capacity": int(row["capacity"]),
                    "available_from": _day(row["available_from"]),
                    "paused_until": paused_until,
                    "paused_at": timezone.now() if paused_until else None,
                },
                themes=[themes[slug] for slug in row["themes"].split("|")],
                territories=[places[code] for code in row["territories"].split("|")],
            )
            for part in filter(None, row["qualifications"].split("|")):
                skill, _colon, day = part.partition(":")
                Qualification.objects.update_or_create(
                    facilitator=person,
                    skill=skill,
                    defaults={"obtained_on": date.fromisoformat(day)},
                )
        yield number


def needs() -> Iterator[int]:
    """Add the needs; one that is there already is left as people changed it."""
    members = _members()
    helpers = {
        person.member.user.email.partition("@")[0]: person
        for person in Facilitator.objects.select_related("member__user")
    }
    for number, row in enumerate(needs_of_the_file(), start=1):
        title = _in(row, "title")
        if not Need.objects.filter(author=members[row["author"]], title=title).exists():
            with transaction.atomic():
                _add(row, members, helpers)
        yield number


def _in(row: dict[str, Any], name: str) -> str:
    """Return a text of the row in the need's own language."""
    return str(row.get(f"{name}_{row['language']}") or row[f"{name}_fr"])


def _add(row: dict[str, Any], members: dict[str, Member], helpers: dict[str, Facilitator]) -> None:
    history = row["history"]
    asked = next((part for part in history if part["event"] == "submitted"), None)
    title, body = _in(row, "title"), _in(row, "body")
    need = Need.objects.create(
        author=members[row["author"]],
        title=title,
        body=body,
        kind=row["kind"],
        territory=Territory.objects.filter(code=row["territory"]).first(),
        language=row["language"],
        format=row["format"],
        group_size=row["group_size"] or None,
        deadline_on=_day(row["deadline_on"]),
        confidentiality=row["confidentiality"],
        state=STATES.get(row["state"], row["state"]),
        state_since=_moment(history[-1]["on"], len(history)),
        created_at=_moment(row["created_on"]),
        submitted_at=_moment(asked["on"], 1) if asked else None,
        answer=_answer(row.get("answer")),
        terms=terms_of(f"{title} {body}", row["language"]),
    )
    need.themes.set(Theme.objects.filter(slug__in=row["themes"]))
    engagement: Engagement | None = None
    for number, part in enumerate(history, start=1):
        engagement = _happen(need, row, number, part, members, helpers, engagement)
    if engagement is not None:
        _finish(engagement, row)
    reindex("need", need.pk)


def _answer(answer: dict[str, str] | None) -> dict[str, str]:
    page = Page.objects.live().filter(slug=answer["slug"]).first() if answer else None
    if answer is None or page is None:
        return {}
    return {"type": answer["type"], "title": page.title, "url": page.url or ""}


def _happen(
    need: Need,
    row: dict[str, Any],
    number: int,
    part: dict[str, str],
    members: dict[str, Member],
    helpers: dict[str, Facilitator],
    engagement: Engagement | None,
) -> Engagement | None:
    """Add one line of the history, with the offer or the engagement that it tells of."""
    at = _moment(part["on"], number)
    kind = HAPPENINGS.get(part["event"]) or Happening(part["event"])
    text = part.get(f"text_{row['language']}") or part["text_fr"]
    actor = members.get(part["by"])
    subject = None
    if kind == Happening.NOTE and engagement is not None:
        Entry.objects.create(
            engagement=engagement, author=actor, kind=EntryKind.NOTE, text=text, at=at
        )
        return engagement
    if kind == Happening.OFFERED:
        helper = helpers[_who_was_asked(row, number)]
        subject = helper.member
        _offer(need, helper, text, at)
    elif kind == Happening.DECLINED:
        _answered(need, helpers[part["by"]], OfferState.DECLINED, text, at)
    elif kind == Happening.ACCEPTED:
        helper = helpers[part["by"]]
        engagement = begin(need, facilitator=helper, at=at)
        offer = _answered(need, helper, OfferState.ACCEPTED, text, at)
        offer.engagement = engagement
        offer.save(update_fields=["engagement"])
    elif kind == Happening.STARTED and engagement is not None:
        engagement.state = EngagementState.RUNNING
        engagement.save(update_fields=["state"])
    elif kind == Happening.SOLVED and engagement is not None:
        engagement.state, engagement.ended_at = EngagementState.ENDED, at
        engagement.save(update_fields=["state", "ended_at"])
        engagement.places.update(slot=None)
    NeedEvent.objects.create(need=need, kind=kind, actor=actor, subject=subject, text=text, at=at)
    return engagement


def _who_was_asked(row: dict[str, Any], number: int) -> str:
    """Return whom an offer went to: who answered next, or the one it still waits for."""
    for part in row["history"][number:]:
        if part["event"] in {"declined", "accepted"}:
            return str(part["by"])
    return str(row["facilitator"])


def _offer(need: Need, helper: Facilitator, text: str, at: datetime) -> None:
    is_waiting = need.state == State.OFFERED
    deadline = at + timedelta(days=7)
    if is_waiting:
        deadline = max(deadline, timezone.now() + timedelta(days=3))
    offer = Offer.objects.create(
        need=need, facilitator=helper, message=text, sent_at=at, deadline_at=deadline
    )
    if is_waiting and helper.member.user.email == f"facilitator@{DOMAIN}":
        tell(
            helper.member,
            kind="offer",
            key=f"offer-{offer.pk}",
            view="offer",
            args=[offer.pk],
            data={
                "offer": offer.pk,
                "need": need.title,
                "body": need.body,
                "who": str(need.author or ""),
                "message": offer.message,
                "deadline": offer.deadline_at.isoformat(),
            },
        )


def _answered(need: Need, helper: Facilitator, state: OfferState, text: str, at: datetime) -> Offer:
    offer = Offer.objects.get(need=need, state=OfferState.SENT)
    offer.facilitator, offer.state = helper, state
    offer.reply, offer.answered_at = text, at
    offer.save()
    return offer


def _finish(engagement: Engagement, row: dict[str, Any]) -> None:
    for meeting in row["meetings"]:
        starts = parse_datetime(meeting["starts_at"])
        if starts is not None:
            local = timezone.localtime(starts)
            moved = datetime.combine(local.date() + shift_on(timezone.localdate()), local.time())
            Meeting.objects.create(
                engagement=engagement,
                starts_at=timezone.make_aware(moved),
                minutes=meeting["minutes"],
                place=meeting[f"place_{row['language']}"],
            )
    if not engagement.is_live and engagement.need.author_id:
        give_feedback(engagement, by=engagement.need.author_id, helped=Helped.YES)
    for place in engagement.places.all():
        reindex("facilitator", place.facilitator_id)
