"""Fills the demo with cards in review: one late, one that somebody is on, one invited by link."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.utils import timezone

from community.members.models import Member
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.outcomes import Outcome
from knowledge.cards.importing.services import import_file
from knowledge.cards.importing.sources import files_of
from knowledge.cards.models import CardPage
from knowledge.reviews import reminders, services
from knowledge.reviews.enums import Priority
from knowledge.reviews.invitations import invite
from knowledge.reviews.models import ReviewState
from knowledge.reviews.working_days import ESCALATE_AFTER, add_working_days

FOLDER: Final = Path(__file__).parent / "in_review"
DOMAIN: Final = "demo.example"
LATE: Final = "dire-ce-qu-on-ne-sait-pas"
TAKEN: Final = "une-consigne-une-action"
INVITED: Final = "read-the-room-before-slide-one"
GUEST: Final = ("Paule Renaudin", "paule.renaudin@example.org", "en")


def fill_reviews() -> Iterator[int]:
    """Submit the cards of the folder; what is in review already stays as people left it."""
    options = Options(
        root=FOLDER, source="demo-in-review", author=_user("expert"), author_domain=DOMAIN
    )
    for number, path in enumerate(sorted(files_of(FOLDER)), start=1):
        result = import_file(path, options)
        card = CardPage.objects.filter(pk=result.card_id or 0).first()
        if card is not None and result.outcome == Outcome.CREATED:
            card.get_workflow().start(card, card.owner)
            state = ReviewState.objects.waiting().for_card(card.pk).get()
            _arrange(state, card, path.stem)
        yield number
    reminders.remind()
    reminders.escalate()


def _arrange(state: ReviewState, card: CardPage, stem: str) -> None:
    today = timezone.localdate()
    reviewer, animator = _member("fatou.ndiaye"), _member("animator")
    if reviewer is None or animator is None:
        return
    if stem == LATE:
        _age(state, days=12)
        late = add_working_days(today, -ESCALATE_AFTER - 1)
        ReviewState.objects.filter(pk=state.pk).update(due_on=late, priority=Priority.HIGH)
    elif stem == TAKEN:
        _age(state, days=2)
        services.plan(
            state,
            by=animator,
            due_on=add_working_days(today, 3),
            priority=Priority.HIGH,
            reviewer=reviewer,
        )
        services.take(state, by=reviewer)
        text = "Le troisième exemple est très parlant. Peut-on le mettre en premier ?"
        services.remark(state, card, by=reviewer, text=text, key="demo")
    elif stem == INVITED:
        name, email, language = GUEST
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{stem}:{state.pk}")
        invite(state, by=animator, name=name, email=email, language=language, key=key)


def _age(state: ReviewState, *, days: int) -> None:
    moment = timezone.now() - timedelta(days=days)
    ReviewState.objects.filter(pk=state.pk).update(started_at=moment)


def _user(key: str) -> Any:
    return get_user_model()._default_manager.filter(email=f"{key}@{DOMAIN}").first()


def _member(key: str) -> Member | None:
    return Member.objects.filter(user__email=f"{key}@{DOMAIN}").select_related("user").first()
