"""A card's body as Markdown and back, block by block, so that nothing changes on the way.

Each block stands under a comment that names its type, but for headings, which name themselves.
What Markdown cannot say of a block, and that includes types of other versions, is said in JSON:
a block is written as Markdown only where reading that gives the same again.
"""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from bs4 import BeautifulSoup, Tag

from community.core import markup
from knowledge.cards import rich_text
from knowledge.cards.blocks import LINE_FEATURES, TEXT_FEATURES
from knowledge.cards.portable import PortableBlock

FORMAT: Final = "essaim card 1"
"""The `format` in the front matter of such a file: its blocks are read one by one, not guessed."""
_MARKER = re.compile(r"^<!-- (?P<kind>[a-z_]+) -->$")
_HEADING: Final = "## "
_FENCE: Final = "```"
_JSON = re.compile(r"\A```json\n(?P<value>.*)\n```\Z", re.DOTALL)
_LINK = re.compile(
    r"\A(?P<bang>!?)\[(?P<words>(?:[^\]\\]|\\.)*)\]"
    r"\((?P<address>[^\s()<>]+)(?: \"(?P<title>[^\"]*)\")?\)(?:\n\n(?P<rest>.*))?\Z",
    re.DOTALL,
)
_TASK = re.compile(r"\A(<p>)?\s*\[ \] ")
_ALERT = re.compile(r"\A\[!(?P<kind>[A-Z]+)\]\n(?P<text>.*)\Z", re.DOTALL)
_SIGNED = re.compile(r"\A(?P<text>.*)\n\n— (?P<name>.*?)(?:, (?P<role>.*))?\Z", re.DOTALL)


class OtherwiseWrittenError(ValueError):
    """A text that is no block of the type that its comment names."""


