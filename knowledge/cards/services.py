"""Writes about cards: opening a library, recording a review, noting what a card carries."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.documents import get_document_model
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

from community.core.page_cache import forget_pages
from community.core.roles import Role
from community.members.models import Member
from community.recordings.models import Recording
from community.search.services import reindex
from knowledge.cards.models import CardDocument, CardIndexPage, CardPage, CardRecording
from knowledge.reviews.models import ReviewTask

PAGE_PERMISSIONS = {
    Role.EXPERT: ("add_page",),
    Role.REVIEWER: ("change_page", "publish_page", "lock_page", "unlock_page"),
    Role.ANIMATOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}


@transaction.atomic
def open_library(library: CardIndexPage) -> None:
    """Let experts add cards to a library and reviewers approve them. Twice changes nothing."""
    for role, codenames in PAGE_PERMISSIONS.items():
        group, _made = Group.objects.get_or_create(name=role.value)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=codenames
        ):
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=library.pk, permission=permission
            )
    if not WorkflowPage.objects.filter(page=library.pk).exists():
        WorkflowPage.objects.create(page_id=library.pk, workflow=review_workflow())


def review_workflow() -> Workflow:
    """Return the workflow of cards, made with its one task when it is not there."""
    # People read its name in the CMS: in the site's first language, whoever makes it.
    with override(settings.LANGUAGE_CODE):
        name = gettext("Card review")
    workflow, made = Workflow.objects.get_or_create(name=name)
    if made:
        task = ReviewTask.objects.create(name=name)
        task.groups.add(Group.objects.get_or_create(name=Role.REVIEWER.value)[0])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def record_review(card: CardPage, *, by: Any, at: datetime | None = None) -> None:
    """Note who approved a card; without an account (a script) nothing is noted."""
    member = Member.objects.filter(user=by).first() if by is not None else None
    if member is None:
        return
    day = timezone.localdate(at)
    _note_review(card, reviewed_by=member, reviewed_guest="", reviewed_on=day)


def record_guest_review(card: CardPage, *, name: str) -> None:
    """Note who approved a card by link without being a member, under the name they were invited."""
    _note_review(
        card, reviewed_by=None, reviewed_guest=name[:120], reviewed_on=timezone.localdate()
    )


def _note_review(card: CardPage, **noted: Any) -> None:
    CardPage.objects.filter(pk=card.pk).update(**noted)
    for name, value in noted.items():
        setattr(card, name, value)
    reindex("card", card.pk)
    forget_pages()


@transaction.atomic
def publish(card: CardPage, *, by: Any, at: datetime | None = None) -> None:
    """Publish a card as it is, approved by `by`, dated `at` (now when not said).

    Raises ValidationError when the card does not keep its promises.
    """
    if at is not None:
        card.first_published_at = at
    card.save_revision(user=card.owner).publish(user=by)
    if at is not None:
        CardPage.objects.filter(pk=card.pk).update(
            last_published_at=at, latest_revision_created_at=at
        )
    card.refresh_from_db()
    record_review(card, by=by, at=at)


@transaction.atomic
def note_files(card: CardPage) -> None:
    """Keep which recordings and documents a card carries: who may read it may have them."""
    found: dict[type[models.Model], set[int]] = {Recording: set(), get_document_model(): set()}
    for model, pk, _model_path, _content_path in card.body.stream_block.extract_references(
        card.body
    ):
        for wanted, keys in found.items():
            # A file that was deleted meanwhile has no key any more.
            if issubclass(model, wanted) and str(pk).isdecimal():
                keys.add(int(pk))
    document = get_document_model()
    _keep(CardRecording, Recording, card, "recording_id", found[Recording])
    _keep(CardDocument, document, card, "document_id", found[document])


def _keep(
    link: type[models.Model],
    target: type[models.Model],
    card: CardPage,
    column: str,
    wanted: Collection[int],
) -> None:
    known = link._default_manager.filter(card=card)
    there = set(known.values_list(column, flat=True))
    known.filter(**{f"{column}__in": there - set(wanted)}).delete()
    existing = target._default_manager.filter(pk__in=set(wanted) - there)
    link._default_manager.bulk_create(
        [link(card=card, **{column: pk}) for pk in existing.values_list("pk", flat=True)]
    )
