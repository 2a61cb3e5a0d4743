"""Writes about proposals: keeping, proposing, taking up, declining, following the card."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.core.errors import Refused
from community.core.markup import plain
from community.members.models import Member
from community.notifications.services import notify
from community.themes.models import Theme
from knowledge.cards.drafts import Words, make_draft
from knowledge.cards.models import CardPage
from knowledge.demands import claims
from knowledge.demands.models import Demand
from knowledge.proposals.enums import WITH_EXPERTS, State
from knowledge.proposals.models import (
    BODY_LENGTH,
    OBJECTIVE_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    Proposal,
)
from knowledge.proposals.selectors import expert_for
from knowledge.proposals.text import as_blocks


class NotNow(Refused):
    """The proposal is not in a state in which this can be done."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody typed."""

    title: str = ""
    summary: str = ""
    objective: str = ""
    body: str = ""
    language: str
    themes: tuple[Theme, ...] = ()
    demand: Demand | None = None


def locked(proposal_id: int) -> Proposal:
    """Return the proposal, nobody else changing it before the transaction ends."""
    return (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("author__user", "expert__user")
        .get(pk=proposal_id)
    )


def keep(written: Written, *, by: Member, key: UUID) -> Proposal:
    """Keep what was typed as a draft that only its author sees; the same key renews it.

    Raises NotNow once it is proposed, or when the key names somebody else's.
    """
    with transaction.atomic():
        proposal, made = Proposal.objects.get_or_create(
            key=key, defaults={"author": by, "language": written.language}
        )
        current = locked(proposal.pk)
        if current.author_id != by.pk:
            raise NotNow(_("This form was sent by somebody else: open a new one."))
        if not (made or current.is_its_author_s):
            raise NotNow(_("It is proposed already."))
        current.title = " ".join(plain(written.title).split())[:TITLE_LENGTH]
        current.summary = " ".join(plain(written.summary).split())[:SUMMARY_LENGTH]
        current.objective = " ".join(plain(written.objective).split())[:OBJECTIVE_LENGTH]
        current.body = plain(written.body)[:BODY_LENGTH]
        current.language, current.demand = written.language, written.demand
        current.state = State.DRAFT
        current.save()
        current.themes.set(written.themes)
    return current


def propose(proposal: Proposal) -> Proposal:
    """Make the draft of a card of it, ask an expert to take it up, and tell them; once.

    Raises NotReadable for a text that makes no card, NoLibrary where its language has none.
    """
    with transaction.atomic():
        current = locked(proposal.pk)
        if not current.is_its_author_s:
            return current
        current.expert = expert_for(current)
        current.card = _draft_of(current)
        _move(current, State.PROPOSED)
        _tell(
            [current.expert],
            current,
            kind="proposal_waiting",
            data={"author": str(current.author or "")},
        )
    return current


def _draft_of(proposal: Proposal) -> CardPage:
    with override(proposal.language):
        source = _("Proposed on the site by %(name)s") % {"name": proposal.author}
    words = Words(
        title=proposal.title,
        language=proposal.language,
        summary=proposal.summary,
        objective=proposal.objective,
        source_label=source,
        blocks=as_blocks(proposal.body),
        themes=list(proposal.themes.all()),
    )
    owner = proposal.expert.user if proposal.expert else None
    return make_draft(words, owner=owner, author=proposal.author)


def take_up(proposal: Proposal, *, by: Member) -> CardPage:
    """Let an expert have it, and return the card that they now find in the CMS.

    A draft that was deleted there meanwhile is made again. Raises NotNow when it is over.
    """
    with transaction.atomic():
        current = locked(proposal.pk)
        if current.state not in WITH_EXPERTS:
            raise NotNow(_("This proposal is over: “%(state)s”.") % _state(current))
        is_new = current.state != State.TAKEN_UP or current.expert_id != by.pk
        current.expert = by
        if current.card is None:
            current.card = _draft_of(current)
        CardPage.objects.filter(pk=current.card.pk).update(owner=by.user)
        if is_new:
            _move(current, State.TAKEN_UP)
            _tell([current.author], current, kind="proposal_taken_up", data={"expert": str(by)})
        else:
            current.save()
        card: CardPage = current.card
    return card


def decline(proposal: Proposal, *, reason: str) -> None:
    """Give a proposal back to its author with a reason; its draft of a card goes. Once."""
    words = plain(reason).strip()[:500]
    if not words:
        raise NotNow(_("Say why, for its author."))
    with transaction.atomic():
        current = locked(proposal.pk)
        if current.state == State.DECLINED:
            return
        if current.state not in WITH_EXPERTS:
            raise NotNow(_("This proposal is over: “%(state)s”.") % _state(current))
        card, current.card, current.reason = current.card, None, words
        _move(current, State.DECLINED)
        if card is not None and not card.live:
            card.delete()
        _tell([current.author], current, kind="proposal_declined", data={"reason": words})


def discard(proposal: Proposal) -> None:
    """Throw away what is still its author's. Raises NotNow once it is proposed."""
    with transaction.atomic():
        current = locked(proposal.pk)
        if not current.is_its_author_s:
            raise NotNow(_("It is proposed already."))
        current.delete()


def follow_publication(card: CardPage) -> None:
    """Tell the author of a proposal that its card is there, once, and answer its demand."""
    for pk in Proposal.objects.filter(card=card, state__in=WITH_EXPERTS).values_list(
        "pk", flat=True
    ):
        with transaction.atomic():
            current = locked(pk)
            _move(current, State.PUBLISHED)
            _tell(
                [current.author],
                current,
                kind="proposal_published",
                url=card.get_url() or "",
                data={"card": card.title},
            )
            demand = current.demand
            if demand is not None and demand.is_waiting and claims.answers_all(card):
                claims.answer_with(demand, card, by=current.author)


def forget(member: Member) -> None:
    """Take a person out: their drafts go, what they proposed stays without their name.

    What they had taken up goes to another expert.
    """
    with transaction.atomic():
        Proposal.objects.filter(author=member, state=State.DRAFT).delete()
        Proposal.objects.filter(author=member).update(author=None)
        for pk in Proposal.objects.filter(expert=member).values_list("pk", flat=True):
            current = locked(pk)
            current.expert = None
            if current.is_with_experts:
                _hand_on(current, but=member)
            current.save()


def _hand_on(proposal: Proposal, *, but: Member) -> None:
    found = expert_for(proposal)
    proposal.expert = found if found != but else None
    proposal.state, proposal.state_since = State.PROPOSED, timezone.now()
    if proposal.card is not None and proposal.expert is not None:
        CardPage.objects.filter(pk=proposal.card.pk).update(owner=proposal.expert.user)
    _tell(
        [proposal.expert],
        proposal,
        kind="proposal_waiting",
        data={"author": str(proposal.author or "")},
    )


def _move(proposal: Proposal, to: State) -> None:
    proposal.state, proposal.state_since = to, timezone.now()
    proposal.save()


def _state(proposal: Proposal) -> dict[str, Any]:
    return {"state": proposal.get_state_display()}


def _tell(
    members: Iterable[Member | None],
    proposal: Proposal,
    *,
    kind: str,
    data: dict[str, str],
    url: str = "",
) -> None:
    """Tell members, once for each time that the proposal comes into a state."""
    notify(
        [member.user for member in members if member is not None],
        kind=f"knowledge.{kind}",
        key=f"proposal-{proposal.pk}-{proposal.state_since:%Y%m%d%H%M%S%f}",
        url=url or proposal.get_absolute_url(),
        data={"title": proposal.title, **data},
    )
