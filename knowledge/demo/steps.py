"""Fills the demo's library: its pages, its recordings, its cards, and an expert's drafts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Locale

from community.core.roles import Role
from community.home.models import HomePage
from community.recordings.models import Recording
from community.recordings.services import keep_captions, keep_chapters, measure
from community.search.curation.services import pin_first
from community.search.curation.targets import Target
from knowledge.cards import services
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.outcomes import Outcome
from knowledge.cards.importing.services import import_file
from knowledge.cards.importing.sources import files_of
from knowledge.cards.models import CardIndexPage, CardPage
from knowledge.related.services import relate_all
from knowledge.rules.models import RuleCollection

FOLDER: Final = Path(__file__).parent
DOMAIN: Final = "demo.example"
LIBRARIES: Final = {
    "fr": (
        "Savoirs",
        "savoirs",
        "Ce que des collègues ont appris en le faisant, en cinq minutes de lecture.",
    ),
    "en": (
        "Knowledge",
        "knowledge",
        "What colleagues learned by doing it, in five minutes of reading.",
    ),
}
PINNED: Final = (
    (
        "transformer-un-besoin-en-question",
        ("par où commencer", "débuter", "where do I start", "getting started"),
    ),
    ("reunion-hybride-a-egalite", ("réunion hybride", "visio", "hybrid meeting", "video call")),
)
"""A card and the questions for which it comes first."""
# Each recording, what it is, and the card whose first section it follows.
RECORDINGS: Final = (
    (
        "temoignage-alternance.mp3",
        "audio",
        "Une photo et une phrase, chaque vendredi",
        "carnet-de-bord-des-apprentis",
        {
            "fr": "Jade Morel, conseillère jeunes et entreprises, raconte les premiers vendredis.",
            "en": "Jade Morel, adviser, tells of the first Fridays (in French, with its text).",
        },
    ),
    (
        "trois-gestes-feedback.mp4",
        "video",
        "Trois gestes pour un retour utile",
        "donner-un-feedback-en-trois-temps",
        {
            "fr": "Le fait, l’effet, la suite, en une demi-minute.",
            "en": "The fact, the effect, what next, in half a minute (in French, captioned).",
        },
    ),
)
INTRODUCED: Final = {
    ("fr", "participation"): "Pour que chacun entre dans la séance, à voix haute ou non.",
    ("fr", "animation"): "Pour tenir le temps, les outils et l’énergie du groupe.",
    ("fr", "collaboration"): "Pour que le travail en petits groupes donne quelque chose.",
    ("en", "participation"): "So that everybody takes part, aloud or not.",
    ("en", "animation"): "To hold the time, the tools and the energy of the group.",
    ("en", "collaboration"): "So that work in small groups comes to something.",
}
"""When the rules of a collection help, by language and address."""
IN_REVIEW: Final = "relire-a-voix-haute"


def make_libraries() -> Iterator[int]:
    """Make a library of cards under the home of each language, translations of each other."""
    original: CardIndexPage | None = None
    for number, (code, (title, slug, introduction)) in enumerate(LIBRARIES.items(), start=1):
        library = CardIndexPage.objects.filter(locale__language_code=code).first()
        if library is None:
            home = HomePage.objects.filter(locale__language_code=code).first()
            if home is None:
                continue
            library = CardIndexPage(
                title=title,
                slug=slug,
                introduction=introduction,
                locale=Locale.objects.get(language_code=code),
                show_in_menus=True,
            )
            if original is not None:
                library.translation_key = original.translation_key
            home.add_child(instance=library)
            library.save_revision().publish()
        original = original or library
        yield number


def add_recordings() -> Iterator[int]:
    """Put the recordings of the cards into the library, with captions and chapters."""
    for number, (name, kind, title, _card, _captions) in enumerate(RECORDINGS, start=1):
        path = FOLDER / "media" / name
        if path.exists() and not Recording.objects.filter(title=title).exists():
            _add_recording(path, kind, title)
        yield number


@transaction.atomic
def _add_recording(path: Path, kind: str, title: str) -> None:
    recording = Recording(title=title, type=kind, duration=0)
    with path.open("rb") as file:
        recording.file.save(path.name, File(file), save=False)
    poster = path.with_suffix(".jpg")
    if poster.exists():
        with poster.open("rb") as file:
            recording.thumbnail.save(poster.name, File(file), save=False)
    measure(recording).save()
    recording.file.close()
    keep_captions(recording, language="fr", source=path.with_suffix(".vtt").read_bytes())
    chapters = path.with_suffix(".chapters.vtt")
    if chapters.exists():
        keep_chapters(recording, language="fr", source=chapters.read_bytes())


def fill_cards() -> Iterator[int]:
    """Import and publish the cards, each dated and approved by somebody else than its author."""
    root = FOLDER / "cards"
    reviewers = list(
        get_user_model()
        .objects.filter(groups__name=Role.REVIEWER.value, email__endswith=f"@{DOMAIN}")
        .order_by("email")
    )
    options = Options(
        root=root, source="demo", author=_user("animator"), author_domain=DOMAIN, publish=True
    )
    for number, path in enumerate(sorted(files_of(root)), start=1):
        reviewer = reviewers[number % len(reviewers)] if reviewers else None
        if f"author: {_name(reviewer)}\n" in path.read_text(encoding="utf-8"):
            reviewer = reviewers[(number + 1) % len(reviewers)]
        result = import_file(path, replace(options, reviewer=reviewer))
        if result.notes:
            # The demo's own texts have nothing that an import should have to speak of.
            raise RuntimeError(f"{result.relative}: {result.notes[0].message}")
        yield number


def attach_recordings() -> Iterator[int]:
    """Let two cards play their recording."""
    done = 0
    for _file, kind, title, slug, captions in RECORDINGS:
        recording = Recording.objects.filter(title=title).first()
        for code, caption in captions.items():
            key = f"demo:{code}/{slug}.md"
            card = CardPage.objects.filter(imports__key=key).first()
            if recording is not None and card is not None:
                _attach(card, kind, recording, caption)
            done += 1
            yield done


@transaction.atomic
def _attach(card: CardPage, kind: str, recording: Recording, caption: str) -> None:
    raw = list(card.body.raw_data)
    if any(block["type"] == kind for block in raw):
        return
    # After the first section, so that the words lead to the recording.
    headings = [place for place, block in enumerate(raw) if block["type"] == "heading"]
    place = headings[1] if len(headings) > 1 else len(raw)
    raw.insert(place, {"type": kind, "value": {"recording": recording.pk, "caption": caption}})
    card.body = StreamValue(card.body.stream_block, raw, is_lazy=True)
    moment, reviewer = card.first_published_at, card.reviewed_by
    services.publish(card, by=reviewer.user if reviewer else None, at=moment)


def pin_cards() -> Iterator[int]:
    """Put cards first for questions that the editors of this network expect, in both languages."""
    for number, (slug, questions) in enumerate(PINNED, start=1):
        card = CardPage.objects.filter(imports__key=f"demo:fr/{slug}.md").first()
        if card is not None:
            pin_first(questions, [Target("card", card.pk, card.title, card.get_url() or "")])
            yield number


def introduce_rules() -> Iterator[int]:
    """Say of each collection of rules when it helps."""
    for number, ((language, slug), sentence) in enumerate(INTRODUCED.items(), start=1):
        collection = RuleCollection.objects.filter(language=language, slug=slug).first()
        if collection is not None and not collection.introduction:
            collection.introduction = sentence
            collection.save()
        yield number


def relate_cards() -> Iterator[int]:
    """Work out which cards are near each other."""
    yield from (step.cards for step in relate_all())


def fill_drafts() -> Iterator[int]:
    """Give the demo's expert two drafts, and one card that waits for its review."""
    root = FOLDER / "drafts"
    expert = _user("expert")
    options = Options(root=root, source="demo-drafts", author=expert, author_domain=DOMAIN)
    for number, path in enumerate(sorted(files_of(root)), start=1):
        result = import_file(path, options)
        card = CardPage.objects.filter(pk=result.card_id or 0).first()
        if card is not None and result.outcome == Outcome.CREATED:
            _age(card, days=3 * number)
            if path.stem == IN_REVIEW and expert is not None:
                card.get_workflow().start(card, expert)
        yield number


def _age(card: CardPage, *, days: int) -> None:
    moment = timezone.make_aware(
        datetime.combine(timezone.localdate() - timedelta(days=days), time(17, 20))
    )
    CardPage.objects.filter(pk=card.pk).update(latest_revision_created_at=moment)


def _user(key: str) -> Any:
    return get_user_model().objects.filter(email=f"{key}@{DOMAIN}").first()


def _name(user: Any) -> str:
    return user.email.split("@")[0] if user is not None else "nobody"
