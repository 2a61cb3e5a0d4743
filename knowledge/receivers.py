"""Other people's lifecycles that this app follows: pages saved, published, moved, reviewed."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Page,
    PageViewRestriction,
    WorkflowState,
)
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    task_submitted,
    workflow_approved,
)

from community.core.page_cache import forget_pages
from community.core.tasks import enqueue_on_commit
from community.search.services import reindex, reindex_many
from knowledge.cards import services
from knowledge.cards.models import CardIndexPage, CardPage, CardTheme
from knowledge.demands import claims
from knowledge.freshness.models import Duty, Verifier
from knowledge.freshness.services import note_approval
from knowledge.freshness.tasks import hand_on
from knowledge.proposals import services as proposals
from knowledge.provenance import services as provenance
from knowledge.related.services import mark_due
from knowledge.related.tasks import relate_due
from knowledge.reviews.models import ReviewState
from knowledge.reviews.tasks import return_to_group
from knowledge.rules import services as rules
from knowledge.rules.models import RuleCollection, RuleEntry
from knowledge.translations import services as translations


class ReviewSubmission(GroupApprovalTaskStateSubmissionEmailNotifier):
    """Tells the groups of a review as Wagtail tells those of its own tasks, in the same words."""

    def get_template_base_prefix(  # Wagtail’s signature
        self,
        instance: Any,  # noqa: ARG002
        **_: Any,
    ) -> str:
        """Name Wagtail's own templates."""
        return "task_state_"


task_submitted.connect(
    ReviewSubmission(),
    sender=ReviewState,
    weak=False,
    dispatch_uid="knowledge_review_submitted",
)


@receiver(post_save, sender=CardIndexPage)
def open_new_library(
    instance: CardIndexPage, *, created: bool, raw: bool = False, **_: Any
) -> None:
    """Experts may write in a library and reviewers approve, from its first moment."""
    if created and not raw:
        services.open_library(instance)


# What Wagtail writes beside a card when a draft is kept: nothing that anybody else sees or finds.
OF_DRAFTS = frozenset(
    {
        COMMENTS_RELATION_NAME,
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
    }
)


@receiver(post_save, sender=CardPage)
def follow_card(
    instance: CardPage,
    *,
    created: bool,
    update_fields: Collection[str] | None = None,
    raw: bool = False,
    **_: Any,
) -> None:
    """What a card carries and what is found of it follow the card (publishing saves it)."""
    if raw or (update_fields is not None and OF_DRAFTS.issuperset(update_fields)):
        return
    services.note_files(instance)
    if instance.live or not created:
        reindex("card", instance.pk)


@receiver([page_slug_changed, post_page_move])
def follow_address(instance: Any, **_: Any) -> None:
    """The addresses of all cards at or beneath a page changed, without their being saved."""
    cards = CardPage.objects.descendant_of(instance, inclusive=True)
    reindex_many("card", list(cards.values_list("pk", flat=True)))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def follow_privacy(instance: PageViewRestriction, *, raw: bool = False, **_: Any) -> None:
    """A page's privacy hides all cards beneath it from lists and search, or shows them again."""
    if not raw:
        cards = CardPage.objects.descendant_of(instance.page, inclusive=True)
        reindex_many("card", list(cards.values_list("pk", flat=True)))


@receiver(post_delete, sender=CardPage)
def forget_card(instance: CardPage, **_: Any) -> None:
    """A card that is gone is found no more."""
    reindex("card", instance.pk)
    forget_pages()


@receiver([post_save, post_delete], sender=CardTheme)
def follow_theme(instance: CardTheme, *, raw: bool = False, **_: Any) -> None:
    """A card's themes changed; nobody finds those of a draft."""
    if not raw and instance.content_object.live:
        reindex("card", instance.content_object_id)


@receiver(workflow_approved, sender=WorkflowState)
def note_review(instance: WorkflowState, user: Any, **_: Any) -> None:
    """Who approved a card vouches for it."""
    page = instance.content_object
    card = page.specific if isinstance(page, Page) else None
    if isinstance(card, CardPage):
        note_approval(card, by=user)


@receiver(page_published, sender=CardPage)
def follow_publication(instance: CardPage, **_: Any) -> None:
    """Who waits for a card hears that it is there."""
    claims.follow_publication(instance)
    proposals.follow_publication(instance)
    rules.follow_publication(instance)
    translations.follow_publication(instance)
    provenance.follow_publication(instance)


@receiver(copy_for_translation_done)
def follow_translation(source_obj: Any, target_obj: Any, **_: Any) -> None:
    """A card that Wagtail or an app of its own translates is held against its source, too."""
    source, made = source_obj.specific_class, target_obj.specific_class
    if source is CardPage and made is CardPage:
        translations.follow(target_obj.specific, source=source_obj.specific)


@receiver(post_delete, sender=RuleEntry)
def follow_removed_rule(instance: RuleEntry, **_: Any) -> None:
    """The others close up, whoever removed a rule, its card or its collection."""
    rules.close_up(instance)


@receiver([post_save, post_delete], sender=RuleCollection)
def follow_collection(*, raw: bool = False, **_: Any) -> None:
    """Kept pages show collections."""
    if not raw:
        forget_pages()


@receiver([page_published, page_unpublished], sender=CardPage)
def follow_neighbours(instance: CardPage, **_: Any) -> None:
    """What is near a card is worked out anew when it comes, changes or goes."""
    mark_due(instance)
    enqueue_on_commit(relate_due)


@receiver([post_save, post_delete], sender=Verifier)
def follow_verifier(*, raw: bool = False, **_: Any) -> None:
    """The cards of a group are dealt anew when somebody comes or goes."""
    if not raw:
        enqueue_on_commit(hand_on)


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def follow_leaver(instance: Any, *, created: bool, **_: Any) -> None:
    """Who closed their account verifies and reviews nothing more: their cards go on to others."""
    has_left = not created and not instance.is_active
    if has_left:
        enqueue_on_commit(return_to_group)
    if has_left and Duty.objects.filter(verifier__user=instance.pk).exists():
        enqueue_on_commit(hand_on)
