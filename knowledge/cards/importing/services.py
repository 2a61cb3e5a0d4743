"""Imports a folder file by file: each in a transaction of its own, none twice."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from wagtail.blocks import StreamValue

from community.core import markup
from community.core.validation import messages_of
from knowledge.cards import promises, selectors, services
from knowledge.cards.importing import conversion, markdown_lines, pictures, sources
from knowledge.cards.importing.fields import Fields
from knowledge.cards.importing.sources import FileRefused, Note, Source
from knowledge.cards.models import CardIndexPage, CardPage, ImportedCard

logger = logging.getLogger(__name__)
PUBLISHED_AT = time(9)
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_HTML_DROPPED = ("nav", "footer", "header", "aside", "form", "script", "style", "noscript")


class Outcome(StrEnum):
    """What became of a file."""

    CREATED = "created"
    UPDATED = "updated"
    REVISED = "revised"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a folder is imported."""

    root: Path
    source: str = ""
    """What the folder is called in the keys that tell files apart; empty is its full path."""
    language: str = ""
    """Of all files; empty looks at each file, then at the folders' names."""
    author: Any = None
    author_domain: str = ""
    """Completes authors that are named without a domain."""
    reviewer: Any = None
    """Who approves what is published at once."""
    publish: bool = False
    dry_run: bool = False

    def key_of(self, relative: str) -> str:
        """Return the key of a file."""
        return f"{self.source or self.root.resolve().as_posix()}:{relative}"[-500:]


@dataclass(frozen=True)
class Result:
    """What became of one file, and what there is to say about its lines."""

    relative: str
    outcome: Outcome
    title: str = ""
    card_id: int | None = None
    notes: tuple[Note, ...] = ()


@dataclass
class Draft:
    """A file understood: what its card will hold."""

    source: Source
    fields: Fields
    title: str
    language: str
    index: CardIndexPage
    blocks: list[conversion.Block] = field(default_factory=list)


def import_folder(options: Options) -> Iterator[Result]:
    """Import the files of a folder one by one, yielding what became of each.

    Whoever stops in the middle goes on by calling again: what is unchanged is skipped.
    """
    for path in sources.files_of(options.root):
        yield import_file(path, options)


def import_file(path: Path, options: Options) -> Result:
    """Make or renew the card of one file; a refusal is a result, not an error."""
    root = options.root
    relative = path.relative_to(root).as_posix() if path != root else path.name
    try:
        with transaction.atomic():
            result = _import(sources.read(path, root), options)
            if options.dry_run:
                transaction.set_rollback(True)
            return result
    except FileRefused as error:
        return Result(relative, Outcome.REFUSED, notes=(Note(0, str(error)),))
    except RecursionError:
        message = gettext("Its parts are nested too deeply.")
        return Result(relative, Outcome.REFUSED, notes=(Note(0, message),))
    except Exception as error:
        # One bad file must not stop the others; what happened is for the log.
        logger.exception("import of %s failed", relative)
        message = gettext("It cannot be imported: %(kind)s, %(reason)s") % {
            "kind": type(error).__name__,
            "reason": str(error).split("\n", 1)[0],
        }
        return Result(relative, Outcome.REFUSED, notes=(Note(0, message),))


def _import(source: Source, options: Options) -> Result:
    key = options.key_of(source.relative)
    known = ImportedCard.objects.select_related("card__locale").filter(key=key).first()
    if known is None:
        # The same text from another place is the same card.
        known = ImportedCard.objects.filter(content_hash=source.digest).first()
    if known is not None and known.content_hash == source.digest:
        return Result(source.relative, Outcome.SKIPPED, known.card.title, known.card_id)
    draft = _understand(source, options)
    if known is None:
        card, outcome = _create(draft, options), Outcome.CREATED
    else:
        card, outcome = _renew(known.card, draft, options)
    ImportedCard.objects.update_or_create(
        key=key, defaults={"content_hash": source.digest, "card": card}
    )
    if options.publish and not card.live:
        _publish(card, draft, options)
    notes = tuple(sorted(source.notes, key=lambda note: note.line))
    return Result(source.relative, outcome, card.title, card.pk, notes)


