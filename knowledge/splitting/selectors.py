"""What the page that splits a card shows: its pieces, their time, and the cut it proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import StreamValue

from community.core import markup
from knowledge.cards import blanks, content, promises, reading_time
from knowledge.cards.models import CardPage
from knowledge.splitting import cuts
from knowledge.splitting.cuts import Cut, Raw

EXCERPT_LENGTH = 160


@dataclass(frozen=True)
class Piece:
    """A piece of a card, before which it may be cut (`cut` is empty for the first)."""

    cut: str
    label: str
    excerpt: str
    before: int
    """Seconds that the first card takes when it is cut here."""
    after: int
    is_heading: bool
    is_proposed: bool
    fits: bool
    """Whether both cards keep to five minutes."""

    @property
    def before_clock(self) -> str:
        """How long the first card takes, for people."""
        return promises.clock(self.before)

    @property
    def after_clock(self) -> str:
        """How long the second card takes, for people."""
        return promises.clock(self.after)


def raw_body(card: CardPage) -> list[Raw]:
    """Return a card's blocks as the database keeps them, each with its id."""
    return list(card.body.get_prep_value())


class Proposal:
    """A card about to be split."""

    def __init__(self, card: CardPage) -> None:
        self.card = card
        self.body = raw_body(card)

    @cached_property
    def cuts(self) -> Sequence[Cut]:
        """Where it can be cut so that both parts say something."""
        return [cut for cut in cuts.cuts_of(self.body) if self._leaves_two(cut)]

    def _leaves_two(self, cut: Cut) -> bool:
        return all(
            any(True for _filled in blanks.filled_of(self._bound(part)))
            for part in cuts.split(self.body, cut)
        )

    @cached_property
    def pieces(self) -> list[Piece]:
        """The card from its beginning to its end."""
        starts = [Cut(0), *self.cuts]
        costs = [self._cost(start, follows) for start, follows in self._spans(starts)]
        proposed = self._proposed(starts, costs)
        pieces = []
        for number, start in enumerate(starts):
            before, after = _seconds(costs[:number], self.card), _seconds(costs[number:], self.card)
            label, excerpt = self._shown(start, starts[number + 1 : number + 2])
            pieces.append(
                Piece(
                    cut=str(start) if number else "",
                    label=label,
                    excerpt=excerpt,
                    before=before,
                    after=after,
                    is_heading=bool(number) and cuts.begins_idea(self.body, start),
                    is_proposed=start == proposed,
                    fits=max(before, after) <= reading_time.PROMISE_SECONDS,
                )
            )
        return pieces

    def _spans(self, starts: Sequence[Cut]) -> list[tuple[Cut, Cut | None]]:
        return list(zip(starts, [*starts[1:], None], strict=True))

    def _piece(self, start: Cut, follows: Cut | None) -> Raw:
        """Return the block, or the part of a text, from a cut to the next."""
        block = self.body[start.block]
        parts = cuts.text_parts(block)
        if len(parts) < 2:
            return block
        end = follows.part if follows and follows.block == start.block else len(parts)
        return {**block, "value": "".join(part.source for part in parts[start.part : end])}

    def _cost(self, start: Cut, follows: Cut | None) -> tuple[int, float]:
        """Return the words and the seconds of sound and film of a piece."""
        (child,) = self._bound([self._piece(start, follows)])
        media = sum(recording.duration or 0 for recording in content.recordings_of([child]))
        return content.words_of([child]), media

    def _bound(self, raw: Sequence[Raw]) -> Any:
        return StreamValue(self.card.body.stream_block, list(raw), is_lazy=True)

    def _shown(self, start: Cut, follows: Sequence[Cut]) -> tuple[str, str]:
        (child,) = self._bound([self._piece(start, follows[0] if follows else None)])
        text = markup.plain(content.text_of(child))
        if len(text) > EXCERPT_LENGTH:
            text = text[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + "…"
        return str(child.block.label), text

    def _proposed(self, starts: Sequence[Cut], costs: Sequence[tuple[int, float]]) -> Cut | None:
        """Return the cut nearest the middle; one that keeps both short, and a heading, first."""
        best: tuple[tuple[bool, bool, bool, int], Cut] | None = None
        for number, start in enumerate(starts[1:], start=1):
            before, after = _seconds(costs[:number], self.card), _seconds(costs[number:], self.card)
            rank = (
                cuts.separates_heading(self.body, start),
                max(before, after) > reading_time.PROMISE_SECONDS,
                not cuts.begins_idea(self.body, start),
                abs(before - after),
            )
            if best is None or rank < best[0]:
                best = (rank, start)
        return best[1] if best else None


def _seconds(costs: Sequence[tuple[int, float]], card: CardPage) -> int:
    return reading_time.seconds_for(
        sum(words for words, _media in costs),
        language=card.language_code,
        media_seconds=sum(media for _words, media in costs),
    )
