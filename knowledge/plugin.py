"""What knowledge gives the community."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.core.context import reader_of
from community.core.kept import kept, kept_for_audience
from community.core.reader import ANONYMOUS, Reader
from community.core.roles import Role
from community.members.selectors import themes_of_member
from community.plugins import (
    DemoStep,
    Measure,
    MenuEntry,
    NotificationKind,
    Panel,
    Plugin,
    Tick,
)
from knowledge.cards import api, authors, cms_home, recordings, selectors
from knowledge.cards.feeds import card_feed_url
from knowledge.cards.models import CardPage
from knowledge.cards.search import CardProjection
from knowledge.cards.sitemaps import CardSitemap, RulesSitemap
from knowledge.demands import claims
from knowledge.demands import personal_data as demand_data
from knowledge.demands import views as demand_views
from knowledge.demo import board as demo_board
from knowledge.demo import evidence as demo_evidence
from knowledge.demo import freshness as demo_freshness
from knowledge.demo import languages as demo_languages
from knowledge.demo import origins as demo_origins
from knowledge.demo import reviews as demo_reviews
from knowledge.demo import shelf as demo_shelf
from knowledge.demo import splitting as demo_splitting
from knowledge.demo import steps
from knowledge.desk import permissions as desk_permissions
from knowledge.evidence import personal_data as evidence_data
from knowledge.evidence.selectors import applied_count
from knowledge.freshness import personal_data as freshness_data
from knowledge.freshness import selectors as freshness
from knowledge.freshness.tasks import keep_fresh
from knowledge.imports import personal_data as import_data
from knowledge.proposals import personal_data as proposal_data
from knowledge.provenance import doors as provenance
from knowledge.provenance.selectors import cards_from
from knowledge.provenance.services import vanish
from knowledge.related.tasks import relate_all
from knowledge.reviews import personal_data as review_data
from knowledge.reviews.tasks import keep_going as keep_reviews_going
from knowledge.sending import personal_data as sending_data
from knowledge.shelf import personal_data as shelf_data


def fresh_panel(request: HttpRequest) -> Mapping[str, Any] | None:
    """Give a member's home what is fresh in their themes.

    What is fresh is kept for many, and so are the cards; which themes are theirs is asked.
    """
    reader = reader_of(request)
    fresh = kept_for_audience(request, "knowledge.fresh", make=selectors.fresh_with_themes)
    mine = themes_of_member(reader) if fresh else frozenset()
    keys = [card_id for card_id, themes in fresh if not themes.isdisjoint(mine)][:3]
    if not keys:
        return None
    drawn = kept(request, "knowledge.teasers", *keys, make=lambda: _teasers(keys))
    return {"drawn": drawn}


def _teasers(keys: Sequence[int]) -> SafeString:
    cards = selectors.teasers_of(keys)
    return render_to_string("knowledge/cards/fresh_teasers.html", {"cards": cards})


def curious_panel(reader: Reader) -> Mapping[str, Any] | None:
    """Give a visitor's home three cards that make one curious."""
    cards = selectors.curious_cards(reader)
    return {"cards": cards} if cards else None


def _kind(key: str, label: object) -> NotificationKind:
    return NotificationKind(
        key=f"knowledge.{key}", label=label, template=f"knowledge/notifications/{key}.txt"
    )


def verifying_panel(reader: Reader) -> Mapping[str, Any] | None:
    """Tell those who keep the cards how many wait for them; nobody else is asked for."""
    if not reader.has_role(Role.EXPERT, Role.REVIEWER, Role.ANIMATOR):
        return None
    waiting = freshness.waiting_for(reader)
    return {"waiting": waiting} if waiting.count else None


