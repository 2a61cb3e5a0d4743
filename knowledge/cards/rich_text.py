"""Rich text as Markdown and back: the same text, as the editor would keep it."""

import html
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from bs4 import BeautifulSoup, Tag
from bs4.formatter import HTMLFormatter
from markdownify import ASTERISK, ATX, SPACES, MarkdownConverter
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from community.core import markup

INDENT: Final = "    "
"""What stands before the further lines of a list's item, so that Markdown takes them for its."""
_KEY = re.compile(r' data-block-key="[^"]*"')
# Empty paragraphs, and where the converter cut a list in two behind a nested one.
_SEAMS = re.compile(r"<p></p>|</ul><ul>|</ol><ol>")
# No browser shows a space at the beginning of a line.
_SPACE_AT_BREAK = re.compile(r"(<br/>) +")
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!>])")
_STROKES = re.compile(r"\\" + _MARKS.pattern)
_INSIDE = re.compile(r"([\\`*_\[\]])")
_BEGINNING = re.compile(
    r"^(?P<space>[ ]*)(?P<number>\d+(?=\.))?(?P<mark>(?(number)\.|[#>+\-=~|:]))", re.MULTILINE
)
_AFTER_BREAK = re.compile(r"(<br\s*/?>)\s+")
_ENTITIES = {"&": "&amp;", "<": "&lt;"}


class NotRichTextError(ValueError):
    """HTML that the editor cannot open, such as an item outside a list."""


def normal(source: str, features: Iterable[str]) -> str:
    """Return rich text as the editor with these features would keep it, without its keys.

    Two texts that the editor shows alike are equal then; what it has no feature for is gone.
    Raises NotRichTextError.
    """
    # What it moves out of a tag the first time stands elsewhere the second.
    return _converted(_converted(source, tuple(features)), tuple(features))


def _converted(source: str, features: tuple[str, ...]) -> str:
    converter = _converter(features)
    # The converter wants each tag closed.
    closed = BeautifulSoup(source, "html.parser").decode(formatter=_WAGTAIL)
    try:
        made = converter.to_database_format(converter.from_database_format(closed))
    except AssertionError as error:
        raise NotRichTextError(str(error)) from error
    return _SPACE_AT_BREAK.sub(r"\1", _SEAMS.sub("", _KEY.sub("", made)))


@cache
def _converter(features: tuple[str, ...]) -> ContentstateConverter:
    return ContentstateConverter(features=list(features))


def clean(source: str, features: Iterable[str]) -> str:
    """Return somebody else's HTML as rich text: safe, and with these features only.

    Of what the editor cannot open the words are kept.
    """
    safe = markup.sanitise(source, finds_links=False)
    try:
        return normal(safe, features)
    except NotRichTextError:
        return f"<p>{html.escape(markup.to_text(safe), quote=False)}</p>"


def to_markdown(source: str) -> str:
    """Return rich text as Markdown that a person reads."""
    return str(_Writer(**_STYLE).convert(source)).strip("\n")


def from_markdown(text: str, features: Iterable[str]) -> str:
    """Return Markdown as rich text with these features; addresses in it stay words."""
    return from_html(markup.from_markdown(text, finds_links=False), features)


def from_html(made: str, features: Iterable[str]) -> str:
    """Return HTML that Markdown gave as rich text: there a line's end follows each break.

    Raises NotRichTextError.
    """
    return normal(_AFTER_BREAK.sub(r"\1", made), features)


def escaped(text: str) -> str:
    """Return plain text so that Markdown shows it as it is; a line's end is a line's end."""
    words = "".join(_ENTITIES.get(sign, sign) for sign in text)
    return _MARKS.sub(r"\\\1", words).replace("\n", "  \n")


def unescaped(text: str) -> str:
    """Return what `escaped` was given."""
    return html.unescape(_STROKES.sub(r"\1", text.replace("  \n", "\n")))


def item(mark: str, text: str) -> str:
    """Return an item of a list, its further lines indented so that Markdown takes them for its."""
    first, *rest = text.split("\n")
    return "\n".join([f"{mark} {first}", *(f"{INDENT}{line}" if line else "" for line in rest)])


def with_links(source: str, renamed: Callable[[dict[str, str]], dict[str, str] | None]) -> str:
    """Return rich text with the attributes of its links changed; None leaves their words alone."""
    if "<a" not in source:
        return source
    soup = BeautifulSoup(source, "html.parser")
    for link in soup.find_all("a"):
        wanted = renamed({name: str(value) for name, value in link.attrs.items()})
        if wanted is None:
            link.unwrap()
        else:
            link.attrs = dict(wanted)
    return soup.decode(formatter=_WAGTAIL)


class _AsWagtailWrites(HTMLFormatter):
    """Writes tags closed, and attributes in the order that they have."""

    def attributes(self, tag: Tag) -> Iterable[tuple[str, Any]]:
        """Return the attributes of a tag."""
        return tag.attrs.items()


_WAGTAIL: Final = _AsWagtailWrites(
    entity_substitution=lambda text: html.escape(text, quote=False), void_element_close_prefix="/"
)


class _Writer(MarkdownConverter):
    """Writes what Python-Markdown reads: items indented by four, marks escaped as it knows them."""

    def escape(self, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002  (the library's)
        """Escape words, so that none of their characters is a mark inside a line."""
        words = "".join(_ENTITIES.get(sign, sign) for sign in text or "")
        return _INSIDE.sub(r"\\\1", words)

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a paragraph of which no line begins with a mark."""
        begun = _BEGINNING.sub(_escaped_mark, text)
        return str(super().convert_p(el, begun, parent_tags))  # type: ignore[misc]  # untyped

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Write a line's end, and an empty line as the tag: an empty one would end the text."""
        before = el.previous_sibling
        if isinstance(before, Tag) and before.name == "br":
            return "<br>"
        return str(super().convert_br(el, text, parent_tags))  # type: ignore[misc]  # untyped

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """Write an item, its further lines indented."""
        mark = "1." if el.parent is not None and el.parent.name == "ol" else "-"
        first, *rest = text.strip().split("\n")
        return item(mark, "\n".join([_BEGINNING.sub(_escaped_mark, first), *rest])) + "\n"

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """Write a link; an address with signs of its own stands in angles."""
        address = str(el.get("href") or "")
        if not address or not text.strip() or any(sign in address for sign in "<>\n"):
            return text
        is_plain = re.fullmatch(r"[^\s()\\]+", address)
        return f"[{text}]({address if is_plain else f'<{address}>'})"


def _escaped_mark(found: "re.Match[str]") -> str:
    space, number, mark = found["space"], found["number"] or "", found["mark"]
    # Only some of them may be escaped by a stroke.
    return f"{space}{number}" + (f"\\{mark}" if mark in "#>+-." else f"&#{ord(mark)};")


_STYLE: Final[dict[str, Any]] = {
    "heading_style": ATX,
    "strong_em_symbol": ASTERISK,
    "newline_style": SPACES,
    "autolinks": False,
}
