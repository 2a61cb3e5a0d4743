"""What keeps a card from being published, and what would make it easier to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext, ngettext

from community.core import markup
from community.core.validation import messages_of
from knowledge.cards import content, promises, reading_time
from knowledge.cards.enums import CardKind
from knowledge.checks import readability, verbs

if TYPE_CHECKING:
    from knowledge.cards.models import CardPage

MOST_OF_A_SORT: Final = 3
"""Findings of one sort that are shown; more would discourage."""
EXCERPT_LENGTH: Final = 60
EMPTY_LINKS: Final = frozenset(
    [
        "ici",
        "là",
        "lien",
        "ce lien",
        "cliquez ici",
        "cliquer ici",
        "en savoir plus",
        "lire la suite",
        "voir",
        "cette page",
        "here",
        "click here",
        "this",
        "link",
        "this link",
        "read more",
        "learn more",
        "more",
        "this page",
    ]
)
_CAPITALS = re.compile(r"(?:\b[^\W\d_a-z]{2,}\b[\s\u00a0'’,-]*){3,}|\b[^\W\d_a-z]{12,}\b")


@dataclass(frozen=True)
class Finding:
    """Something to do before a card is published (`is_needed`), or that is worth a look."""

    key: str
    text: str
    is_needed: bool = False


@dataclass(frozen=True)
class Report:
    """What was found of a card."""

    findings: tuple[Finding, ...]
    measure: readability.Measure

    @property
    def needed(self) -> list[Finding]:
        """What hinders the publication."""
        return [finding for finding in self.findings if finding.is_needed]

    @property
    def hints(self) -> list[Finding]:
        """What hinders nothing."""
        return [finding for finding in self.findings if not finding.is_needed]


class _Links(HTMLParser):
    """Collects the words of links and the order of elements of a text block."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.is_in_link = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  (the parser's signature)
        """Begin a link."""
        if tag == "a":
            self.is_in_link = True
            self.links.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a link."""
        if tag == "a":
            self.is_in_link = False

    def handle_data(self, data: str) -> None:
        """Add words to the link."""
        if self.is_in_link:
            self.links[-1] += data


def report_on(card: "CardPage") -> Report:
    """Return what is to be done on a card and what is worth a look, in the reader's language."""
    texts = list(_paragraphs(card))
    measure = readability.measure(texts, language=card.language_code)
    found = [
        *_needed(card),
        *_of_objective(card),
        *_of_order(card),
        *_of_links(card),
        *_of_words(texts),
        *_of_measure(measure),
    ]
    return Report(tuple(found), measure)


def _needed(card: "CardPage") -> Iterator[Finding]:
    if not card.summary.strip():
        yield Finding("summary", gettext("Write the summary: it is what lists show."), True)
    for field, problem in promises.broken_by(card).items():
        messages = [problem] if isinstance(problem, str) else messages_of(problem)
        for message in messages:
            yield Finding(field, str(message), True)
    for child in card.body:
        if child.block_type == "image" and _is_undescribed(child.value["image"]):
            yield Finding(
                "image",
                gettext("Say in words what the image “%(title)s” shows, or call it decorative.")
                % {"title": child.value["image"].title},
                True,
            )


def _is_undescribed(image: Any) -> bool:
    return bool(image) and not image.decorative and not (image.contextual_alt_text or "").strip()


def _of_objective(card: "CardPage") -> Iterator[Finding]:
    code = card.language_code
    if card.objective.strip():
        verdict = verbs.judge(card.objective, language=code)
        examples = {"verbs": verbs.EXAMPLES.get(code, verbs.EXAMPLES["fr"])}
        if verdict is verbs.Verdict.VAGUE:
            yield Finding(
                "verb",
                gettext(
                    "The objective begins with something that nobody can see done. Say what one "
                    "will do: %(verbs)s."
                )
                % examples,
            )
        elif verdict is verbs.Verdict.NO_VERB:
            yield Finding("verb", gettext("Begin the objective with a verb: %(verbs)s.") % examples)
    if card.kind == CardKind.LESSON and not card.challenge.strip():
        yield Finding(
            "challenge",
            gettext("A question or a small task as challenge makes one want to read on."),
        )


