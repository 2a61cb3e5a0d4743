"""How far two words are apart: a typing mistake is a letter too many, missing, wrong or swapped."""

from functools import lru_cache


def distance(first: str, second: str, *, limit: int) -> int:
    """Return the number of edits between two words (neighbours swapped count one).

    Optimal string alignment; anything above `limit` is returned as ``limit + 1``.
    """
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def allowed(word: str) -> int:
    """Return how many mistakes a word may hold and still be recognised."""
    if len(word) < 3 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


@lru_cache(maxsize=65_536)
def alikeness(first: str, second: str) -> float:
    """Return how alike two stems are, from 0 to 1: Dice's coefficient of their letters by threes.

    Adamson and Boreham, "The use of an association measure based on character structure to
    identify semantically related pairs of words" (1974), with the ends marked.
    """
    ours, theirs = _threes(first), _threes(second)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


@lru_cache(maxsize=65_536)
def _threes(stem: str) -> frozenset[str]:
    marked = f"^{stem}$"
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))
