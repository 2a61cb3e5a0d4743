"""Writes about demands: asking, voting, bringing in what others searched for, closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.markup import plain
from community.members.models import Member
from community.themes.models import Theme
from knowledge.demands import messages, sources
from knowledge.demands.enums import State
from knowledge.demands.likeness import stems_of
from knowledge.demands.models import TITLE_LENGTH, Claim, Demand, DemandVote, Ending, heat_of


class NotNow(Refused):
    """The demand is not in a state in which this can be done."""


class NothingOfTheKind(Refused):
    """What should be brought in is not there, or not for many."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for."""

    title: str
    language: str
    purpose: str = ""
    themes: tuple[Theme, ...] = ()


def locked(demand_id: int) -> Demand:
    """Return the demand, nobody else changing it before the transaction ends."""
    return Demand.objects.select_for_update(of=("self",)).get(pk=demand_id)


def move(demand: Demand, to: State, *, at: datetime | None = None) -> None:
    """Put a locked demand into a state and save it."""
    demand.state, demand.state_since = to, at or timezone.now()
    demand.save()


def ask(wish: Wish, *, by: Member, key: UUID, at: datetime | None = None) -> Demand:
    """Put a wish on the board, its author's vote with it. The same key asks once.

    Raises NotNow when the key names somebody else's.
    """
    moment = at or timezone.now()
    with transaction.atomic():
        demand, made = Demand.objects.get_or_create(
            key=key, defaults={**_values_of(wish), "author": by, "created_at": moment}
        )
        if demand.author_id != by.pk:
            raise NotNow(_("This form was sent by somebody else: open a new one."))
        if made:
            demand.themes.set(wish.themes)
            Demand.objects.filter(pk=demand.pk).update(state_since=moment)
            _count_vote(demand, by, moment)
    return demand


def _values_of(wish: Wish) -> dict[str, object]:
    title = " ".join(plain(wish.title).split())[:TITLE_LENGTH]
    return {
        "title": title,
        "purpose": plain(wish.purpose).strip(),
        "language": wish.language,
        "stems": " ".join(sorted(stems_of(title, wish.language))),
    }


def bring_in(source: str) -> Demand:
    """Put on the board what was searched for or asked without answer; the same source once.

    `source` is one of `sources.offered`. Raises NothingOfTheKind for anything else, so that a
    question which fewer than k people asked can never be made public.
    """
    with transaction.atomic():
        known = Demand.objects.filter(source=source).first()
        if known is not None:
            return known
        offer = next((each for each in sources.offered() if each.source == source), None)
        if offer is None:
            raise NothingOfTheKind(_("This is not among what was asked in vain any more."))
        now = timezone.now()
        wish = Wish(title=offer.title, language=offer.language, purpose=offer.purpose)
        demand, made = Demand.objects.get_or_create(
            source=source,
            defaults={
                **_values_of(wish),
                "origin": offer.origin,
                "visitors": offer.visitors,
                "created_at": now,
                "heat": heat_of((), visitors=offer.visitors, since=now),
            },
        )
        if made:
            demand.themes.set(Theme.objects.filter(pk__in=offer.theme_ids))
    return demand


def vote(demand: Demand, *, by: Member, at: datetime | None = None) -> None:
    """Count that a member misses it too, once. Raises NotNow when it is over."""
    with transaction.atomic():
        current = locked(demand.pk)
        _refuse_unless_waiting(current)
        _count_vote(current, by, at or timezone.now())


def take_vote_back(demand: Demand, *, by: Member) -> None:
    """Take a member's vote away; without one nothing changes. Raises NotNow when it is over."""
    with transaction.atomic():
        current = locked(demand.pk)
        _refuse_unless_waiting(current)
        current.votes.filter(member=by).delete()
        weigh(current)


def _count_vote(demand: Demand, by: Member, at: datetime) -> None:
    DemandVote.objects.get_or_create(demand=demand, member=by, defaults={"at": at})
    weigh(demand)


def weigh(demand: Demand) -> None:
    """Give a demand its place on the board again, after its votes changed."""
    demand.heat = heat_of(
        demand.votes.values_list("at", flat=True),
        visitors=demand.visitors,
        since=demand.created_at,
    )
    demand.save(update_fields=["heat"])


def _refuse_unless_waiting(demand: Demand) -> None:
    if not demand.is_waiting:
        raise NotNow(_("This demand is over: “%(state)s”.") % {"state": demand.get_state_display()})


def decline(demand: Demand, *, reason: str) -> None:
    """Close a demand without a card and tell those who asked why. Twice tells once."""
    words = plain(reason).strip()[:500]
    if not words:
        raise NotNow(_("Say why, for those who asked."))
    with transaction.atomic():
        current = locked(demand.pk)
        if current.state == State.DECLINED:
            return
        _refuse_unless_waiting(current)
        current.reason = words
        end_claim(current, Ending.CLOSED)
        move(current, State.DECLINED)
        messages.tell(
            messages.those_who_asked(current),
            current,
            kind="demand_declined",
            data={"reason": words},
        )


def close_as_duplicate(demand: Demand, *, of: Demand) -> None:
    """Let the votes of a demand count for another that asks the same; those who asked are told.

    Raises NotNow when that other one is the same or no longer leads anywhere.
    """
    with transaction.atomic():
        # Always in the same order, so that two people closing crosswise do not wait for each other.
        both = {key: locked(key) for key in sorted({demand.pk, of.pk})}
        current, other = both[demand.pk], both[of.pk]
        if current.state == State.DUPLICATE and current.duplicate_of_id == other.pk:
            return
        _refuse_unless_waiting(current)
        if current.pk == other.pk or other.state in (State.DUPLICATE, State.DECLINED):
            raise NotNow(_("Choose another demand that is still on the board."))
        told = messages.those_who_asked(current)
        _move_votes(current, other)
        current.duplicate_of = other
        end_claim(current, Ending.CLOSED)
        move(current, State.DUPLICATE)
        messages.tell(
            told,
            current,
            kind="demand_duplicate",
            url=other.get_absolute_url(),
            data={"other": other.title},
        )


def _move_votes(demand: Demand, other: Demand) -> None:
    there = set(other.votes.values_list("member", flat=True))
    DemandVote.objects.bulk_create(
        [
            DemandVote(demand=other, member_id=vote.member_id, at=vote.at)
            for vote in demand.votes.all()
            if vote.member_id not in there
        ]
    )
    other.visitors += demand.visitors
    other.save(update_fields=["visitors"])
    weigh(other)


def end_claim(demand: Demand, ending: Ending, *, at: datetime | None = None) -> Claim | None:
    """End the claim on a locked demand, if there is one, and return it."""
    claim = demand.claims.filter(ended_at__isnull=True).select_related("member__user").first()
    if claim is not None:
        claim.ended_at, claim.ending = at or timezone.now(), ending
        claim.save(update_fields=["ended_at", "ending"])
    return claim


def forget(member: Member) -> None:
    """Take away what says who asked, voted and wrote; what was asked stays for the others."""
    with transaction.atomic():
        Demand.objects.filter(author=member).update(author=None)
        voted: Iterable[int] = list(
            DemandVote.objects.filter(member=member).values_list("demand", flat=True)
        )
        for claim in Claim.objects.filter(member=member, ended_at__isnull=True):
            demand = locked(claim.demand_id)
            end_claim(demand, Ending.GIVEN_BACK)
            if demand.state == State.CLAIMED:
                move(demand, State.OPEN)
        Claim.objects.filter(member=member).delete()
        DemandVote.objects.filter(member=member).delete()
        for demand in Demand.objects.filter(pk__in=voted):
            weigh(demand)
