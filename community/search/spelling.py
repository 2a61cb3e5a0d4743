"""How far two words are apart: a typing mistake is a letter too many, missing, wrong or swapped."""


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
