"""The demo's two series, their sessions around today, four replays and the people who come."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from community.members.models import Member
from community.organisations.models import Organisation
from community.recordings.models import Recording
from community.recordings.services import keep_captions, keep_chapters, measure
from community.territories.models import Territory
from community.themes.models import Theme
from webinars.programme.enums import Mode, State
from webinars.programme.models import (
    Registration,
    Series,
    SeriesHost,
    Webinar,
    WebinarSpeaker,
)
from webinars.programme.services import register, subscribe
from webinars.replays.models import Replay, WatchPosition
from webinars.replays.services import publish

HERE = Path(__file__).parent
MEDIA = HERE / "media"
Row = Mapping[str, Any]

WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4}
RULES = {
    "weekly": "FREQ=WEEKLY;BYDAY={day}",
    "monthly": "FREQ=MONTHLY;BYDAY=2{day}",
}
# Which sessions left a recording, and the language spoken in it.
RECORDED = {
    "feedback-a-distance": "fr",
    "codeveloppement-en-six-etapes": "fr",
    "cookie-et-donnees-personnelles": "fr",
    "learning-trips-what-to-look-for": "en",
}
# What was said between colleagues stayed there: these are not recorded, and say so.
NOT_RECORDED = {
    "apprendre-a-apprendre-entre-collegues",
    "evaluer-sans-sanctionner",
    "fermer-des-outils",
    "module-de-cinq-minutes",
    "assistants-d-ecriture-en-formation",
    "premier-pas-de-chef",
}
# Everybody wants to sit in this small room.
FULL = "hybride-sans-oublier-les-distants"


def fill_programme() -> Iterator[int]:
    """Add the series and their sessions, dated by weeks from today; again, they are mended."""
    described = json.loads((HERE / "programme.json").read_text("utf-8"))
    series = {row["slug"]: (_series(row), row) for row in described["series"]}
    members = {m.user.username: m for m in Member.objects.select_related("user")}
    today = timezone.localdate()
    for number, row in enumerate(described["webinars"], start=1):
        with transaction.atomic():
            kept, usual = series[row["series"]]
            _webinar(row, kept, usual, members, today)
        yield number


def fill_replays() -> Iterator[int]:
    """Give the recorded sessions their replays: film, poster, captions, chapters."""
    reviewer = get_user_model().objects.get(username="animator")
    for number, (slug, language) in enumerate(RECORDED.items(), start=1):
        with transaction.atomic():
            webinar = Webinar.objects.get(slug=slug)
            recording = _recording(webinar, language)
            replay, _made = Replay.objects.get_or_create(
                webinar=webinar, defaults={"recording": recording}
            )
            publish(replay, by=reviewer, tells=False)
        yield number


def fill_registrations() -> Iterator[int]:
    """Let the demo's people come: places, a waiting list, a subscription, replays begun."""
    people = list(get_user_model().objects.filter(is_active=True).order_by("pk"))
    known = {user.username: user for user in people}
    count = 0
    for index, webinar in enumerate(Webinar.objects.public().order_by("slug")):
        speakers = set(webinar.speakers.values_list("member__user", flat=True))
        chosen = [
            user
            for place, user in enumerate(people)
            if (place * 7 + index * 3) % 5 < 3
            and user.pk not in speakers
            and user.username not in {"member", "staff", "admin"}
        ]
        count += _seats(webinar, chosen)
        yield count
    subscribe(Series.objects.get(slug="comptoir-du-jeudi"), user=known["staff"])
    first = Webinar.objects.filter(state=State.ANNOUNCED).upcoming().first()
    if first is not None:
        register(first, user=known["member"])
    for slug, username, seconds in (
        ("codeveloppement-en-six-etapes", "member", 64),
        ("feedback-a-distance", "staff", 41),
        ("cookie-et-donnees-personnelles", "expert", 52),
    ):
        WatchPosition.objects.get_or_create(
            replay=Replay.objects.get(webinar__slug=slug),
            user=known[username],
            defaults={"seconds": seconds},
        )
    yield count + 2


