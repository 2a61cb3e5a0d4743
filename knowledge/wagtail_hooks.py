"""Where knowledge takes part in Wagtail: pages served, documents guarded, the CMS's lists."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from community.core.context import reader_of
from knowledge.cards import cms_create, cms_home, cms_policy, cms_views, views
from knowledge.cards.exporting.bulk import ExportBulkAction
from knowledge.cards.models import CardDocument, CardIndexPage, CardPage
from knowledge.checks.checker import look_at_the_card
from knowledge.freshness.services import note_approval
from knowledge.freshness.viewsets import VerifierGroupViewSet
from knowledge.imports import views as imports
from knowledge.provenance import cms as provenance
from knowledge.reviews import history
from knowledge.rules.viewsets import RuleCollectionViewSet
from knowledge.splitting import history as split_history
from knowledge.splitting import views as splitting
from knowledge.splitting.buttons import SplitItem, button_for
from knowledge.splitting.permissions import can_split
from knowledge.translations import cms as translations
from knowledge.translations import history as translation_history

cms_policy.register()
register_snippet(VerifierGroupViewSet)
register_snippet(RuleCollectionViewSet)


hooks.register("construct_wagtail_userbar", look_at_the_card)
hooks.register("register_log_actions", history.register)
hooks.register("register_bulk_action", ExportBulkAction)
hooks.register("register_log_actions", split_history.register)
hooks.register("register_log_actions", translation_history.register)
hooks.register("register_page_header_buttons", translations.header_buttons)
hooks.register("before_delete_snippet", provenance.warn)
hooks.register("before_bulk_action", provenance.warn_of_many)


@hooks.register("before_serve_page")
def show_libraries(
    page: Any, request: HttpRequest, _args: Any, _kwargs: Any
) -> HttpResponse | None:
    """A library is shown by its view, wherever it lies in the tree."""
    return views.show_library(request, page) if isinstance(page, CardIndexPage) else None


@hooks.register("before_serve_document")
def guard_documents(document: Any, request: HttpRequest) -> None:
    """A document that only cards hand out is as private as they are (its editors excepted)."""
    user = getattr(request, "user", None)
    if user is not None and user.has_perm("wagtailadmin.access_admin"):
        return
    carried = CardDocument.objects.filter(document=document)
    visible = CardPage.objects.visible_to(reader_of(request))
    if carried.exists() and not carried.filter(card__in=visible).exists():
        raise Http404


@hooks.register("construct_page_chooser_queryset")
def choose_own_cards(pages: Any, request: HttpRequest) -> Any:
    """The choosers do not ask the policy: the same rule for them."""
    return cms_policy.without_cards_of_others(request.user, pages)


@hooks.register("construct_explorer_page_queryset")
def explore_own_cards(_parent: Any, pages: Any, request: HttpRequest) -> Any:
    """The same rule, on a site that has a page policy of its own."""
    return cms_policy.without_cards_of_others(request.user, pages)


@hooks.register("after_publish_page")
def note_direct_review(request: HttpRequest, page: Any) -> None:
    """Who publishes a card without workflow vouches for it."""
    if isinstance(page, CardPage):
        note_approval(page, by=request.user)


@hooks.register("register_page_header_buttons")
def offer_to_split(page: Any, user: Any, **_: Any) -> Iterator[Button]:
    """A card may be split from the menu beside its title."""
    card = page.specific
    if isinstance(card, CardPage) and can_split(user, card):
        yield button_for(card)


@hooks.register("register_page_action_menu_item")
def offer_to_split_below() -> SplitItem:
    """The same among the actions at the editor's foot."""
    return SplitItem(order=60)


@hooks.register("before_create_page")
def make_cards_once(request: HttpRequest, parent: Any, page_class: Any) -> HttpResponse | None:
    """The editor and its author may keep a new card at the same moment."""
    return cms_create.make_once(request, parent) if page_class is CardPage else None


@hooks.register("register_admin_menu_item")
def offer_to_import() -> imports.ImportMenuItem:
    """Whoever writes cards may bring them in from files."""
    return imports.ImportMenuItem(
        _("Import cards"), reverse("knowledge_imports"), icon_name="upload", order=260
    )


@hooks.register("construct_homepage_panels")
def offer_to_write(request: HttpRequest, panels: list[Any]) -> None:
    """Experts land one click from a new card."""
    libraries = cms_home.libraries_of(request.user)
    if libraries:
        panels.append(cms_home.WritePanel(libraries))


@hooks.register("register_admin_urls")
def editor_addresses() -> list[Any]:
    """What the editor's panel asks for."""
    return [
        path(
            "knowledge/recordings/<int:pk>/length/",
            views.recording_length,
            name="knowledge_recording_length",
        ),
        path("knowledge/import/", imports.begin, name="knowledge_imports"),
        path("knowledge/import/<int:pk>/", imports.follow, name="knowledge_import"),
        path("knowledge/cards/near/", cms_views.near, name="knowledge_near"),
        path("knowledge/cards/<int:pk>/checks/", cms_views.checks, name="knowledge_checks"),
        path("knowledge/cards/<int:pk>/split/", splitting.split, name="knowledge_split"),
    ]
