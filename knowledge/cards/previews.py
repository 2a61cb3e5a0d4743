"""What the block chooser shows of each block: an example drawn as readers see it, and its use."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TEMPLATE: Final = "knowledge/cards/previews/block.html"
FILE_TEMPLATE: Final = "knowledge/cards/previews/file.html"
"""For blocks that show a file of the library: the library may be empty."""

DESCRIPTIONS: Final[dict[str, Any]] = {
    "heading": _("Begins a new idea. A search lands there."),
    "text": _("Paragraphs, short lists, links: two or three paragraphs in a row at most."),
    "steps": _("What one does, in order, numbered."),
    "checklist": _("What one ticks before or after."),
    "callout": _("One sentence that must not be missed: a tip, a caution, what is essential."),
    "quote": _("The words of somebody who was there, with their name."),
    "image": _("A picture that shows what words say badly, with its description."),
    "video": _("A film of the library, with captions; its length counts."),
    "audio": _("A voice, with its transcript; its length counts."),
    "document": _("A file to take away: a grid, a model, a slide deck."),
    "embed": _("A film on another site, loaded only when the reader agrees."),
    "question": _("One open question that sends the reader back to their own work."),
}


def _heading() -> Any:
    return gettext("Three sentences, in order")


def _text() -> Any:
    first = gettext("Feedback helps when one can replay the scene in one’s head.")
    second = gettext("A fact, its effect, what to try next: one minute is enough.")
    return f"<p>{first}</p><p><b>{second}</b></p>"


def _steps() -> Any:
    return [
        gettext("Say what a camera would have filmed."),
        gettext("Say what it did to the group."),
        gettext("Agree on one thing to try on Thursday."),
    ]


def _checklist() -> Any:
    return [
        gettext("The room is open ten minutes early."),
        gettext("Everyone has the question in writing."),
        gettext("Somebody watches the time."),
    ]


def _callout() -> Any:
    return {"kind": "tip", "text": gettext("Write your three sentences before you meet.")}


def _quote() -> Any:
    return {
        "text": gettext("For the first time I knew what to change on Monday."),
        "name": gettext("Lina"),
        "role": gettext("apprentice, second year"),
    }


def _embed() -> Any:
    return {
        "url": "",
        "title": gettext("A feedback of three sentences, filmed"),
        "text": gettext("She names the time, what she saw, and asks one question."),
    }


def _question() -> Any:
    return gettext("Which feedback could you still quote today?")


VALUES: Final[dict[str, Callable[[], Any]]] = {
    "heading": _heading,
    "text": _text,
    "steps": _steps,
    "checklist": _checklist,
    "callout": _callout,
    "quote": _quote,
    "embed": _embed,
    "question": _question,
}


def add_to(blocks: Mapping[str, Any]) -> None:
    """Give each block of a body its preview.

    Set on the made blocks, not in their definition, which the migrations would keep word by word.
    """
    for name, block in blocks.items():
        block.meta.description = DESCRIPTIONS.get(name, "")
        if name in VALUES:
            block.meta.preview_value = VALUES[name]
            block.meta.preview_template = TEMPLATE
        else:
            block.meta.preview_template = FILE_TEMPLATE
