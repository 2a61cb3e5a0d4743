"""Fills the demo's board: what colleagues miss, their votes, who writes it, what they propose."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import yaml
from django.db import transaction
from django.utils import timezone

from community.members.models import Member
from community.themes.models import Theme
from knowledge.cards.models import CardPage
from knowledge.demands import claims, services
from knowledge.demands.enums import State
from knowledge.demands.models import Demand
from knowledge.proposals import services as proposal_services
from knowledge.proposals.models import Proposal
from knowledge.readings.models import CardReadings

FOLDER: Final = Path(__file__).parent
DOMAIN: Final = "demo.example"


def key_of(kind: str, slug: str) -> uuid.UUID:
    """Return the key under which a thing of the demo is made once."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://{DOMAIN}/{kind}/{slug}")


def members_of_demo() -> dict[str, Member]:
    """Return the demo's people by the first part of their address."""
    found = Member.objects.filter(user__email__endswith=f"@{DOMAIN}").select_related("user")
    return {member.user.email.partition("@")[0]: member for member in found}


def fill_demands() -> Iterator[int]:
    """Ask, vote, claim, answer and close, each as its people would have."""
    people = members_of_demo()
    rows = yaml.safe_load((FOLDER / "demands.yaml").read_text(encoding="utf-8"))
    for number, row in enumerate(rows, start=1):
        if (
            row["author"] in people
            and not Demand.objects.filter(key=key_of("demand", row["slug"])).exists()
        ):
            _fill(row, people)
        yield number


@transaction.atomic
def _fill(row: Mapping[str, Any], people: Mapping[str, Member]) -> None:
    asked_at = timezone.now() - timedelta(days=row["ago"])
    wish = services.Wish(
        title=row["title"],
        purpose=row["purpose"],
        language=row["language"],
        themes=tuple(Theme.objects.filter(slug__in=row["themes"])),
    )
    demand = services.ask(
        wish, by=people[row["author"]], key=key_of("demand", row["slug"]), at=asked_at
    )
    for place, name in enumerate(row.get("votes", ()), start=1):
        if name in people:
            services.vote(demand, by=people[name], at=asked_at + timedelta(hours=19 * place))
    if claim := row.get("claim"):
        claims.claim(demand, by=people[claim["by"]], at=timezone.now() - timedelta(claim["ago"]))
    if answer := row.get("answer"):
        card = CardPage.objects.filter(imports__key=f"demo:{answer['card']}", live=True).first()
        if card is not None:
            claims.claim(demand, by=people[answer["by"]], at=asked_at + timedelta(days=7))
            claims.answer_with(demand, card, by=people[answer["by"]])
            _date(demand, State.ANSWERED, days=max(1, row["ago"] - 20))
    if reason := row.get("decline"):
        services.decline(demand, reason=reason)
    if same := row.get("same"):
        services.close_as_duplicate(demand, of=Demand.objects.get(key=key_of("demand", same)))


def _date(demand: Demand, state: State, *, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    Demand.objects.filter(pk=demand.pk, state=state).update(state_since=moment)


def fill_proposals() -> Iterator[int]:
    """Let two members propose what they know."""
    people = members_of_demo()
    rows = yaml.safe_load((FOLDER / "proposals.yaml").read_text(encoding="utf-8"))
    for number, row in enumerate(rows, start=1):
        key = key_of("proposal", row["slug"])
        if row["author"] in people and not Proposal.objects.filter(key=key).exists():
            _propose(row, people, key)
        yield number


@transaction.atomic
def _propose(row: Mapping[str, Any], people: Mapping[str, Member], key: uuid.UUID) -> None:
    written = proposal_services.Written(
        title=row["title"],
        summary=row["summary"],
        objective=row["objective"],
        body=row["body"],
        language=row["language"],
        themes=tuple(Theme.objects.filter(slug__in=row["themes"])),
    )
    proposal = proposal_services.keep(written, by=people[row["author"]], key=key)
    proposal_services.propose(proposal)
    if expert := row.get("taken_up_by"):
        proposal_services.take_up(proposal, by=people[expert])


def fill_readings() -> Iterator[int]:
    """Let each card have been read on some days of the last weeks, always the same number."""
    today = timezone.localdate()
    for number, pk in enumerate(
        CardPage.objects.filter(live=True).order_by("path").values_list("pk", flat=True), start=1
    ):
        CardReadings.objects.bulk_create(
            [
                CardReadings(
                    card_id=pk, day=today - timedelta(days=days), number=1 + (pk * days) % 5
                )
                for days in range(1, 28, 1 + pk % 4)
            ],
            ignore_conflicts=True,
        )
        yield number
