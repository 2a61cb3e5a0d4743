"""Turns sanitised HTML into the blocks of a card's body.

What a card has no block for becomes text, and that is said: nothing disappears in silence.
"""

import html
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from django.utils.translation import gettext

from community.core import markup

BLOCK_TAGS: Final = frozenset(
    {"blockquote", "dl", "figure", "h2", "h3", "h4", "hr", "ol", "p", "pre", "table", "ul"}
)
ALERTS: Final = {
    "TIP": "tip",
    "NOTE": "note",
    "INFO": "note",
    "WARNING": "warning",
    "CAUTION": "warning",
    "DANGER": "warning",
    "IMPORTANT": "important",
}
QUESTION_TITLES: Final = frozenset({"question"})
MAX_HEADING: Final = 120
# Not \s: it would also take the no-break spaces that French typography needs.
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_ALERT = re.compile(r"^\s*\[!(?P<kind>[A-Za-z]+)\]\s*")
_TASK = re.compile(r"^\s*\[[ xX]\]\s+")
_SIGNED = re.compile(r"(?:^|\n)\s*(?:—|–|--)\s*(?P<by>[^\n]+)\s*\Z")


@dataclass(frozen=True)
class Picture:
    """An image that the text shows; `address` is as written."""

    address: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Remark:
    """Something to say about the conversion, with words to find its line by."""

    message: str
    needle: str = ""


Block = tuple[str, Any]
"""A block's type and its value as the database keeps it; an image's value is a `Picture`."""


@dataclass
class Conversion:
    """A body on its way."""

    blocks: list[Block] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def text(self, fragment: str) -> None:
        """Add to the text that is being gathered."""
        if fragment:
            self._text.append(fragment)

    def block(self, kind: str, value: Any) -> None:
        """Close the text and add a block."""
        self.close()
        self.blocks.append((kind, value))

    def close(self) -> None:
        """Make a block of the text gathered so far."""
        gathered = "".join(self._text)
        self._text = []
        if markup.to_text(gathered):
            self.blocks.append(("text", gathered))

    def say(self, message: str, needle: str = "") -> None:
        """Add a remark, once."""
        remark = Remark(message, needle)
        if remark not in self.remarks:
            self.remarks.append(remark)


def convert(clean: str) -> Conversion:
    """Return the blocks of sanitised HTML and what there is to say about them."""
    soup = BeautifulSoup(clean, "html.parser")
    made = Conversion()
    for group in _grouped(soup.children):
        if isinstance(group, Tag):
            _convert_tag(group, made)
        else:
            _convert_paragraph(group, made)
    made.close()
    _find_question(made)
    return made


def _grouped(nodes: Iterable[Any]) -> Iterable[Any]:
    """Yield block elements one by one, and runs of inline nodes as lists."""
    run: list[Any] = []
    for node in nodes:
        if isinstance(node, Comment):
            continue
        if isinstance(node, Tag) and node.name in BLOCK_TAGS:
            if run:
                yield run
            run = []
            yield node
        else:
            run.append(node)
    if run:
        yield run


def _convert_tag(tag: Tag, made: Conversion) -> None:
    match tag.name:
        case "h2":
            _convert_heading(tag, made)
        case "h3" | "h4":
            made.text(f"<h3>{_inline(tag.children, made)}</h3>")
        case "p":
            _convert_paragraph(tag.children, made)
        case "ul" | "ol":
            _convert_list(tag, made)
        case "blockquote":
            _convert_quote(tag, made)
        case "figure":
            _convert_figure(tag, made)
        case "pre":
            made.text(f"<p>{_lines(tag.get_text())}</p>")
        case "table":
            _convert_table(tag, made)
        case "dl":
            _convert_definitions(tag, made)


def _convert_heading(tag: Tag, made: Conversion) -> None:
    words = squeezed(tag.get_text())
    if len(words) > MAX_HEADING:
        made.say(
            gettext("A heading was longer than %(most)d characters and was cut.")
            % {"most": MAX_HEADING},
            words[:40],
        )
        words = words[: MAX_HEADING - 1].rstrip() + "…"
    if words:
        made.block("heading", words)
    for picture in tag.find_all("img"):
        _add_picture(picture, made)


