"""Reads a judged collection: documents as JSON lines, queries and judgements as tabs.

- documents: ``{"id", "title", "text", "language"}`` a line; title and language may be missing, and
  instead of a text there may be ``"passages": [{"heading", "text"}]`` and, shared by the versions
  of a thing, ``"group"``, and what a projection would weigh it, ``"weight"``
- queries: ``id TAB question``, and another tab with a language where they are in several
- judgements, as TREC has them: ``query 0 document grade``
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TextIO

from community.core.errors import Refused

LANGUAGE_LETTERS: Final = 2


@dataclass(frozen=True, slots=True)
class Judgeable:
    """A document of a collection."""

    id: str
    title: str
    language: str
    passages: tuple[tuple[str, str], ...]
    """Heading and text of each."""
    group: str = ""
    weight: float = 1.0


def documents(path: Path, *, language: str) -> Iterator[Judgeable]:
    """Yield the documents of a file, streaming; `language` is for those that say none.

    Raises Refused with the line that can't be read.
    """
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                key = str(row["id"])
            except (ValueError, KeyError, TypeError) as error:
                raise Refused(
                    f"{path}, line {number}: expected a JSON object with “id” and “text”."
                ) from error
            given = row.get("passages") or [{"text": row.get("text")}]
            yield Judgeable(
                id=key,
                title=str(row.get("title") or ""),
                language=str(row.get("language") or language)[:5],
                passages=tuple(
                    (str(one.get("heading") or ""), str(one.get("text") or "")) for one in given
                ),
                group=str(row.get("group") or ""),
                weight=float(row.get("weight") or 1),
            )


@dataclass(frozen=True, slots=True)
class Question:
    """A query; `language` is empty where its file says none."""

    text: str
    language: str = ""


def queries(path: Path) -> dict[str, Question]:
    """Return the questions by key. Raises Refused with the line that can't be read."""
    found = {}
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            key, tab, text = line.rstrip("\n").partition("\t")
            if not tab:
                raise Refused(f"{path}, line {number}: expected a key, a tab and a question.")
            text, tab, language = text.strip().rpartition("\t")
            if not tab or len(language) != LANGUAGE_LETTERS:
                text, language = f"{text}{tab}{language}", ""
            found[key.strip()] = Question(text.strip(), language)
    return found


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return grades by document by query. Raises Refused with the line that can't be read."""
    found: dict[str, dict[str, int]] = {}
    with _opened(path) as file:
        for number, line in enumerate(file, start=1):
            parts = line.split()
            if not parts:
                continue
            try:
                query, _run, document, grade = parts
                found.setdefault(query, {})[document] = int(float(grade))
            except ValueError as error:
                raise Refused(
                    f"{path}, line {number}: expected “query 0 document grade”."
                ) from error
    return found


def _opened(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise Refused(f"{path} can't be opened: {error.strerror}.") from error