plugin = Plugin(
    label="knowledge",
    urls="knowledge.routes",
    menu=(
        MenuEntry(label=_("Knowledge"), url_name="knowledge:library", room="knowledge", order=10),
        MenuEntry(
            label=_("My desk"),
            url_name="knowledge:desk",
            room="knowledge",
            order=90,
            roles=desk_permissions.ROLES,
        ),
    ),
    account_menu=(
        MenuEntry(label=_("My cards"), url_name="knowledge:shelf", room="knowledge", order=10),
    ),
    projections=(CardProjection(),),
    search_next_steps=(demand_views.next_steps,),
    notification_kinds=(
        _kind("demand_answered", _("What you asked for was written")),
        _kind("demand_declined", _("What you asked for is not kept")),
        _kind("demand_duplicate", _("What you asked for was asked already")),
        _kind("claim_ends", _("What you said you would write waits")),
        _kind("claim_lapsed", _("What you said you would write is free again")),
        _kind("proposal_waiting", _("A card is proposed in your themes")),
        _kind("proposal_taken_up", _("Your card is taken up")),
        _kind("proposal_published", _("Your card is published")),
        _kind("proposal_declined", _("Your proposal is not kept")),
        _kind("verify", _("Cards wait for your verification")),
        _kind("handed_over", _("Cards to verify come from somebody who left")),
        _kind("needs_work", _("A card of yours needs work")),
        _kind("source_changed", _("A card that you translated was changed")),
        _kind("source_gone", _("The source of a card of yours is gone")),
        _kind("readers_say", _("What readers say of a card of yours")),
        _kind("review_named", _("You are named for a review")),
        _kind("review_mention", _("You are named in a remark on a card")),
        _kind("review_due", _("A review is due soon")),
        _kind("review_late", _("A review is late")),
        _kind("review_escalated", _("A review stays undone")),
        _kind("review_returned", _("A review is free again")),
    ),
    ticks=(
        Tick(key="knowledge.claims", every=timedelta(hours=6), run=claims.claims_due),
        Tick(key="knowledge.freshness", every=timedelta(hours=6), run=keep_fresh),
        Tick(key="knowledge.related", every=timedelta(hours=6), run=relate_all),
        Tick(key="knowledge.reviews", every=timedelta(hours=6), run=keep_reviews_going),
    ),
    exporters=(
        demand_data.export,
        proposal_data.export,
        freshness_data.held_of,
        evidence_data.held_of,
        shelf_data.export,
        sending_data.export,
        import_data.export,
        review_data.held_of,
    ),
    erasers=(
        demand_data.erase,
        proposal_data.erase,
        freshness_data.erase,
        evidence_data.erase,
        shelf_data.erase,
        sending_data.erase,
        import_data.erase,
        review_data.erase,
    ),
    home_panels=(
        Panel(
            key="cards-to-verify",
            template="knowledge/freshness/_verifying_panel.html",
            context=verifying_panel,
            order=25,
        ),
        Panel(
            key="fresh-cards",
            template="knowledge/cards/_fresh_panel.html",
            for_request=fresh_panel,
            order=40,
        ),
        Panel(
            key="curious-cards",
            template="knowledge/cards/_curious_panel.html",
            context=curious_panel,
            order=30,
            for_members=False,
            for_visitors=True,
        ),
    ),
    sitemaps={"cards": CardSitemap, "golden-rules": RulesSitemap},
    api=api.add_routes,
    doors={
        "cards_for_theme": selectors.cards_for_theme,
        "authored_count": authors.authored_count,
        "applied_count": applied_count,
        "card_writer": cms_home.card_writer,
        "card_feed": card_feed_url,
        "card_from": provenance.card_from,
        "cards_from": cards_from,
        "origin_vanishes": vanish,
    },
    recording_guards=(recordings.may_play,),
    measures=(
        Measure(
            key="cards",
            label=_("five-minute cards"),
            value=lambda: CardPage.objects.visible_to(ANONYMOUS).count(),
            public=True,
            order=20,
        ),
    ),
    demo=(
        DemoStep(key="libraries", label="libraries of cards", run=steps.make_libraries, order=30),
        DemoStep(key="card-recordings", label="sound and film", run=steps.add_recordings, order=31),
        DemoStep(
            key="cards", label="cards, two languages", run=steps.fill_cards, order=32, version=2
        ),
        DemoStep(
            key="cards-with-recordings",
            label="cards with sound or film",
            run=steps.attach_recordings,
            order=33,
        ),
        DemoStep(
            key="evidence",
            label="what readers say of cards",
            run=demo_evidence.fill_evidence,
            order=37,
        ),
        DemoStep(
            key="verifiers",
            label="verifiers, and cards that wait for them",
            run=demo_freshness.fill_verifiers,
            order=36,
        ),
        DemoStep(key="card-drafts", label="an expert’s drafts", run=steps.fill_drafts, order=34),
        DemoStep(
            key="splitting",
            label="a draft to split, and a card split in two",
            run=demo_splitting.fill_splitting,
            order=35,
        ),
        DemoStep(key="pinned-cards", label="chosen results", run=steps.pin_cards, order=36),
        DemoStep(key="demands", label="demands", run=demo_board.fill_demands, order=35),
        DemoStep(key="proposals", label="proposals", run=demo_board.fill_proposals, order=36),
        DemoStep(key="shelves", label="kept cards", run=demo_shelf.fill_shelves, order=38),
        DemoStep(key="reviews", label="reviews", run=demo_reviews.fill_reviews, order=39),
        DemoStep(key="readings", label="readings", run=demo_board.fill_readings, order=37),
        DemoStep(key="rules", label="golden rules", run=steps.introduce_rules, order=38),
        DemoStep(
            key="languages",
            label="cards in another language",
            run=demo_languages.fill_languages,
            order=40,
        ),
        DemoStep(
            key="origins",
            label="what cards came from",
            run=demo_origins.note_origins,
            order=70,
        ),
        DemoStep(key="related", label="cards near each other", run=steps.relate_cards, order=39),
    ),
)