def _convert_paragraph(nodes: Iterable[Any], made: Conversion) -> None:
    nodes = list(nodes)
    words = _inline(nodes, made)
    if markup.to_text(words):
        # An image that left its sentence leaves two spaces.
        made.text(f"<p>{re.sub(' {2,}', ' ', words).strip()}</p>")
    for node in nodes:
        if isinstance(node, Tag):
            for picture in [node] if node.name == "img" else node.find_all("img"):
                _add_picture(picture, made)


def _convert_list(tag: Tag, made: Conversion) -> None:
    items = tag.find_all("li", recursive=False)
    if not items:
        return
    is_flat = not any(item.find(["ul", "ol", "pre", "table", "blockquote"]) for item in items)
    is_tasks = all(_TASK.match(item.get_text()) for item in items)
    if is_flat and is_tasks:
        made.block("checklist", [_rich_item(_TASK.sub("", _item(i, made), 1)) for i in items])
    elif is_flat and tag.name == "ol" and len(items) > 1:
        made.block("steps", [_rich_item(_item(item, made)) for item in items])
    else:
        made.text(_list(tag, made))
    for picture in tag.find_all("img"):
        _add_picture(picture, made)


def _rich_item(inline: str) -> dict[str, str]:
    # Without an id Wagtail would take the whole for the item's value.
    return {"type": "item", "id": str(uuid.uuid4()), "value": f"<p>{inline.strip()}</p>"}


def _item(item: Tag, made: Conversion) -> str:
    paragraphs = item.find_all("p", recursive=False)
    if len(paragraphs) > 1 or (paragraphs and len(list(item.children)) > 1):
        return "<br/>".join(
            _inline(group.children if isinstance(group, Tag) else group, made).strip()
            for group in _grouped(item.children)
            if (group.get_text() if isinstance(group, Tag) else "".join(map(str, group))).strip()
        )
    return _inline(paragraphs[0].children if paragraphs else item.children, made)


def _list(tag: Tag, made: Conversion) -> str:
    parts = []
    for item in tag.find_all("li", recursive=False):
        words, inner = [], []
        for child in item.children:
            if isinstance(child, Tag) and child.name in {"ul", "ol"}:
                inner.append(_list(child, made))
            elif isinstance(child, Tag) and child.name == "pre":
                words.append(_lines(child.get_text()))
            elif isinstance(child, Tag) and child.name in BLOCK_TAGS:
                words.append(" " + _inline(child.children, made))
            else:
                words.append(_inline([child], made))
        parts.append(f"<li>{''.join(words).strip()}{''.join(inner)}</li>")
    return f"<{tag.name}>{''.join(parts)}</{tag.name}>"


def _convert_quote(tag: Tag, made: Conversion) -> None:
    # Paragraphs stay apart, so that a signature on a line of its own is seen.
    text = (
        "\n".join(
            " \n".join(line.strip() for line in group.get_text().split("\n") if line.strip())
            for group in _grouped(tag.children)
            if isinstance(group, Tag)
        )
        or tag.get_text()
    )
    alert = _ALERT.match(text)
    if alert:
        kind = ALERTS.get(alert["kind"].upper())
        if kind is None:
            made.say(
                gettext("Unknown callout “%(kind)s”: shown as a note.") % {"kind": alert["kind"]},
                alert[0].strip(),
            )
        body = "".join(
            f"<p>{_inline(group.children if isinstance(group, Tag) else group, made).strip()}</p>"
            for group in _grouped(tag.children)
        )
        made.block("callout", {"kind": kind or "note", "text": _without_alert(body)})
        return
    signed = _SIGNED.search(text)
    words = (text[: signed.start()] if signed else text).replace(" \n", " ").strip()
    name, _comma, role = signed["by"].strip().partition(",") if signed else ("", "", "")
    if words:
        made.block(
            "quote", {"text": words[:800], "name": name.strip()[:100], "role": role.strip()[:120]}
        )


