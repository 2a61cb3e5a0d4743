"""Imports a folder file by file: each in a transaction of its own, none twice."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext

from community.core.reader import Reader
from community.core.validation import messages_of
from community.members.selectors import reader_for
from knowledge.cards import promises, services
from knowledge.cards.importing import sources
from knowledge.cards.importing.drafts import Draft, understand
from knowledge.cards.importing.filling import fill
from knowledge.cards.importing.links import Waiting, lead_to_imported
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.outcomes import Outcome
from knowledge.cards.importing.places import FileRefused
from knowledge.cards.importing.sources import Note, Source
from knowledge.cards.models import CardPage, ImportedCard
from knowledge.provenance.portable import tie

logger = logging.getLogger(__name__)
PUBLISHED_AT = time(9)


@dataclass(frozen=True)
class Result:
    """What became of one file, and what there is to say about its lines."""

    relative: str
    outcome: Outcome
    title: str = ""
    card_id: int | None = None
    notes: tuple[Note, ...] = ()
    waiting: Waiting | None = None
    """Set when it names addresses that no page here had."""


def import_folder(options: Options) -> Iterator[Result]:
    """Import the files of a folder one by one, yielding what became of each.

    Whoever stops in the middle goes on by calling again: what is unchanged is skipped.
    """
    waiting: list[Waiting] = []
    for path in sources.files_of(options.root):
        result = import_file(path, options)
        if result.waiting is not None:
            waiting.append(result.waiting)
        yield result
    if not options.dry_run:
        lead_to_imported(waiting, by=options.author)


def import_file(path: Path, options: Options) -> Result:
    """Make or renew the card of one file; a refusal is a result, not an error."""
    root = options.root
    relative = path.relative_to(root).as_posix() if path != root else path.name
    try:
        with TemporaryDirectory(prefix="essaim-word-") as lent, transaction.atomic():
            result = _import(sources.read(path, root, lent=Path(lent)), options)
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
    draft = understand(source, options)
    there = known.card if known is not None else _same_card(draft)
    if there is None:
        card, outcome = _create(draft, options), Outcome.CREATED
    elif not options.may_change(there):
        raise FileRefused(
            gettext("It is the card “%(title)s”, which is not yours to change.")
            % {"title": there.title}
        )
    else:
        card, outcome = _renew(there, draft, options)
    ImportedCard.objects.update_or_create(
        key=key,
        defaults={
            "content_hash": source.digest,
            "card": card,
            "address": draft.fields.address(),
        },
    )
    for label in tie(card, draft.fields.sources(), reader=_reader_of(options)):
        draft.fields.absent_source(label)
    if options.publish and not card.live and not draft.fields.is_draft():
        _publish(card, draft, options)
    notes = tuple(sorted(source.notes, key=lambda note: note.line))
    return Result(source.relative, outcome, card.title, card.pk, notes, _waiting(card, draft))


def _waiting(card: CardPage, draft: Draft) -> Waiting | None:
    continues = "" if card.continues else draft.fields.continues()
    if not draft.leads_to and not continues:
        return None
    return Waiting(card.pk, frozenset(draft.leads_to), continues)


def _reader_of(options: Options) -> Reader:
    # Without an account it is somebody at the server's console, who sees everything.
    return reader_for(options.author) if options.author else Reader(is_superuser=True)


def _same_card(draft: Draft) -> CardPage | None:
    """Return the card of this site that a file was exported from."""
    key = draft.fields.translation_key()
    if key is None:
        return None
    cards = CardPage.objects.select_related("locale").filter(translation_key=key)
    return cards.in_language(draft.language).first()


def _create(draft: Draft, options: Options) -> CardPage:
    if not options.may_add(draft.index):
        raise FileRefused(
            gettext("You may not add cards to the library “%(title)s”.")
            % {"title": draft.index.title}
        )
    card = CardPage(locale=draft.index.locale, live=False)
    card.slug = _free_slug(draft)
    card.body = []
    fill(card, draft)
    named = options.names_authors and draft.fields.author(domain=options.author_domain)
    author = named or options.author
    card.owner = author
    card.author = draft.fields.member_of(author)
    key = draft.fields.translation_key()
    original = _translation_of(draft, options) if key is None else None
    if original is not None or key is not None:
        card.translation_key = original.translation_key if original is not None else key
    draft.index.add_child(instance=card)
    card.save_revision(user=author, log_action=True, clean=False)
    return card


def _renew(card: CardPage, draft: Draft, options: Options) -> tuple[CardPage, Outcome]:
    """Write a new revision; what is published stays as it is until somebody publishes that.

    Without a change none is written.
    """
    latest = card.get_latest_revision_as_object()
    before = latest.serializable_data()
    fill(latest, draft)
    if latest.serializable_data() == before:
        return latest, Outcome.SKIPPED
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
    at = draft.fields.moment("published") if draft.source.is_exact else _moment(day)
    try:
        with transaction.atomic():
            services.publish(card, by=options.reviewer, at=at)
    except ValidationError as error:
        for message in messages_of(error):
            draft.source.note(gettext("Kept as a draft: %(why)s") % {"why": message})


def _moment(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, PUBLISHED_AT)) if day else None
