"""Who verifies which card: the duty is dealt among people. Pure, on plain data.

Of the people of a group nobody has two cards more than another. Within that, a card goes to
somebody else than who wrote it or verified it last, and to whoever verified it longest ago; and
nobody loses a card without need.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

NEVER: Final = -1


@dataclass(frozen=True, slots=True)
class Turn:
    """A card whose verification falls to somebody."""

    card: int
    holder: int | None = None
    """Whose duty it is; None when somebody is to be found: it is new, was verified or was left."""
    author: int | None = None
    verified: tuple[int, ...] = ()
    """Who verified it, each once, in the order of the last time: the last one last."""
    due: int = 0
    """The day by which it is due, as a number; what is due late changes hands first."""


def deal(turns: Iterable[Turn], people: Iterable[int]) -> dict[int, int]:
    """Return who verifies each card, one of the people; nothing where there is nobody.

    The numbers of cards of any two people differ by one at most. The same input gives the same
    answer, in whatever order it comes.
    """
    table = _Table(sorted(turns, key=lambda turn: (turn.due, turn.card)), sorted(set(people)))
    if table.people:
        table.release()
        table.hand_out()
        table.exchange()
    return table.holders


class _Table:
    """The cards on the table while they are dealt."""

    def __init__(self, turns: list[Turn], people: list[int]) -> None:
        self.people = people
        present = set(people)
        self.turns: Mapping[int, Turn] = {turn.card: turn for turn in turns}
        self.holders: dict[int, int] = {}
        self.hands: dict[int, list[Turn]] = {person: [] for person in people}
        self.waiting: list[Turn] = []
        for turn in turns:
            if turn.holder in present:
                self._give(turn, turn.holder)
            else:
                self.waiting.append(turn)

    def _give(self, turn: Turn, person: int | None) -> None:
        if person is not None:
            self.holders[turn.card] = person
            self.hands[person].append(turn)

    def release(self) -> None:
        """Take from who has more than their share, first what suits them badly or is due last."""
        share, over = divmod(len(self.turns), len(self.people))
        richest = sorted(self.people, key=lambda each: (-len(self.hands[each]), each))
        for rank, person in enumerate(richest):
            ranked = [
                (is_bad(turn, person), turn.due, turn.card, turn) for turn in self.hands[person]
            ]
            hand = [turn for *_rank, turn in sorted(ranked, key=itemgetter(0, 1, 2))]
            kept = share + (rank < over)
            for turn in hand[kept:]:
                del self.holders[turn.card]
                self.waiting.append(turn)
            self.hands[person] = hand[:kept]
        self.waiting.sort(key=lambda turn: (turn.due, turn.card))

    def hand_out(self) -> None:
        """Give each waiting card to one of those who have fewest, whom it suits best."""
        by_load: defaultdict[int, list[int]] = defaultdict(list)
        for person in self.people:
            by_load[len(self.hands[person])].append(person)
        for turn in self.waiting:
            least = min(load for load, there in by_load.items() if there)
            person = min(by_load[least], key=lambda each: (wish(turn, each), each))
            by_load[least].remove(person)
            insort(by_load[least + 1], person)
            self._give(turn, person)

    def exchange(self) -> None:
        """Exchange what fell to its author, or to who verified it last, where it suits both.

        First with cards that were dealt as well, then with those that are due last.
        """
        bad = [turn for turn in self.waiting if is_bad(turn, self.holders[turn.card])]
        if not bad:
            return
        fresh = {turn.card for turn in self.waiting}
        offers = sorted(
            self.turns.values(), key=lambda each: (each.card not in fresh, -each.due, each.card)
        )
        for turn in bad:
            person = self.holders[turn.card]
            if not is_bad(turn, person):
                continue
            for offer in offers:
                other = self.holders[offer.card]
                if other != person and not (is_bad(turn, other) or is_bad(offer, person)):
                    self._swap(turn, person, offer, other)
                    break

    def _swap(self, turn: Turn, person: int, other_turn: Turn, other: int) -> None:
        self.hands[person].remove(turn)
        self.hands[other].remove(other_turn)
        self._give(turn, other)
        self._give(other_turn, person)


def wish(turn: Turn, person: int) -> tuple[bool, bool, int]:
    """Say how little a card suits a person: the smaller, the better."""
    place = turn.verified.index(person) if person in turn.verified else NEVER
    return _was_last(turn, person), turn.author == person, place


def is_bad(turn: Turn, person: int) -> bool:
    """Whether a card should rather go to anybody else: its author, or who verified it last."""
    return turn.author == person or _was_last(turn, person)


def _was_last(turn: Turn, person: int) -> bool:
    return bool(turn.verified) and turn.verified[-1] == person
