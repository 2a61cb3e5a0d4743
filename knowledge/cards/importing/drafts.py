"""Understands a file: what it says becomes what its card will hold."""

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.utils.translation import gettext

from community.core import markup
from knowledge.cards import selectors
from knowledge.cards.importing import conversion, exact, markdown_lines, pictures
from knowledge.cards.importing.fields import Fields
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.places import FileRefused
from knowledge.cards.importing.sources import Source
from knowledge.cards.models import CardIndexPage

_HTML_DROPPED = ("nav", "footer", "header", "aside", "form", "script", "style", "noscript")


@dataclass
class Draft:
    """A file understood: what its card will hold."""

    source: Source
    fields: Fields
    title: str
    language: str
    index: CardIndexPage
    blocks: list[conversion.Block] = field(default_factory=list)
    leads_to: set[str] = field(default_factory=set)


def understand(source: Source, options: Options) -> Draft:
    """Return what a file says, its images and files brought in. Raises FileRefused."""
    fields = Fields(source)
    if source.is_exact:
        return _read_exactly(source, fields, options)
    if source.is_html:
        heading, clean = _read_html(source)
    else:
        heading, prepared = markdown_lines.prepare(source.body)
        clean = markup.from_markdown(prepared)
    made = conversion.convert(clean)
    for remark in made.remarks:
        source.note(remark.message, line=source.line_of(remark.needle))
    title = fields.text("title", most=255) or heading[:255] or _title_of(source.path)
    language, index = _library_of(source, fields, options)
    blocks = _with_pictures(made.blocks, source, options)
    if not blocks:
        raise FileRefused(gettext("There is no text in it that a card could show."))
    return Draft(source, fields, title, language, index, blocks)


def _read_exactly(source: Source, fields: Fields, options: Options) -> Draft:
    title = fields.text("title", most=255) or _title_of(source.path)
    language, index = _library_of(source, fields, options)
    reading = exact.Reading(
        source, root=_root_of(source, options), by=options.author, dry_run=options.dry_run
    )
    blocks = _with_pictures(exact.blocks_of(reading), source, options)
    return Draft(source, fields, title, language, index, blocks, reading.leads_to)


def _library_of(source: Source, fields: Fields, options: Options) -> tuple[str, CardIndexPage]:
    language = _language_of(source, fields, options)
    index = selectors.library_of(language)
    if index is None:
        raise FileRefused(
            gettext("There is no library in the language “%(code)s” yet.") % {"code": language}
        )
    return language, index


def _root_of(source: Source, options: Options) -> Path:
    return options.root if options.root.is_dir() and source.lent is None else source.folder


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
    if len(part.find_all("h1")) > 1:
        # Word's title and its first sections have the same level: those below go down with them.
        for heading in part.find_all(["h2", "h3"]):
            heading.name = "h3" if heading.name == "h2" else "h4"
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
                beside=source.folder,
                root=_root_of(source, options),
                by=options.author,
                dry_run=options.dry_run,
            )
        except FileRefused as error:
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
