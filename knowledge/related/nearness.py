"""Which cards are near each other and why: pure, on plain data, the same for any order of it."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from scipy import sparse

BY_TEXT: Final = 0.5
BY_THEMES: Final = 0.35
BY_USE: Final = 0.15
"""What each reason weighs at most; together one."""
LEAST: Final = 0.06
"""What is less near than that is not near: nothing shown is better than anything."""
SHOWN: Final = 4
TELLING: Final = 40
"""Stems of a card that count: those that it has and others lack."""
PEOPLE: Final = 3
"""What fewer people used together says nothing."""
CHUNK: Final = 256
"""Cards compared with all others at once: 20 MB a matrix for ten thousand cards."""
PUBLIC, MEMBERS, INSIDE = "everyone", "members", "organisation"
KEPT: Final = {PUBLIC: SHOWN, MEMBERS: SHOWN, INSIDE: 2 * SHOWN}
"""Neighbours kept by who may read them, so that each reader's list is full without the others'."""
_LOGARITHMS: Final = (0.0, *(1 + math.log(count) for count in range(1, 100)))
"""What a stem counts by how often it stands in a card."""
PLACES: Final = 4
"""Decimals of a part, so that the order of a sum does not show."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is compared of a card."""

    key: int
    thing: str
    """What its translations share; none of them is its neighbour."""
    language: str
    audience: str
    themes: frozenset[int] = frozenset()
    words: Mapping[str, int] = field(default_factory=dict)
    """How often each stem stands in it."""


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour, with what makes it one; the parts are weighed and add up to the score."""

    key: int
    by_text: float
    by_themes: float
    by_use: float
    theme: int | None
    """The rarest theme that both have."""
    used_by: int
    """So many people used both, `PEOPLE` or more, else nobody."""

    @property
    def score(self) -> float:
        """How near it is, from `LEAST` to one."""
        return self.by_text + self.by_themes + self.by_use


class Nearness:
    """All cards, ready to be compared; `used` are things with people who used them."""

    def __init__(self, sheets: Iterable[Sheet], used: Iterable[tuple[str, int]] = ()) -> None:
        self.sheets = sorted(sheets, key=lambda sheet: sheet.key)
        self._place = {sheet.key: place for place, sheet in enumerate(self.sheets)}
        self._rarity = Counter(theme for sheet in self.sheets for theme in sheet.themes)
        self._text = _text_matrix(self.sheets)
        self._themes, self._theme_weight = _theme_matrix(self.sheets, self._rarity)
        self._used, self._users = _use_matrix(self.sheets, used)
        self._things = _numbers([sheet.thing for sheet in self.sheets])
        self._columns = _columns_by_readers(self.sheets)
        self._languages = {sheet.language for sheet in self.sheets}

    def of(self, keys: Collection[int] | None = None) -> Iterator[tuple[int, list[Near]]]:
        """Yield cards with their neighbours, the nearest first: all cards, or those named.

        In another language than the card's only where its own has nothing that everybody may read.
        """
        for place, parts, score in self._compared(keys):
            here = self.sheets[place].language
            chosen = self._best(score, {here})
            if not any(self.sheets[each].audience == PUBLIC for each in chosen):
                chosen += self._best(score, self._languages - {here})
            # Places are in the order of keys, and the sort is stable.
            chosen = sorted(sorted(chosen), key=score.__getitem__, reverse=True)
            yield (
                self.sheets[place].key,
                [self._near(place, each, parts) for each in chosen],
            )

    def around(self, keys: Collection[int], *, most: int) -> set[int]:
        """Return the keys of the `most` cards nearest to each of those named, whoever reads."""
        found: set[int] = set()
        for _place, _parts, score in self._compared(keys):
            found.update(self.sheets[each].key for each in _top(score, None, most))
        return found

    def _compared(self, keys: Collection[int] | None) -> Iterator[tuple[int, Any, Any]]:
        """Yield a card's place, its parts with every card, and its score with each that counts."""
        if keys is None:
            places = list(range(len(self.sheets)))
        else:
            places = sorted(self._place[key] for key in keys if key in self._place)
        for start in range(0, len(places), CHUNK):
            rows = places[start : start + CHUNK]
            text, themes, use, together = self._parts(rows)
            score = text + themes + use
            score[self._things[rows][:, None] == self._things[None, :]] = 0.0
            for number, place in enumerate(rows):
                parts = (text[number], themes[number], use[number], together[number])
                yield place, parts, score[number]

    def _parts(self, rows: list[int]) -> tuple[Any, Any, Any, Any]:
        text = (self._text[rows] @ self._text.T).toarray()
        shared = (self._themes[rows] @ self._themes.T).toarray()
        either = self._theme_weight[rows][:, None] + self._theme_weight[None, :] - shared
        themes = np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)
        together = (self._used[rows] @ self._used.T).toarray()
        together[together < PEOPLE] = 0
        users = np.sqrt(self._users[rows][:, None] * self._users[None, :])
        use = np.divide(together, users, out=np.zeros_like(together), where=users > 0)
        weighed = ((text, BY_TEXT), (themes, BY_THEMES), (use, BY_USE))
        return *(
            np.round(np.minimum(part, 1) * weight, PLACES) for part, weight in weighed
        ), together

    def _best(self, score: Any, languages: Collection[str]) -> list[int]:
        return [
            place
            for (language, audience), columns in self._columns.items()
            if language in languages
            for place in _top(score, columns, KEPT[audience])
        ]

    def _near(self, place: int, other: int, parts: Any) -> Near:
        text, themes, use, together = (float(part[other]) for part in parts)
        both = self.sheets[place].themes & self.sheets[other].themes
        rarest = min(both, key=lambda theme: (self._rarity[theme], theme), default=None)
        return Near(self.sheets[other].key, text, themes, use, rarest, round(together))