def _understand(source: Source, options: Options) -> Draft:
    fields = Fields(source)
    if source.is_html:
        heading, clean = _read_html(source)
    else:
        heading, prepared = markdown_lines.prepare(source.body)
        clean = markup.from_markdown(prepared)
    made = conversion.convert(clean)
    for remark in made.remarks:
        source.note(remark.message, line=source.line_of(remark.needle))
    title = fields.text("title", most=255) or heading[:255] or _title_of(source.path)
    language = _language_of(source, fields, options)
    index = selectors.library_of(language)
    if index is None:
        raise FileRefused(
            gettext("There is no library in the language “%(code)s” yet.") % {"code": language}
        )
    blocks = _with_pictures(made.blocks, source, options)
    if not blocks:
        raise FileRefused(gettext("There is no text in it that a card could show."))
    return Draft(source, fields, title, language, index, blocks)


def _read_html(source: Source) -> tuple[str, str]:
    """Return (title, sanitised HTML); what belongs to a site's frame is left out."""
    soup = BeautifulSoup(source.body, "html.parser")
    head = soup.find("title")
    description = soup.find("meta", attrs={"name": re.compile("^description$", re.I)})
    if isinstance(description, Tag) and description.get("content"):
        source.front.setdefault("summary", str(description["content"]))
    root = soup.find("html")
    if isinstance(root, Tag) and root.get("lang"):
        source.front.setdefault("lang", str(root["lang"]))
    part = soup.find("article") or soup.find("main") or soup.find("body") or soup
    for dropped in part.find_all(_HTML_DROPPED):
        if dropped.name == "script":
            source.note(gettext("A script was left out."), line=dropped.sourceline or 0)
        dropped.decompose()
    title = ""
    for heading in part.find_all(["h1", "h5", "h6"]):
        if heading.name == "h1" and not title:
            title = conversion.squeezed(heading.get_text())
            heading.decompose()
        else:
            heading.name = "h2" if heading.name == "h1" else "h4"
    for box in part.find_all("input", attrs={"type": "checkbox"}):
        box.replace_with("[ ] ")
    title = title or (conversion.squeezed(head.get_text()) if head else "")
    return title, markup.sanitise(str(part))


def _title_of(path: Path) -> str:
    words = re.sub(r"[-_]+", " ", path.stem).strip()
    return (words[:1].upper() + words[1:])[:255] or path.name


def _language_of(source: Source, fields: Fields, options: Options) -> str:
    known = dict(settings.LANGUAGES)
    folders = [part for part in PurePosixPath(source.relative).parts[:-1] if part in known]
    said = options.language or fields.language()
    return said or (folders[-1] if folders else settings.LANGUAGE_CODE[:2])


def _with_pictures(
    blocks: list[conversion.Block], source: Source, options: Options
) -> list[conversion.Block]:
    """Put images of the library in the place of those that the text names."""
    made: list[conversion.Block] = []
    for kind, value in blocks:
        if not isinstance(value, conversion.Picture):
            made.append((kind, value))
            continue
        line = source.line_of(value.address)
        try:
            image = pictures.take(
                value,
                beside=source.path.parent,
                root=options.root if options.root.is_dir() else source.path.parent,
                by=options.author,
                dry_run=options.dry_run,
            )
        except pictures.PictureRefused as error:
            source.note(str(error), line=line)
            continue
        if not value.alt:
            source.note(
                gettext("The image has no description: say what it shows before publishing."),
                line=line,
            )
        shown = {"image": image and image.pk, "decorative": False, "alt_text": value.alt}
        made.append(("image", {"image": shown, "caption": value.caption}))
    return made


