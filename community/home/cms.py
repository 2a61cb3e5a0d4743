"""The first screen of the CMS: what one keeps, and no noise."""

from typing import Any

from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from community.members.models import Member
from community.organisations.models import Organisation


class EditablePagesSummaryItem(PagesSummaryItem):
    """How many pages one may edit: Wagtail counts those of everybody."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Replace Wagtail's count; the root of the tree is no page."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        return context | {"total_pages": mine.filter(depth__gt=1).count()}


class NetworkSummaryItem(SummaryItem):
    """How many organisations and members there are, for those who keep them."""

    order = 200
    template_name = "community/home/cms_summary.html"

    def is_shown(self) -> bool:
        """Show it to those who may change organisations."""
        policy = policy_registry.get_by_type(Organisation)
        return bool(policy.user_has_permission(self.request.user, "change"))

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002
        """Count both."""
        return {
            "organisations": Organisation.objects.open().count(),
            "members": Member.objects.filter(user__is_active=True).count(),
        }


def tidy_summary(request: Any, items: list[Any]) -> None:
    """Count the pages one may edit, leave out files, add the network's."""
    items[:] = [EditablePagesSummaryItem(request), NetworkSummaryItem(request)]


def tidy_help(request: Any, items: list[Any]) -> None:
    """Leave the news of Wagtail's versions to those who install them."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if not item.name.startswith("whats-new")]
