"""What a ranking is worth, against judgements. Pure; the definitions are trec_eval's.

`ranking` are keys of documents, best first, each once; `judged` the grade of each judged document
(0 and below: not relevant). A query without relevant document has no value and is left out.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Judged = Mapping[str, int]


def ndcg(ranking: Sequence[str], judged: Judged, *, depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first `depth` documents."""
    gains = [max(judged.get(key, 0), 0) for key in ranking[:depth]]
    ideal = sorted((grade for grade in judged.values() if grade > 0), reverse=True)[:depth]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def average_precision(ranking: Sequence[str], judged: Judged) -> float:
    """Return the mean precision at each relevant document, those never found counting nothing."""
    relevant = sum(grade > 0 for grade in judged.values())
    hits = 0
    total = 0.0
    for place, key in enumerate(ranking, start=1):
        if judged.get(key, 0) > 0:
            hits += 1
            total += hits / place
    return total / relevant if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Judged) -> float:
    """Return 1 over the place of the first relevant document; 0 without one."""
    for place, key in enumerate(ranking, start=1):
        if judged.get(key, 0) > 0:
            return 1 / place
    return 0.0


def recall(ranking: Sequence[str], judged: Judged, *, depth: int = 100) -> float:
    """Return the share of the relevant documents that stand among the first `depth`."""
    relevant = sum(grade > 0 for grade in judged.values())
    found = sum(judged.get(key, 0) > 0 for key in ranking[:depth])
    return found / relevant if relevant else 0.0


def success(ranking: Sequence[str], judged: Judged, *, depth: int = 10) -> float:
    """Return 1 when a relevant document stands among the first `depth`, else 0."""
    return float(any(judged.get(key, 0) > 0 for key in ranking[:depth]))


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Means over all queries that have a relevant document."""

    queries: int
    ndcg_10: float
    mean_average_precision: float
    mean_reciprocal_rank: float
    recall_100: float
    success_10: float
    without_result: float
    """Share of the queries for which nothing was found."""


def measured(rankings: Mapping[str, Sequence[str]], judgements: Mapping[str, Judged]) -> Measures:
    """Return the measures of rankings by query; a judged query without ranking found nothing."""
    judged = {q: j for q, j in judgements.items() if any(grade > 0 for grade in j.values())}
    pairs = [(rankings.get(query, ()), found) for query, found in judged.items()]

    def mean(values: Sequence[float]) -> float:
        return sum(values) / len(values) if values else 0.0

    return Measures(
        queries=len(pairs),
        ndcg_10=mean([ndcg(r, j) for r, j in pairs]),
        mean_average_precision=mean([average_precision(r, j) for r, j in pairs]),
        mean_reciprocal_rank=mean([reciprocal_rank(r, j) for r, j in pairs]),
        recall_100=mean([recall(r, j) for r, j in pairs]),
        success_10=mean([success(r, j) for r, j in pairs]),
        without_result=mean([float(not r) for r, _j in pairs]),
    )
