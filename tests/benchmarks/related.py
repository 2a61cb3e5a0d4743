"""How long it takes to work out which of many cards are near each other.

    python tests/benchmarks/related.py [--cards 10000] [--smoke]

Makes a database of its own with invented cards (SQLite in a temporary folder, or an empty one that
DATABASE_URL names), reads their words, compares all of them, again without a change, and one that
was published; says for each the seconds and the queries.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

WORDS_OF_A_CARD = 350
THEMES = 40
SYLLABLES = [one + two for one in "bcdfglmnpr" for two in "aeio"]


def main():
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--smoke", action="store_true", help="a few cards, to see that it runs")
    options = parser.parse_args()
    if options.smoke:
        options.cards = 120
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("VAR_DIR", folder)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/related.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.development")
        measure(options.cards)


def measure(number):
    """Set the database up and time each part."""
    import django

    django.setup()
    from django.core.management import call_command

    from community.core.tasks import paused
    from knowledge.cards.models import CardPage
    from knowledge.related import services
    from knowledge.related.models import RelatedCard
    from tests.benchmarks.freshness import invented

    call_command("migrate", verbosity=0)
    with paused():
        invented(number, 1, 1)
        give_words_and_themes()
        print(f"{number} cards of {WORDS_OF_A_CARD} words, {THEMES} themes")
        timed("words read", lambda: deque(services._read(services._stale()), maxlen=0))
        timed("compared", lambda: deque(services.relate_all(), maxlen=0))
        timed("compared again", lambda: deque(services.relate_all(), maxlen=0))
        services.mark_due(CardPage.objects.order_by("?").first())
        timed("one published", services.relate_due)
    print(f"{RelatedCard.objects.count()} neighbours kept")
    if not RelatedCard.objects.exists():
        sys.exit("no card has a neighbour")


def timed(what, work):
    """Do the work, and say how long it took, how much of that was its own, and its queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    start, own = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as queries:
        work()
    took, own = time.perf_counter() - start, time.process_time() - own
    print(f"{what:18} {took:7.2f} s, {own:6.2f} s of it computing {len(queries):6} queries")


def give_words_and_themes():
    """Write a body of invented words, the common ones often, and one to three themes a card."""
    import json

    from community.themes.models import Theme
    from knowledge.cards.models import CardPage, CardTheme

    chance = random.Random(7)  # the same cards each time
    words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(6000)]
    weights = [1 / (place + 1) for place in range(len(words))]
    themes = [
        Theme.objects.create(name=f"Theme {place}", slug=f"theme-{place}")
        for place in range(THEMES)
    ]
    cards = list(CardPage.objects.defer("body"))
    for card in cards:
        text = " ".join(chance.choices(words, weights, k=WORDS_OF_A_CARD))
        card.body = json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])
    CardPage.objects.bulk_update(cards, ["body"], batch_size=300)
    CardTheme.objects.bulk_create(
        CardTheme(content_object=card, tag=theme)
        for card in cards
        for theme in chance.sample(themes, chance.randint(1, 3))
    )


if __name__ == "__main__":
    main()
