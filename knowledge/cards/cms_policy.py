"""Wagtail's page policy with one more rule: an expert finds only their own cards in the CMS.

Wagtail lets who may add pages somewhere see every page there, drafts of others among them, in the
explorer, the search, the reports and the CMS's own API. All of these ask the policy registered for
`Page` which pages are explorable, so the rule stands once, here.
"""

from typing import Any

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from knowledge.cards.models import CardPage
from knowledge.cards.permissions import cards_hidden_in_cms


class OwnCardsPolicy(PagePermissionPolicy):
    """The site's page policy, minus the cards of others."""

    def explorable_instances(self, user: Any) -> Any:
        """Return the pages that the user finds in the CMS."""
        return without_cards_of_others(user, super().explorable_instances(user))


def without_cards_of_others(user: Any, pages: Any) -> Any:
    """Take the cards that the user must not find out of a queryset of pages."""
    hidden = cards_hidden_in_cms(user, CardPage.objects.all())
    return pages.exclude(pk__in=hidden.values("pk"))


def register() -> None:
    """Put the policy in the place of Wagtail's own; a site's own policy is left alone.

    Such a site adds `without_cards_of_others` to its policy itself.
    """
    if type(policy_registry.get_by_type(Page)) is PagePermissionPolicy:
        policy_registry.register(Page, value=OwnCardsPolicy(Page), exact_class=True)