def _series(row: Row) -> Series:
    day = row["weekday"][:2].upper()
    series, _made = Series.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "recurrence": RULES[row["frequency"]].format(day=day),
            "starts_at_time": time.fromisoformat(row["time"]),
            "minutes": row["minutes"],
            **{name: row[name] for name in ("title_fr", "title_en", "summary_fr", "summary_en")},
        },
    )
    if not series.hosts.exists():
        for host in Organisation.objects.open().filter(kind="continuing").order_by("code")[:2]:
            SeriesHost.objects.create(series=series, organisation=host)
    return series


def _webinar(
    row: Row, series: Series, usual: Row, members: Mapping[str, Member], today: date
) -> None:
    webinar = Webinar.objects.filter(slug=row["slug"]).first() or Webinar(slug=row["slug"])
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=row["weeks"], days=WEEKDAYS[usual["weekday"]])
    zone = ZoneInfo(usual["timezone"])
    webinar.series = series
    webinar.starts_at = datetime.combine(day, time.fromisoformat(usual["time"]), zone)
    webinar.minutes = row["minutes"]
    webinar.language = RECORDED.get(row["slug"]) or row["language"]
    webinar.territory = Territory.objects.filter(code=row["territory"] or "").first()
    webinar.capacity_online = row["capacity_online"] or None
    webinar.capacity_on_site = row["capacity_on_site"]
    webinar.join_link = row["join_link"]
    webinar.is_recorded = row["slug"] not in NOT_RECORDED
    webinar.state = State.ANNOUNCED
    for name in ("title", "summary", "description", "place"):
        for language in ("fr", "en"):
            setattr(webinar, f"{name}_{language}", row[f"{name}_{language}"])
    webinar.save()
    webinar.themes.set(Theme.objects.filter(slug__in=row["themes"]))
    webinar.save()
    _speakers(webinar, row["speakers"], members)


def _speakers(
    webinar: Webinar, rows: list[str | dict[str, str]], members: Mapping[str, Member]
) -> None:
    webinar.speakers.all().delete()
    is_past = webinar.ends_at < timezone.now()
    for order, row in enumerate(rows):
        guest = row if isinstance(row, dict) else {}
        WebinarSpeaker.objects.create(
            webinar=webinar,
            sort_order=order,
            member=members.get(row) if isinstance(row, str) else None,
            name=guest.get("name", ""),
            role_fr=guest.get("role_fr", ""),
            role_en=guest.get("role_en", ""),
            consented_on=webinar.starts_at.date() if is_past else None,
        )


def _recording(webinar: Webinar, language: str) -> Recording:
    replay = Replay.objects.filter(webinar=webinar).select_related("recording").first()
    if replay is not None:
        recording = replay.recording
    else:
        recording = Recording(title=webinar.title_fr, type="video")
        with (MEDIA / f"{webinar.slug}.mp4").open("rb") as film:
            recording.file.save(f"{webinar.slug}.mp4", File(film), save=False)
        with (MEDIA / f"{webinar.slug}.jpg").open("rb") as poster:
            recording.thumbnail.save(f"{webinar.slug}.jpg", File(poster), save=False)
        measure(recording)
        recording.file.close()
        recording.save()
    for path in sorted(MEDIA.glob(f"{webinar.slug}.*vtt")):
        kinds = path.name.removeprefix(f"{webinar.slug}.").removesuffix("vtt").strip(".").split(".")
        spoken = next((kind for kind in kinds if kind in {"fr", "en"}), language)
        keep = keep_chapters if "chapters" in kinds else keep_captions
        keep(recording, language=spoken, source=path.read_bytes())
    return recording


def _seats(webinar: Webinar, people: list[Any]) -> int:
    """Seat people directly: they need no hundred mails about it."""
    on_site = webinar.capacity_on_site if webinar.slug == FULL else webinar.capacity_on_site // 2
    now = timezone.now()
    rows = []
    for place, user in enumerate(people):
        sits = webinar.is_hybrid and place < on_site + (3 if webinar.slug == FULL else 0)
        rows.append(
            Registration(
                webinar=webinar,
                user=user,
                mode=Mode.ON_SITE if sits else Mode.ONLINE,
                is_waiting=sits and place >= on_site,
                queued_at=min(webinar.starts_at, now) - timedelta(days=9, minutes=-place),
            )
        )
    return len(Registration.objects.bulk_create(rows, ignore_conflicts=True))