def _of_order(card: "CardPage") -> Iterator[Finding]:
    """Headings: none without anything beneath, no subheading before the first heading."""
    sections = content.sections_of(card.body)
    for section in sections:
        if section.heading and not section.children:
            yield Finding(
                "empty-section",
                gettext("Nothing stands under “%(heading)s” yet.") % {"heading": section.heading},
            )
    has_headings = any(section.heading for section in sections)
    opening = next((section for section in sections if not section.heading), None)
    sources = (
        [child.value.source for child in opening.children if child.block_type == "text"]
        if (opening)
        else []
    )
    if any("<h3" in source for source in sources):
        yield Finding(
            "heading-order",
            gettext("A subheading stands before the first section heading: begin with a heading.")
            if has_headings
            else gettext("Use section headings rather than subheadings: a search lands on them."),
        )


def _of_links(card: "CardPage") -> Iterator[Finding]:
    parser = _Links()
    for source in _sources(card):
        parser.feed(source)
    bad = [words.strip() for words in parser.links if _says_nothing(words)]
    for words in bad[:MOST_OF_A_SORT]:
        yield Finding(
            "link",
            gettext("The link “%(words)s” does not say where it leads: name the page.")
            % {"words": words[:EXCERPT_LENGTH]},
        )


def _says_nothing(words: str) -> bool:
    bare = re.sub(r"[\s\u00a0]+", " ", words).strip(" .…>→»").lower()
    return bare in EMPTY_LINKS or bool(re.match(r"(?:https?://|www\.)", bare))


def _of_words(texts: list[str]) -> Iterator[Finding]:
    shouted = [match.group().strip() for text in texts for match in _CAPITALS.finditer(text)]
    for words in shouted[:MOST_OF_A_SORT]:
        yield Finding(
            "capitals",
            gettext("“%(words)s” is in capitals, which are hard to read: use bold instead.")
            % {"words": _excerpt(words)},
        )
    long = [text for text in texts if reading_time.words_in(text) > readability.LONG_PARAGRAPH]
    for text in long[:MOST_OF_A_SORT]:
        number = reading_time.words_in(text)
        yield Finding(
            "paragraph",
            gettext("The paragraph “%(start)s” has %(number)d words: cut it in two.")
            % {"start": _excerpt(text), "number": number},
        )
    sentences = [sentence for text in texts for sentence in readability.sentences_in(text)]
    counted = [(reading_time.words_in(sentence), sentence) for sentence in sentences]
    longest = sorted(
        (each for each in counted if each[0] > readability.LONG_SENTENCE), reverse=True
    )
    for number, sentence in longest[:MOST_OF_A_SORT]:
        yield Finding(
            "sentence",
            gettext("The sentence “%(start)s” has %(number)d words: make two of it.")
            % {"start": _excerpt(sentence), "number": number},
        )


def _of_measure(measure: readability.Measure) -> Iterator[Finding]:
    if measure.is_hard:
        each = round(measure.words / measure.sentences)
        yield Finding(
            "readability",
            ngettext(
                "The text is hard to read: %(number)d word a sentence. Shorter sentences and "
                "everyday words help.",
                "The text is hard to read: %(number)d words a sentence. Shorter sentences and "
                "everyday words help.",
                each,
            )
            % {"number": each},
        )


def _excerpt(text: str) -> str:
    if len(text) <= EXCERPT_LENGTH:
        return text
    return text[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + "…"


def _sources(card: "CardPage") -> Iterator[str]:
    """Yield the rich text of a body."""
    for child in card.body:
        match child.block_type:
            case "text":
                yield child.value.source
            case "steps" | "checklist":
                yield from (item.source for item in child.value)
            case "callout":
                yield child.value["text"].source


_PARAGRAPH_END = re.compile(r"</(?:p|li|h\d|ul|ol)>", re.IGNORECASE)


def _paragraphs(card: "CardPage") -> Iterator[str]:
    """Yield the paragraphs that one reads, as plain text."""
    for source in _sources(card):
        parts = (markup.to_text(part) for part in _PARAGRAPH_END.split(source))
        yield from (part for part in parts if part)