def _without_alert(body: str) -> str:
    return re.sub(r"<p>\s*</p>", "", re.sub(r"\[![A-Za-z]+\]\s*(?:<br/>)?\s*", "", body, count=1))


def _convert_figure(tag: Tag, made: Conversion) -> None:
    caption = tag.find("figcaption")
    words = squeezed(caption.get_text()) if caption else ""
    pictures = tag.find_all("img")
    for picture in pictures:
        _add_picture(picture, made, caption=words)
    if not pictures and words:
        made.text(f"<p>{html.escape(words)}</p>")


def _convert_table(tag: Tag, made: Conversion) -> None:
    made.say(gettext("A table became a list: a card has no tables."), _first_words(tag))
    rows = [
        [_inline(cell.children, made).strip() for cell in row.find_all(["th", "td"])]
        for row in tag.find_all("tr")
    ]
    rows = [row for row in rows if any(row)]
    head = rows[0] if rows and tag.find("th") else []
    items = []
    for row in rows[1:] if head and len(rows) > 1 else rows:
        if head and len(head) == len(row) > 1:
            rest = "; ".join(
                f"{name}: {value}" if name else value
                for name, value in zip(head[1:], row[1:], strict=True)
                if value
            )
            items.append(f"<b>{row[0]}</b> — {rest}" if rest else row[0])
        else:
            items.append(" — ".join(filter(None, row)))
    made.text("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else "")


def _convert_definitions(tag: Tag, made: Conversion) -> None:
    for child in tag.find_all(["dt", "dd"]):
        words = _inline(child.children, made).strip()
        made.text(f"<p><b>{words}</b></p>" if child.name == "dt" else f"<p>{words}</p>")


def _add_picture(tag: Tag, made: Conversion, *, caption: str = "") -> None:
    address = str(tag.get("src") or "").strip()
    if address:
        alt = squeezed(str(tag.get("alt") or ""))
        made.block("image", Picture(address, alt[:255], caption[:200]))
    else:
        made.say(gettext("An image without a usable address was left out."), str(tag.get("alt")))


def _inline(nodes: Iterable[Any], made: Conversion) -> str:
    return "".join(_inline_one(node, made) for node in nodes)


def _inline_one(node: Any, made: Conversion) -> str:
    if isinstance(node, Comment):
        return ""
    if isinstance(node, NavigableString):
        return html.escape(_SPACES.sub(" ", str(node)), quote=False)
    if not isinstance(node, Tag) or node.name == "img":
        return ""
    inner = _inline(node.children, made)
    match node.name:
        case "b" | "strong":
            return f"<b>{inner}</b>" if inner.strip() else inner
        case "i" | "em" | "cite" | "dfn":
            return f"<i>{inner}</i>" if inner.strip() else inner
        case "br":
            return "<br/>"
        case "a":
            return _link(node, inner, made)
        case _:
            return inner


def _link(tag: Tag, inner: str, made: Conversion) -> str:
    address = str(tag.get("href") or "")
    scheme = urlsplit(address).scheme.lower()
    if not inner.strip():
        return inner
    if scheme in markup.PROTOCOLS:
        return f'<a href="{html.escape(address)}">{inner}</a>'
    if address and not address.startswith("#"):
        made.say(
            gettext("The link to “%(address)s” leads nowhere here: its words were kept.")
            % {"address": unquote(address)[:100]},
            address,
        )
    return inner


def _lines(code: str) -> str:
    return "<br/>".join(html.escape(line, quote=False) for line in code.rstrip().split("\n"))


def squeezed(text: str) -> str:
    """Put a text on one line, its no-break spaces kept."""
    return _SPACES.sub(" ", text).strip()


def _first_words(tag: Tag) -> str:
    return next((words.strip() for words in tag.stripped_strings), "")


def _find_question(made: Conversion) -> None:
    """A last section named "Question" that is one paragraph is the question to the reader."""
    if len(made.blocks) < 2:
        return
    (kind, title), (last, value) = made.blocks[-2:]
    if kind == "heading" and last == "text" and str(title).strip(" ?").lower() in QUESTION_TITLES:
        made.blocks[-2:] = [("question", markup.to_text(value)[:300])]
