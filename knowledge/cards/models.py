"""The library of cards and its cards, as pages of the site's tree."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.search import index

from community.core.audience import HasAudience, audience_q
from community.core.context import reader_of
from community.core.reader import Reader
from community.themes.models import ThemedItemBase
from knowledge.cards import blanks, content, permissions, promises, reading_time
from knowledge.cards.blocks import CardBody
from knowledge.cards.enums import CardKind, RuleDomain
from knowledge.cards.forms import CardPageForm
from knowledge.cards.panels import ChecksPanel, ExamplePanel, NearPanel, ReadingTimePanel
from knowledge.freshness.enums import Every
from knowledge.reviews.panels import ReviewPanel


class CardTheme(ThemedItemBase):
    """A theme of a card."""

    content_object = ParentalKey(
        "knowledge.CardPage", on_delete=models.CASCADE, related_name="themed_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="knowledge_theme_once")
        ]


class CardQuerySet(PageQuerySet):
    """Verbs of cards."""

    def visible_to(self, reader: Reader) -> "CardQuerySet":
        """Keep what is published and meant for the reader: the one rule, for every list."""
        return self.filter(audience_q(reader), live=True).unrestricted()

    def unrestricted(self) -> "CardQuerySet":
        """Leave out what Wagtail's own privacy keeps back, on the card or on a page above it.

        Such a card answers at its address alone, as Wagtail asks there for what it needs.
        """
        above = PageViewRestriction.objects.filter(
            page__path=Substr(OuterRef("path"), Value(1), Length("page__path"))
        )
        return self.filter(~Exists(above))

    def in_language(self, code: str) -> "CardQuerySet":
        """Keep the cards written in a language."""
        return self.filter(locale__language_code=code)

    def newest_first(self) -> "CardQuerySet":
        """Order by the day of publication, the latest first."""
        return self.order_by("-first_published_at", "-pk")


CardManager = PageManager.from_queryset(CardQuerySet)


class CardIndexPage(Page):
    """The library of a language; `views.show_library` shows it (see `wagtail_hooks`)."""

    introduction = models.CharField(
        _("introduction"),
        max_length=250,
        blank=True,
        help_text=_("One sentence: what one finds here."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    subpage_types = ["knowledge.CardPage"]
    private_page_options: list[str] = []
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("library of cards")
        verbose_name_plural = _("libraries of cards")


class CardPage(HasAudience, Page):
    """A card: micro-content of five minutes that somebody vouches for."""

    kind = models.CharField(
        _("kind"), max_length=12, choices=CardKind.choices, default=CardKind.LESSON
    )
    summary = models.CharField(
        _("summary"),
        max_length=220,
        help_text=_("What one keeps in a sentence or two. It is what lists and searches show."),
    )
    objective = models.CharField(
        _("objective"),
        max_length=200,
        blank=True,
        help_text=_("What one can do afterwards. It begins with a verb."),
    )
    challenge = models.CharField(
        _("challenge"),
        max_length=200,
        blank=True,
        help_text=_("A question or a small task, before one reads on. It makes curious."),
    )
    audience_note = models.CharField(
        _("who it is for"),
        max_length=200,
        blank=True,
        help_text=_("For example: “Trainers who observe each other, tutors, team leads.”"),
    )
    territory = models.ForeignKey(
        "community.Territory",
        verbose_name=_("territory"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cards",
        help_text=_("Where it comes from, if that matters."),
    )
    rule_domain = models.CharField(
        _("domain of the rule"), max_length=15, choices=RuleDomain.choices, blank=True
    )
    rule_number = models.PositiveSmallIntegerField(
        _("number of the rule"), null=True, editable=False
    )
    """Given by its collection; kept here for lists."""
    horizon = models.DateField(
        _("horizon"), null=True, blank=True, help_text=_("By when it may change our work.")
    )
    author = models.ForeignKey(
        "community.Member",
        verbose_name=_("author"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cards",
    )
    source_label = models.CharField(
        _("where it comes from"),
        max_length=200,
        blank=True,
        help_text=_("For example: “Workshop 2 of the spring meeting, 12 minutes in”."),
    )
    source_url = models.URLField(_("link to where it comes from"), blank=True)
    continues = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="continued_by",
    )
    """The card that it was split off from."""
    body = StreamField(CardBody(), verbose_name=_("content"), blank=True)
    reading_seconds = models.PositiveIntegerField(default=0, editable=False)
    """How long it takes, kept for lists; see `reading_time`."""
    reviewed_by = models.ForeignKey(
        "community.Member",
        verbose_name=_("verified by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    reviewed_guest = models.CharField(max_length=120, blank=True, default="", editable=False)
    """Who approved it by link, by the name of the invitation, where that is no member."""
    reviewed_on = models.DateField(_("verified on"), null=True, editable=False)

    verify_every = models.PositiveSmallIntegerField(
        _("verified again"),
        choices=Every.choices,
        null=True,
        blank=True,
        help_text=_("As is usual for its kind, unless you choose otherwise."),
    )
    verifier_group = models.ForeignKey(
        "knowledge.VerifierGroup",
        verbose_name=_("who verifies it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cards",
        help_text=_("Empty: the group of its themes or of its author’s organisation."),
    )

    themes = ClusterTaggableManager(
        verbose_name=_("themes"),
        through="knowledge.CardTheme",
        blank=True,
        help_text=_("Type the first letters and choose: one to three themes."),
    )
    objects = CardManager()

    base_form_class = CardPageForm
    parent_page_types = ["knowledge.CardIndexPage"]
    subpage_types: list[str] = []
    private_page_options: list[str] = []
    template = "knowledge/cards/card_page.html"
    # A copy, in another language above all, goes on from nothing.
    exclude_fields_in_copy = ["continues"]
    page_description = _("Five minutes of what you know, for colleagues who need it.")
    search_fields = [
        *Page.search_fields,
        index.AutocompleteField("summary"),
        index.FilterField("kind"),
        index.FilterField("owner_id"),
    ]

    content_panels = [
        ReviewPanel(heading=_("Review")),
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                ExamplePanel("kind"),
                FieldPanel(
                    "title",
                    help_text=_("Say what one will find."),
                ),
                ExamplePanel("title"),
                NearPanel(),
                FieldPanel("summary", widget=AdminAutoHeightTextInput),
                FieldPanel("rule_domain", classname="card-only-golden_rule"),
                FieldPanel("horizon", classname="card-only-signal"),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("objective", widget=AdminAutoHeightTextInput),
                ExamplePanel("objective"),
                FieldPanel("challenge", widget=AdminAutoHeightTextInput),
                ExamplePanel("challenge"),
            ],
            heading=_("What it is good for"),
        ),
        ReadingTimePanel(heading=_("Five minutes"), classname="reading-time-panel"),
        MultiFieldPanel(
            [ExamplePanel("content"), FieldPanel("body", heading=_("Blocks"))], heading=_("Content")
        ),
        FieldPanel("audience_note", widget=AdminAutoHeightTextInput),
        ChecksPanel(heading=_("Before you submit")),
    ]
    sorting_panels = [
        MultiFieldPanel(
            [FieldPanel("themes"), FieldPanel("territory")], heading=_("Where to find it")
        ),
        MultiFieldPanel(
            [FieldPanel("audience"), FieldPanel("audience_organisation")],
            heading=_("Who may read it"),
        ),
        MultiFieldPanel(
            [FieldPanel("source_label"), FieldPanel("source_url")], heading=_("Provenance")
        ),
        MultiFieldPanel(
            [FieldPanel("verify_every"), FieldPanel("verifier_group")], heading=_("Freshness")
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(sorting_panels, heading=_("Themes and readers")),
            ObjectList(Page.promote_panels, heading=_("Address")),
            ObjectList(Page.settings_panels, heading=_("Dates")),
        ]
    )

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
        indexes = [
            models.Index(fields=["kind", "audience"], name="knowledge_card_kind"),
            models.Index(fields=["rule_domain", "rule_number"], name="knowledge_card_rule"),
        ]

    def clean(self) -> None:
        """Hold what is to be published against its promises; a draft may still break them.

        `is_kept_as_draft` is set by the form while it saves a draft. What was left blank goes.
        """
        if getattr(self, "is_kept_as_draft", False):
            Page.clean(self)
            return
        super().clean()
        problems = promises.broken_by(self)
        if problems:
            raise ValidationError(problems)
        self.body = blanks.without_blanks(self.body)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep beside the card how long it takes and who wrote it."""
        self.reading_seconds = content.seconds_of(self.body, language=self.language_code)
        if self.author_id is None and self.owner_id is not None:
            self.author_id = getattr(getattr(self.owner, "member", None), "pk", None)
        super().save(*args, **kwargs)

    def with_content_json(self, content_json: Any) -> "CardPage":
        """Return a revision as a card; review and number are the card's, not a text's."""
        card: CardPage = super().with_content_json(content_json)
        card.reviewed_by_id, card.reviewed_on = self.reviewed_by_id, self.reviewed_on
        card.reviewed_guest = self.reviewed_guest
        card.rule_number = self.rule_number
        return card

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the card to whom it is meant for; for anyone else it is not there."""
        if not permissions.can_read(reader_of(request), self):
            raise Http404
        request.shown_page = self  # type: ignore[attr-defined]
        return super().serve(request, *args, **kwargs)

    @property
    def language_code(self) -> str:
        """The language that the card is written in."""
        return self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE[:2]

    @property
    def minutes(self) -> int:
        """The minutes that the card announces."""
        return reading_time.minutes_shown(self.reading_seconds)

    @property
    def published_on(self) -> date | None:
        """The day it was first published."""
        return self.first_published_at.date() if self.first_published_at else None

    def kind_name(self) -> str:
        """The kind in words, with its number for a golden rule."""
        if self.kind == CardKind.GOLDEN_RULE and self.rule_number:
            return gettext("Golden rule %(number)d") % {"number": self.rule_number}
        return str(self.get_kind_display())


class CardRecording(models.Model):
    """A recording that a card plays: who may read the card may play it."""

    card = models.ForeignKey(CardPage, on_delete=models.CASCADE, related_name="played")
    recording = models.ForeignKey(
        "community.Recording", on_delete=models.CASCADE, related_name="played_by_cards"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "recording"], name="knowledge_plays_once")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.recording_id}"


class CardDocument(models.Model):
    """A document that a card hands out: it is as private as the cards that carry it."""

    card = models.ForeignKey(CardPage, on_delete=models.CASCADE, related_name="handed_out")
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.CASCADE, related_name="handed_out_by_cards"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "document"], name="knowledge_hands_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} {self.document_id}"


class ImportedCard(models.Model):
    """A file that became a card, so that importing again finds it."""

    key = models.CharField(max_length=500, unique=True)
    """Where the file is: source and path in it."""
    content_hash = models.CharField(max_length=64, db_index=True)
    """SHA-256 of the file, as it was when the card was last written from it."""
    address = models.CharField(max_length=500, blank=True, db_index=True)
    """Where it was read on the site that it was exported from: links to it lead to the card."""
    card = models.ForeignKey(CardPage, on_delete=models.CASCADE, related_name="imports")
    imported_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.key