def _fill(card: CardPage, draft: Draft) -> None:
    fields = draft.fields
    card.title = draft.title
    card.kind = fields.kind()
    card.summary = fields.text("summary", "description", "excerpt", most=220) or _opening(draft)
    card.objective = fields.text("objective", most=200)
    card.challenge = fields.text("challenge", most=200)
    card.audience_note = fields.text("audience_note", "for", most=200)
    card.audience, card.audience_organisation = fields.audience()
    card.territory = fields.territory()
    card.rule_domain, number = fields.rule()
    # Once it is published, its collection numbers it.
    card.rule_number = card.rule_number or number
    card.horizon = fields.day("horizon")
    card.source_label = fields.text("source", most=200)
    card.source_url = fields.text("source_url", most=200)
    raw = [{"type": kind, "value": value} for kind, value in draft.blocks]
    block = CardPage._meta.get_field("body").stream_block  # type: ignore[union-attr]
    card.body = StreamValue(block, raw, is_lazy=True)
    card.themes.set(fields.themes())


def _opening(draft: Draft) -> str:
    """The first sentences of the first text, for a file that has no summary."""
    first = next((markup.to_text(str(value)) for kind, value in draft.blocks if kind == "text"), "")
    words = ""
    for sentence in _SENTENCE_END.split(first):
        if words and len(words) + len(sentence) > 219:
            break
        words = f"{words} {sentence}".strip()
    return words if len(words) <= 220 else words[:219].rstrip() + "…"


def _create(draft: Draft, options: Options) -> CardPage:
    card = CardPage(locale=draft.index.locale, live=False)
    card.slug = _free_slug(draft)
    _fill(card, draft)
    author = draft.fields.author(domain=options.author_domain) or options.author
    card.owner = author
    card.author = draft.fields.member_of(author)
    original = _translation_of(draft, options)
    if original is not None:
        card.translation_key = original.translation_key
    draft.index.add_child(instance=card)
    card.save_revision(user=author, log_action=True, clean=False)
    return card


def _renew(card: CardPage, draft: Draft, options: Options) -> tuple[CardPage, Outcome]:
    """Write a new revision; what is published stays as it is until somebody publishes that."""
    latest = card.get_latest_revision_as_object()
    _fill(latest, draft)
    if not card.live:
        latest.save(clean=False)
    latest.save_revision(user=options.author or card.owner, log_action=True, clean=False)
    return latest, Outcome.REVISED if card.live else Outcome.UPDATED


def _free_slug(draft: Draft) -> str:
    said = draft.fields.text("slug", most=200) or draft.source.path.stem
    base = slugify(said)[:200] or slugify(draft.title)[:200] or "card"
    taken = set(draft.index.get_children().values_list("slug", flat=True)) | promises.RESERVED_SLUGS
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _translation_of(draft: Draft, options: Options) -> CardPage | None:
    """Return the card of the same file in another language's folder: ``fr/x.md``, ``en/x.md``."""
    parts = PurePosixPath(draft.source.relative).parts
    if draft.language not in parts[:-1]:
        return None
    others = [code for code, _name in settings.LANGUAGES if code != draft.language]
    keys = [
        options.key_of("/".join(code if part == draft.language else part for part in parts))
        for code in others
    ]
    found = ImportedCard.objects.filter(key__in=keys).select_related("card").first()
    if found is None:
        return None
    same = CardPage.objects.filter(
        translation_key=found.card.translation_key, locale=draft.index.locale_id
    )
    return None if same.exists() else found.card


def _publish(card: CardPage, draft: Draft, options: Options) -> None:
    day = draft.fields.day("published", "date")
    try:
        with transaction.atomic():
            services.publish(card, by=options.reviewer, at=_moment(day))
    except ValidationError as error:
        for message in messages_of(error):
            draft.source.note(gettext("Kept as a draft: %(why)s") % {"why": message})


def _moment(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, PUBLISHED_AT)) if day else None
