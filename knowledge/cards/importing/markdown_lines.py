"""Prepares Markdown for conversion: its title, and headings that fit under a card's title."""

import re
from typing import Final

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_EQUALS = re.compile(r"^ {0,3}=+[ \t]*$")
_MARKS = re.compile(r"[*_`]+|!?\[([^\]]*)\]\([^)]*\)")
LOWEST: Final = 4


def prepare(text: str) -> tuple[str, str]:
    """Return (title, text): the first heading of level 1 is the title and leaves the text.

    Other headings move to the levels that a card has (2 to 4). Fenced code is left alone.
    """
    lines = text.split("\n")
    title = ""
    made: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else mark[1]
        if fence or mark:
            made.append(line)
            continue
        if _begins_quote(line, lines[:number]):
            # Two quotes with a line between them are two, which the Markdown library joins.
            made.extend(["<!-- -->", ""])
        level, words = _heading(line, lines[number + 1] if number + 1 < len(lines) else "")
        if level == 0:
            # The line under a heading of the underlined sort was taken with it.
            is_underline = _EQUALS.match(line) and number and lines[number - 1].strip()
            made.append("" if is_underline else line)
        elif level == 1 and not title:
            title = bare(words)
            made.append("")
        else:
            made.append("#" * min(max(level, 2), LOWEST) + " " + words)
    return title, "\n".join(made)


def _heading(line: str, following: str) -> tuple[int, str]:
    found = _HEADING.match(line)
    if found:
        return len(found[1]), found[2]
    is_text = line.strip() and not line.lstrip().startswith((">", "-", "*", "+", "|", "#", "<"))
    if is_text and _EQUALS.match(following):
        return 1, line.strip()
    return 0, ""


def _begins_quote(line: str, before: list[str]) -> bool:
    if not line.startswith(">") or not before or before[-1].strip():
        return False
    last = next((one for one in reversed(before) if one.strip()), "")
    return last.startswith(">")


def bare(words: str) -> str:
    """Take Markdown's marks off a few words."""
    return _MARKS.sub(lambda found: found[1] or "", words).strip()
