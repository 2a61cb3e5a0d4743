"""How long ranking facilitators takes, beside reading every word they wrote once.

    python tests/benchmarks/ranking.py [--people 2000] [--rounds 5]

Ranks invented facilitators without a database and reports the best round of each: the ranking with
its reasons, and the bare sum over the words that a need and a facilitator share.
"""

import argparse
import random
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from mentoring.matching.ranking import Ask, Candidate, rank

VOCABULARY = 4000
THEMES = 18


def invented(people):
    """Return a need and `people` facilitators, the same ones each time."""
    draw = random.Random(4)
    words = [f"stem{number}" for number in range(VOCABULARY)]
    themes = [f"theme{number}" for number in range(THEMES)]
    candidates = [
        Candidate(
            id=number,
            member_id=number,
            themes=frozenset(draw.sample(themes, 3)),
            terms={word: draw.randint(1, 3) for word in draw.sample(words, 60)},
            home=(f"D{number % 95}", f"R{number % 13}"),
            languages=("fr",),
            formats=frozenset({"remote"}),
            capacity=3,
            load=number % 3,
        )
        for number in range(people)
    ]
    ask = Ask(
        id=1,
        author_id=None,
        today=date(2026, 11, 22),
        themes=frozenset(themes[:2]),
        terms=dict.fromkeys(draw.sample(words, 80), 1),
        territory=("D33", "R7"),
    )
    return ask, candidates


def best_ms(rounds, work):
    """Return the milliseconds of the fastest of `rounds` calls."""
    took = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took) * 1000


def main():
    """Compare the two and say so."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    ask, people = invented(options.people)

    def overlap():
        return [
            sum(ask.terms[w] * n for w, n in one.terms.items() if w in ask.terms) for one in people
        ]

    ranked = rank(ask, people).matches
    if len(ranked) != options.people:
        sys.exit(f"{len(ranked)} of {options.people} facilitators were ranked")
    bare = best_ms(options.rounds, overlap)
    whole = best_ms(options.rounds, lambda: rank(ask, people))
    print(f"{options.people} facilitators: ranked with reasons in {whole:.0f} ms", end="")
    print(f", {whole / bare:.1f} times the bare sum of shared words ({bare:.1f} ms)")


if __name__ == "__main__":
    main()
