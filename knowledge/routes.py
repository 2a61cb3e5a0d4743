"""The localised addresses of knowledge; the cards themselves are pages of the tree."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from knowledge.cards import views
from knowledge.cards.exporting import views as exporting
from knowledge.cards.feeds import CardFeed
from knowledge.demands import views as demands
from knowledge.desk import views as desk
from knowledge.evidence import views as evidence
from knowledge.freshness import views as freshness
from knowledge.proposals import views as proposals
from knowledge.provenance import views as provenance
from knowledge.readings import views as readings
from knowledge.reviews import guest_views
from knowledge.reviews import views as reviews
from knowledge.rules import views as rules
from knowledge.sending import views as sending
from knowledge.shelf import views as shelf
from knowledge.translations import views as translations

app_name = "knowledge"
urlpatterns = [
    path(_("knowledge/"), views.library, name="library"),
    path(_("knowledge/golden-rules/"), rules.golden_rules, name="golden_rules"),
    path(_("knowledge/golden-rules/<slug:slug>/"), rules.collection, name="rule_collection"),
    path(
        _("knowledge/golden-rules/<slug:slug>/code.svg"),
        rules.qr_code,
        name="rule_collection_code",
    ),
    path(_("knowledge/feed/"), CardFeed(), name="card_feed"),
    path("knowledge/pictures/<int:pk>-<slug:mark>.png", views.card_picture, name="card_picture"),
    path(_("knowledge/demands/"), demands.board, name="demands"),
    path(_("knowledge/demands/new/"), demands.demand_new, name="demand_new"),
    path(_("knowledge/demands/bring-in/"), demands.bring_in, name="demand_bring_in"),
    path(_("knowledge/demands/<int:pk>/"), demands.demand_detail, name="demand"),
    path(_("knowledge/demands/<int:pk>/vote/"), demands.demand_vote, name="demand_vote"),
    path(_("knowledge/demands/<int:pk>/<slug:act>/"), demands.demand_act, name="demand_act"),
    path(_("knowledge/desk/"), desk.desk, name="desk"),
    path("knowledge/readings/<int:pk>/", readings.count_reading, name="count_reading"),
    path(_("knowledge/proposals/"), proposals.proposals, name="proposals"),
    path(_("knowledge/proposals/new/"), proposals.proposal_new, name="proposal_new"),
    path(_("knowledge/proposals/length/"), proposals.proposal_length, name="proposal_length"),
    path(_("knowledge/proposals/<int:pk>/"), proposals.proposal_detail, name="proposal"),
    path(_("knowledge/proposals/<int:pk>/edit/"), proposals.proposal_edit, name="proposal_edit"),
    path(
        _("knowledge/proposals/<int:pk>/<slug:act>/"), proposals.proposal_act, name="proposal_act"
    ),
    path(_("knowledge/reviews/"), reviews.reviews, name="reviews"),
    path(_("knowledge/reviews/<int:pk>/"), reviews.review, name="review"),
    path(_("knowledge/reviews/<int:pk>/<slug:act>/"), reviews.review_act, name="review_act"),
    path(_("knowledge/reviews/by-link/thanks/"), guest_views.thanks, name="review_thanks"),
    path(_("knowledge/reviews/by-link/<str:token>/"), guest_views.by_link, name="review_by_link"),
    path(_("knowledge/to-verify/"), freshness.to_verify, name="to_verify"),
    path(_("knowledge/to-verify/<int:pk>/"), freshness.verify_card, name="verify_card"),
    path(_("knowledge/readers-say/"), evidence.readers_say, name="readers_say"),
    path(_("knowledge/evidence/<int:pk>/"), evidence.evidence, name="evidence"),
    path(_("knowledge/evidence/<int:pk>/apply/"), evidence.apply, name="apply"),
    path(_("knowledge/evidence/<int:pk>/withdraw/"), evidence.withdraw, name="evidence_withdraw"),
    path(_("knowledge/helpful/<int:pk>/"), evidence.opinion, name="opinion"),
    path(
        _("knowledge/helpful/<int:pk>/withdraw/"),
        evidence.withdraw_opinion,
        name="opinion_withdraw",
    ),
    path(_("knowledge/provenance/new/"), provenance.card_from, name="card_from"),
    path(_("knowledge/translations/"), translations.board, name="translations"),
    path(_("knowledge/translations/<int:pk>/"), translations.translation, name="translation"),
    path(
        _("knowledge/translations/<int:pk>/<slug:language>/"),
        translations.translation_new,
        name="translation_new",
    ),
    path(_("knowledge/print/"), exporting.printed, name="cards_printed"),
    path(_("knowledge/files/"), exporting.downloaded, name="cards_downloaded"),
    path(_("knowledge/shelf/"), shelf.shelf, name="shelf"),
    path(_("knowledge/shelf/cards/<int:pk>/"), shelf.card_collections, name="card_collections"),
    path(_("knowledge/shelf/cards/<int:pk>/keep/"), shelf.keep_card, name="keep_card"),
    path(_("knowledge/shelf/cards/<int:pk>/send/"), sending.send, name="send_card"),
    path(_("knowledge/shelf/collections/<int:pk>/"), shelf.collection, name="collection"),
    path(
        _("knowledge/shelf/collections/<int:pk>/<slug:act>/"),
        shelf.collection_act,
        name="collection_act",
    ),
    path(
        _("knowledge/shelf/shared/<uuid:key>/"), shelf.shared_collection, name="shared_collection"
    ),
    path(_("knowledge/<str:slug>/"), views.card, name="card"),
]
