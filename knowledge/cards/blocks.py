"""What a card is made of: the blocks of its body, with an example of each for who writes."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from knowledge.cards import previews
from knowledge.cards.embeds import Player, player_for

TEXT_FEATURES = ["h3", "bold", "italic", "ul", "ol", "link", "document-link"]
LINE_FEATURES = ["bold", "italic", "link"]


class PictureBlock(blocks.StructBlock):
    """An image; Wagtail's own block asks for its description or to call it decorative."""

    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=200,
        help_text=_("For example: “Two groups compare their posters, Limoges, March.”"),
    )

    class Meta:
        icon = "image"
        label = _("Image")
        template = "knowledge/cards/blocks/image.html"


class VideoBlock(blocks.StructBlock):
    """A film from the library; it needs captions before the card may be published."""

    recording = VideoChooserBlock(label=_("Video"))
    caption = blocks.CharBlock(
        label=_("What one sees"),
        required=False,
        max_length=200,
        help_text=_("For example: “Three gestures of feedback, filmed in a workshop.”"),
    )

    def clean(self, value: Any) -> Any:
        """Refuse a film without captions, except in a draft."""
        cleaned = super().clean(value)
        recording = cleaned.get("recording")
        if not self.is_deferred_validation and recording and not is_captioned(recording):
            raise blocks.StructBlockValidationError(
                block_errors={"recording": ValidationError(captions_missing(recording))}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Video")
        template = "knowledge/cards/blocks/video.html"


class AudioBlock(blocks.StructBlock):
    """A sound recording; it needs a transcript before the card may be published."""

    recording = AudioChooserBlock(label=_("Sound"))
    caption = blocks.CharBlock(
        label=_("Who speaks, about what"),
        required=False,
        max_length=200,
        help_text=_("For example: “An apprentice tells her first week.”"),
    )

    def clean(self, value: Any) -> Any:
        """Refuse a sound without transcript, except in a draft."""
        cleaned = super().clean(value)
        recording = cleaned.get("recording")
        if not self.is_deferred_validation and recording and not is_transcribed(recording):
            raise blocks.StructBlockValidationError(
                block_errors={"recording": ValidationError(transcript_missing(recording))}
            )
        return cleaned

    class Meta:
        icon = "media"
        label = _("Sound")
        template = "knowledge/cards/blocks/audio.html"


class DocumentBlock(blocks.StructBlock):
    """A file to take away."""

    document = DocumentChooserBlock(label=_("Document"))
    description = blocks.CharBlock(
        label=_("What it is for"),
        required=False,
        max_length=200,
        help_text=_("For example: “The observation grid, to print on one page.”"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "knowledge/cards/blocks/document.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Words"), rows=3, max_length=800)
    name = blocks.CharBlock(label=_("Who"), required=False, max_length=100)
    role = blocks.CharBlock(
        label=_("What they do"),
        required=False,
        max_length=120,
        help_text=_("For example: “tutor, apprentice centre”."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "knowledge/cards/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A few words that stand out."""

    KINDS = (
        ("tip", _("Tip")),
        ("note", _("Good to know")),
        ("warning", _("Take care")),
        ("important", _("Essential")),
    )
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=KINDS, default="tip")
    text = blocks.RichTextBlock(label=_("Text"), features=LINE_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "knowledge/cards/blocks/callout.html"


class EmbedBlock(blocks.StructBlock):
    """A player of another site, loaded only when the reader agrees."""

    url = blocks.URLBlock(
        label=_("Address of the video"),
        help_text=_("As your browser shows it, for example https://framatube.org/w/abcDEF123456."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=150)
    text = blocks.TextBlock(
        label=_("What it says"),
        rows=3,
        max_length=600,
        help_text=_("For those who do not load it: the three ideas to keep."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse an address that is no video of a host that this site may show."""
        cleaned = super().clean(value)
        if cleaned.get("url") and player_of(cleaned["url"]) is None:
            hosts = ", ".join(settings.COMMUNITY_EMBED_HOSTS)
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(
                        gettext(
                            "This is not the address of a video that can be shown here. Known "
                            "players: %(hosts)s. For any other page, put a link in the text."
                        )
                        % {"hosts": hosts}
                    )
                }
            )
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the player, or None when its host is no longer allowed."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["player"] = player_of(value.get("url") or "")
        return context

    class Meta:
        icon = "code"
        label = _("Video of another site")
        template = "knowledge/cards/blocks/embed.html"


class CardBody(blocks.StreamBlock):
    """The body of a card, whatever its kind.

    What holds words may be empty: a new card begins with blocks to fill in, and what is left blank
    goes when the card is submitted (see `blanks`).
    """

    heading = blocks.CharBlock(
        label=_("Section heading"),
        icon="h2",
        max_length=120,
        template="knowledge/cards/blocks/heading.html",
        required=False,
        help_text=_("Two to four sections are enough. For example: “Three sentences, in order”."),
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        required=False,
        icon="pilcrow",
        features=TEXT_FEATURES,
        template="knowledge/cards/blocks/text.html",
    )
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Step"), required=False, features=LINE_FEATURES),
        label=_("Steps"),
        icon="list-ol",
        template="knowledge/cards/blocks/steps.html",
        help_text=_("In order, one verb each: “Ask for one word from each person.”"),
    )
    checklist = blocks.ListBlock(
        blocks.RichTextBlock(label=_("To check"), required=False, features=LINE_FEATURES),
        label=_("Checklist"),
        icon="list-ul",
        template="knowledge/cards/blocks/checklist.html",
        help_text=_("What one ticks before starting: “The room is open ten minutes early.”"),
    )
    callout = CalloutBlock()
    quote = QuoteBlock()
    image = PictureBlock()
    video = VideoBlock()
    audio = AudioBlock()
    document = DocumentBlock()
    embed = EmbedBlock()
    question = blocks.TextBlock(
        label=_("Question to the reader"),
        icon="help",
        rows=2,
        required=False,
        max_length=300,
        template="knowledge/cards/blocks/question.html",
        help_text=_("One, open, at the end: “Which feedback could you still quote today?”"),
    )

    class Meta:
        block_counts = {"question": {"max_num": 1}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        previews.add_to(self.child_blocks)


def player_of(address: str) -> Player | None:
    """Return the player of an address among the hosts that this site may frame."""
    return player_for(address, settings.COMMUNITY_EMBED_HOSTS)


def is_captioned(recording: Any) -> bool:
    """Whether a film has captions in at least one language."""
    return bool(recording.tracks.filter(kind="captions").exists())


def is_transcribed(recording: Any) -> bool:
    """Whether what is said in a sound can be read."""
    return bool(recording.transcript.strip()) or is_captioned(recording)


def captions_missing(recording: Any) -> str:
    """Say what a film lacks and where to give it."""
    return gettext(
        "“%(title)s” has no captions yet. Add a WebVTT file to it in the media library, "
        "then publish."
    ) % {"title": recording.title}


def transcript_missing(recording: Any) -> str:
    """Say what a sound lacks and where to give it."""
    return gettext(
        "“%(title)s” has no transcript yet. Write what is said into it in the media library, "
        "then publish."
    ) % {"title": recording.title}