@dataclass(frozen=True)
class Form:
    """How blocks of a type are written, and read again."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Piece:
    """A part of a file: the type that its comment names, empty before any, and its text."""

    kind: str
    text: str
    line: int
    """Where it begins, from 1."""


def write_body(blocks: Iterable[PortableBlock]) -> str:
    """Return blocks as Markdown; `pieces_of` and `read_piece` give the same blocks again."""
    return "\n\n".join(_written(kind, value) for kind, value in blocks) + "\n"


def _written(kind: str, value: Any) -> str:
    form = FORMS.get(kind)
    if form is not None:
        try:
            text = form.write(value)
            made = text if kind == "heading" else f"<!-- {kind} -->\n\n{text}"
            # Reading decides, so that whatever was overlooked here costs beauty, never words.
            if text and [read_piece(piece) for piece in pieces_of(made)] == [(kind, value)]:
                return made
        except (
            AttributeError,
            KeyError,
            TypeError,
            OtherwiseWrittenError,
            rich_text.NotRichTextError,
        ):
            # Not the shape that this version writes: a block of an older one.
            pass
    said = json.dumps(value, ensure_ascii=False, indent=2)
    return f"<!-- {kind} -->\n\n{_FENCE}json\n{said}\n{_FENCE}"


def pieces_of(text: str) -> Iterator[Piece]:
    """Yield the parts of a body, in their order; empty ones are left out."""
    kind, begin, is_code = "", 1, False
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        marker = None if is_code else _MARKER.match(line)
        is_heading = not is_code and line.startswith(_HEADING)
        if marker or is_heading or (kind == "heading" and lines and not is_code and not line):
            yield from _piece(kind, lines, begin)
            kind, lines, begin = "", [], number
        if marker:
            kind = marker["kind"]
            continue
        if is_heading:
            kind = "heading"
        if line.startswith(_FENCE):
            is_code = not is_code
        lines.append(line)
    yield from _piece(kind, lines, begin)


def _piece(kind: str, lines: list[str], line: int) -> Iterator[Piece]:
    text = "\n".join(lines).strip("\n")
    if text:
        yield Piece(kind, text, line)


def read_piece(piece: Piece) -> PortableBlock:
    """Return the block of a part. Raises OtherwiseWrittenError when it is none of its type.

    What stands in JSON is returned as it is, whatever somebody wrote there.
    """
    said = _JSON.match(piece.text)
    if piece.kind and said:
        try:
            return piece.kind, json.loads(said["value"])
        except (ValueError, RecursionError) as error:
            raise OtherwiseWrittenError(str(error)) from error
    form = FORMS.get(piece.kind)
    if form is None:
        raise OtherwiseWrittenError(piece.kind)
    try:
        return piece.kind, form.read(piece.text)
    except rich_text.NotRichTextError as error:
        raise OtherwiseWrittenError(str(error)) from error


# Plain text


def _write_heading(value: str) -> str:
    return _HEADING + rich_text.escaped(value)


def _read_heading(text: str) -> str:
    if not text.startswith(_HEADING):
        raise OtherwiseWrittenError(text)
    return rich_text.unescaped(text.removeprefix(_HEADING))


# Rich text


def _write_text(value: str) -> str:
    return rich_text.to_markdown(value)


def _read_text(text: str) -> str:
    return rich_text.from_markdown(text, TEXT_FEATURES)


def _write_items(mark: Callable[[int], str]) -> Callable[[list[str]], str]:
    def write(items: list[str]) -> str:
        return "\n".join(
            rich_text.item(mark(number), rich_text.to_markdown(item))
            for number, item in enumerate(items, start=1)
        )

    return write


def _read_items(tag_name: str, *, are_tasks: bool = False) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        soup = BeautifulSoup(markup.from_markdown(text, finds_links=False), "html.parser")
        whole = [part for part in soup.children if isinstance(part, Tag) or str(part).strip()]
        if len(whole) != 1 or not isinstance(whole[0], Tag) or whole[0].name != tag_name:
            raise OtherwiseWrittenError(text)
        items = [item.decode_contents() for item in whole[0].find_all("li", recursive=False)]
        if are_tasks:
            if not all(_TASK.match(item) for item in items):
                raise OtherwiseWrittenError(text)
            items = [_TASK.sub(r"\1", item) for item in items]
        return [rich_text.from_html(item, LINE_FEATURES) for item in items]

    return read


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _unquoted(text: str) -> str:
    lines = text.split("\n")
    if not all(line.startswith("> ") or line == ">" for line in lines):
        raise OtherwiseWrittenError(text)
    return "\n".join(line[2:] for line in lines)


def _write_callout(value: dict[str, str]) -> str:
    return _quoted(f"[!{value['kind'].upper()}]\n{rich_text.to_markdown(value['text'])}")


def _read_callout(text: str) -> dict[str, str]:
    found = _ALERT.match(_unquoted(text))
    if found is None:
        raise OtherwiseWrittenError(text)
    said = rich_text.from_markdown(found["text"], LINE_FEATURES)
    return {"kind": found["kind"].lower(), "text": said}


def _write_quote(value: dict[str, str]) -> str:
    words = rich_text.escaped(value["text"])
    by = ", ".join(rich_text.escaped(value[key]) for key in ("name", "role") if value[key])
    return _quoted(f"{words}\n\n— {by}" if by else words)


def _read_quote(text: str) -> dict[str, str]:
    words = _unquoted(text)
    signed = _SIGNED.match(words)
    return {
        "text": rich_text.unescaped(signed["text"] if signed else words),
        "name": rich_text.unescaped(signed["name"]) if signed else "",
        "role": rich_text.unescaped(signed["role"] or "") if signed else "",
    }


# What lies in a file beside, or elsewhere


def _linked(words: str, address: str, title: str, *, bang: str = "") -> str:
    said = f' "{html.escape(rich_text.escaped(title))}"' if title else ""
    return f"{bang}[{rich_text.escaped(words)}]({address}{said})"


def _link_in(text: str) -> "re.Match[str]":
    found = _LINK.match(text)
    if found is None:
        raise OtherwiseWrittenError(text)
    return found


def _title_in(found: "re.Match[str]") -> str:
    return rich_text.unescaped(html.unescape(found["title"] or ""))


def _write_image(value: dict[str, Any]) -> str:
    shown = value["image"]
    return _linked(shown["alt_text"], shown["image"], value["caption"], bang="!")


def _read_image(text: str) -> dict[str, Any]:
    found = _link_in(text)
    alt = rich_text.unescaped(found["words"])
    return {
        "image": {"image": found["address"], "decorative": not alt, "alt_text": alt},
        "caption": _title_in(found),
    }


def _file_form(chosen: str, said: str) -> Form:
    """Return how a file is written whose block has a field `chosen` and one of words, `said`."""

    def write(value: dict[str, str]) -> str:
        return _linked(value[chosen].rpartition("/")[2], value[chosen], value[said])

    def read(text: str) -> dict[str, str]:
        found = _link_in(text)
        return {chosen: found["address"], said: _title_in(found)}

    return Form(write, read)


def _write_embed(value: dict[str, str]) -> str:
    return f"{_linked(value['title'], value['url'], '')}\n\n{rich_text.escaped(value['text'])}"


def _read_embed(text: str) -> dict[str, str]:
    found = _link_in(text)
    return {
        "url": found["address"],
        "title": rich_text.unescaped(found["words"]),
        "text": rich_text.unescaped(found["rest"] or ""),
    }


FORMS: Final[dict[str, Form]] = {
    "heading": Form(_write_heading, _read_heading),
    "text": Form(_write_text, _read_text),
    "steps": Form(_write_items("{}.".format), _read_items("ol")),
    "checklist": Form(_write_items(lambda _number: "- [ ]"), _read_items("ul", are_tasks=True)),
    "callout": Form(_write_callout, _read_callout),
    "quote": Form(_write_quote, _read_quote),
    "image": Form(_write_image, _read_image),
    "video": _file_form("recording", "caption"),
    "audio": _file_form("recording", "caption"),
    "document": _file_form("document", "description"),
    "embed": Form(_write_embed, _read_embed),
    "question": Form(rich_text.escaped, rich_text.unescaped),
}
"""Types without a form here are written in JSON."""
