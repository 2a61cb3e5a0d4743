"""Wagtail's `publish_scheduled`, in which a card that keeps no promise hinders no other page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import Revision

from community.core.validation import messages_of
from knowledge.cards.models import CardPage


class Command(WagtailCommand):
    """Takes off the plan, first, what may not be published; then goes on as Wagtail does."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish what is due and may be published; say of the rest why it stays a draft."""
        due = Revision.page_revisions.filter(
            approved_go_live_at__lt=timezone.now(),
            object_id__in=[str(pk) for pk in CardPage.objects.values_list("pk", flat=True)],
        )
        for revision in due:
            card = revision.as_object()
            try:
                card.full_clean()
            except ValidationError as error:
                self.stderr.write(f"{card}: {' '.join(messages_of(error))}")
                if not options["dryrun"]:
                    _take_off(card, revision)
        super().handle(*args, **options)


def _take_off(card: CardPage, revision: Revision) -> None:
    """Leave the card a draft; its history says that nothing is planned any more."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(
        instance=card,
        action="wagtail.schedule.cancel",
        revision=revision,
        data={
            "revision": {
                "id": revision.pk,
                "created": revision.created_at.isoformat(),
                "go_live_at": card.go_live_at.isoformat() if card.go_live_at else None,
                "has_live_version": card.live,
            }
        },
    )
