"""The only door for HTML that people wrote: cleaned twice, linked, and always the same.

bleach cleans and turns addresses into links; nh3, with the same allow-list, is the last barrier,
because bleach takes ``javascript:1`` for a host with a port.
"""

import html
import re
from typing import Final

import bleach
import markdown as markdown_library
import nh3
from bleach.linkifier import Linker
from django.utils.safestring import SafeString, mark_safe

TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "dfn",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "title", "lang"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "q": {"cite"},
    "blockquote": {"cite"},
    "p": {"lang"},
}
PROTOCOLS: Final = frozenset({"http", "https", "mailto", "tel"})
MOST_MARKS: Final = 1000
"""Opening marks of a kind that are read as Markdown: thousands that never close take minutes."""
_MARKS: Final = "[<`"
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0]")
_CODE = re.compile(r"<(pre|code)>.*?</\1>", re.DOTALL)
# No character of any text: Unicode keeps it for programs' own use, and `plain` drops it.
_AMPERSAND: Final = "\ufdd0"
# What stands inside these is never text that somebody wanted to show.
_DROPPED = re.compile(
    r"<(script|style|template|noscript|iframe|object|svg|math|title|textarea)\b.*?</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)

_cleaner = bleach.Cleaner(
    tags=TAGS,
    attributes={tag: sorted(names) for tag, names in ATTRIBUTES.items()},
    protocols=PROTOCOLS,
    strip=True,
    strip_comments=True,
)
_linker = Linker(callbacks=[], skip_tags={"pre", "code"}, parse_email=False)


def plain(text: str) -> str:
    """Drop control characters, NUL and lone surrogates, which no database or page can hold."""
    return _INVISIBLE.sub("", text)


def _is_clean_address(_tag: str, name: str, value: str) -> str | None:
    if name not in {"href", "src", "cite"}:
        return value
    # As carelessly as any program may read it: entities once more, no spaces, case ignored.
    bare = re.sub(r"[\s\u200b\ufeff]", "", html.unescape(value)).lower()
    scheme, colon, _rest = bare.partition(":")
    is_relative = not colon or any(mark in scheme for mark in "/?#")
    return value if is_relative or scheme in PROTOCOLS else None


def sanitise(source: str, *, finds_links: bool = True) -> SafeString:
    """Return HTML that is safe on any page: allowed tags only, no script, no foreign scheme.

    Idempotent: ``sanitise(sanitise(x)) == sanitise(x)``. Broken markup is mended, not refused.
    Addresses in the text become links, unless `finds_links` says otherwise.
    """
    clean = _cleaner.clean(_DROPPED.sub("", plain(source)))
    clean = nh3.clean(
        _linked(clean) if finds_links else clean,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(PROTOCOLS),
        attribute_filter=_is_clean_address,
        link_rel="nofollow noopener",
    )
    return mark_safe(clean)  # noqa: S308  (this is the one place that may)


def _linked(clean: str) -> str:
    # bleach escapes once more what stands in the tags that it leaves alone.
    hidden = _CODE.sub(lambda found: found[0].replace("&", _AMPERSAND), clean)
    return str(_linker.linkify(hidden)).replace(_AMPERSAND, "&")


def from_markdown(source: str, *, finds_links: bool = True) -> SafeString:
    """Return the sanitised HTML of Markdown text (tables, lists and code fences included).

    `finds_links` is as for `sanitise`. A text with more than `MOST_MARKS` opening marks of a kind
    is shown as it is, its paragraphs kept.
    """
    text = plain(source)
    if max(text.count(mark) for mark in _MARKS) > MOST_MARKS:
        parts = re.split(r"\n\s*\n", text)
        made = "".join(f"<p>{html.escape(part)}</p>" for part in parts)
        return sanitise(made, finds_links=finds_links)
    made = markdown_library.markdown(
        text, extensions=["tables", "sane_lists", "fenced_code"], output_format="html"
    )
    return sanitise(made, finds_links=finds_links)


def to_text(source: str) -> str:
    """Return the text of an HTML fragment on one line, entities resolved: for search and mails."""
    spaced = re.sub(r"</?(?:br|p|li|ul|ol|h\d|td|th|tr|dd|dt|blockquote)\b[^>]*>", " ", source)
    bare = html.unescape(nh3.clean(_DROPPED.sub("", plain(spaced)), tags=set()))
    return re.sub(r"[ \t\n\r\f\v]+", " ", bare).strip()
