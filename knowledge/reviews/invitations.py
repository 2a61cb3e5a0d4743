"""Links by which somebody without account reviews a card once: made, mailed, opened, answered."""

import uuid
from typing import Final

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.core.errors import Refused
from community.core.tasks import enqueue_on_commit
from community.members.models import Member
from knowledge.reviews import history
from knowledge.reviews.enums import Verdict
from knowledge.reviews.models import ReviewLink, ReviewState
from knowledge.reviews.services import decide
from knowledge.reviews.tasks import mail_invitation
from knowledge.reviews.working_days import link_lifetime

_SALT: Final = "knowledge.reviews.link"


class ReviewOver(Refused):
    """Nobody is invited to a review that was decided."""


def token_of(link: ReviewLink) -> str:
    """Return what stands in the link's address: its key, signed by the site."""
    return Signer(salt=_SALT).sign(link.key.hex)


def address_of(link: ReviewLink) -> str:
    """Return the path of the link in the language of the person invited."""
    with override(link.language):
        return reverse("knowledge:review_by_link", args=[token_of(link)])


def link_of(token: str) -> ReviewLink | None:
    """Return the link of a token, open or not; None when the site did not sign it."""
    try:
        key = uuid.UUID(Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    links = ReviewLink.objects.select_related("state__workflow_state", "invited_by")
    return links.filter(key=key).first()


@transaction.atomic
def invite(
    state: ReviewState, *, by: Member, name: str, email: str, language: str, key: uuid.UUID
) -> ReviewLink:
    """Invite somebody; they get a mail where an address is given. Twice by one key is once.

    Raises ReviewOver when the card does not wait for a review any more.
    """
    kept = ReviewState.objects.select_for_update(of=("self",)).get(pk=state.pk)
    if kept.status != ReviewState.STATUS_IN_PROGRESS:
        raise ReviewOver(_("This card does not wait for a review any more."))
    link, made = ReviewLink.objects.get_or_create(
        key=key,
        defaults={
            "state": kept,
            "name": name,
            "email": email,
            "language": language,
            "invited_by": by,
            "expires_at": timezone.now() + link_lifetime(),
        },
    )
    if made:
        history.note(kept, "invite", by=by.user, who=str(by), text=name)
        if email:
            enqueue_on_commit(mail_invitation, link.pk, address_of(link))
    return link


@transaction.atomic
def withdraw(link: ReviewLink, *, by: Member) -> None:
    """Let a link answer no more; one that is closed stays as it is."""
    if ReviewLink.objects.open().filter(pk=link.pk).update(withdrawn_at=timezone.now()):
        history.note(link.state, "withdraw", by=by.user, who=str(by), text=link.name)


def note_opened(link: ReviewLink) -> None:
    """Keep when the page was first fetched; nothing else is kept of who fetched it."""
    ReviewLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=timezone.now())


@transaction.atomic
def answer(link: ReviewLink, *, verdict: Verdict, revision: int, remark: str = "") -> bool:
    """Decide by the link, once; False when it has answered already. Raises as `decide` does.

    Where the address belongs to a member their account is credited; the history says the name and
    who invited them in any case.
    """
    taken = ReviewLink.objects.open().filter(pk=link.pk)
    if not taken.update(answered_at=timezone.now(), verdict=verdict):
        return False
    user = None
    if link.email:
        users = get_user_model()._default_manager.filter(
            emailaddress__email__iexact=link.email, emailaddress__verified=True, is_active=True
        )
        user = users.first()
    signature = _("%(name)s (invited by %(who)s):") % {
        "name": link.name,
        "who": link.invited_by or "—",
    }
    decide(
        link.state_id,
        verdict=verdict,
        revision=revision,
        credited=user,
        guest=link.name,
        signature=signature,
        remark=remark,
    )
    return True