def _top(score: Any, columns: Any, most: int) -> list[int]:
    """Return the places of the best scores, the lower place first where two are alike."""
    scores = score if columns is None else score[columns]
    least = max(LEAST, np.partition(scores, -most)[-most]) if len(scores) > most else LEAST
    near = np.flatnonzero(scores >= least)
    best = near[np.lexsort((near, -scores[near]))][:most]
    return [int(each) for each in (best if columns is None else columns[best])]


def _rareness(number: int, having: int) -> float:
    return math.log((1 + number) / (0.5 + having))


def _rareness_by_language(sheets: list[Sheet]) -> dict[str, dict[str, float]]:
    number = Counter(sheet.language for sheet in sheets)
    having: dict[str, Counter[str]] = defaultdict(Counter)
    for sheet in sheets:
        having[sheet.language].update(sheet.words.keys())
    return {
        language: {stem: _rareness(number[language], count) for stem, count in counts.items()}
        for language, counts in having.items()
    }


def _text_matrix(sheets: list[Sheet]) -> Any:
    """Return TF-IDF by card, of length one; a stem counts in its language alone."""
    rareness = _rareness_by_language(sheets)
    columns: dict[tuple[str, str], int] = {}
    rows, places, values = [], [], []
    for row, sheet in enumerate(sheets):
        language = sheet.language
        rare = rareness[language]
        weights = {
            stem: _LOGARITHMS[min(count, len(_LOGARITHMS) - 1)] * rare[stem]
            for stem, count in sheet.words.items()
            if count > 0
        }
        ranked = sorted((-weight, stem) for stem, weight in weights.items())
        telling = [stem for _weight, stem in ranked[:TELLING]]
        length = math.sqrt(math.fsum(weights[stem] ** 2 for stem in telling))
        for stem in telling:
            rows.append(row)
            places.append(columns.setdefault((language, stem), len(columns)))
            values.append(weights[stem] / length)
    return _matrix(values, rows, places, (len(sheets), len(columns)))


def _theme_matrix(sheets: list[Sheet], rarity: Mapping[int, int]) -> tuple[Any, Any]:
    """Return themes by card, weighed by rarity so that a product is the weight shared."""
    columns = {theme: place for place, theme in enumerate(sorted(rarity))}
    weight = {theme: _rareness(len(sheets), count) for theme, count in rarity.items()}
    entries = [
        (math.sqrt(weight[theme]), row, columns[theme])
        for row, sheet in enumerate(sheets)
        for theme in sorted(sheet.themes)
    ]
    values, rows, places = map(list, zip(*entries, strict=True)) if entries else ([], [], [])
    matrix = _matrix(values, rows, places, (len(sheets), len(columns)))
    return matrix, np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()


def _use_matrix(sheets: list[Sheet], used: Iterable[tuple[str, int]]) -> tuple[Any, Any]:
    """Return who used which card, in whichever language, and how many did."""
    people: dict[str, set[int]] = defaultdict(set)
    for thing, person in used:
        people[thing].add(person)
    columns: dict[int, int] = {}
    rows, places = [], []
    for row, sheet in enumerate(sheets):
        for person in sorted(people.get(sheet.thing, ())):
            rows.append(row)
            places.append(columns.setdefault(person, len(columns)))
    matrix = _matrix([1.0] * len(rows), rows, places, (len(sheets), len(columns)))
    return matrix, np.asarray(matrix.sum(axis=1)).ravel()


def _matrix(values: list[float], rows: list[int], places: list[int], shape: Any) -> Any:
    made = sparse.csr_array((values, (rows, places)), shape=shape, dtype=float)
    # Sums run in the order of columns then, alike for both of two cards.
    made.sort_indices()
    return made


def _numbers(names: list[str]) -> Any:
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=int)


def _columns_by_readers(sheets: list[Sheet]) -> dict[tuple[str, str], Any]:
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        places[sheet.language, sheet.audience].append(place)
    return {readers: np.array(found) for readers, found in sorted(places.items())}
