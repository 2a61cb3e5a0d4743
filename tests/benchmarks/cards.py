"""How long a card takes beside a plain Wagtail blog page, and a theme of many cards.

    python tests/benchmarks/cards.py [--cards 10000] [--rounds 60] [--smoke]

Makes a database of its own. A card and a blog page have the same twenty blocks, and the blog's
answer is filled up to the card's length. Both are asked for in turn, in this process: with an empty
cache, and as the next reader finds them. Then the list of a theme and the home of a theme, with a
few cards and with all. Says the median in milliseconds of CPU and the queries; it ends with an
error when more cards mean more queries.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

BLOCKS = 20
FEW = 30


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--smoke", action="store_true", help="a few cards, to see that it runs")
    options = parser.parse_args()
    if options.smoke:
        options.cards, options.rounds = 120, 3
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("VAR_DIR", folder)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/cards.sqlite3")
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings_with_blog"
        import django

        django.setup()
        measure(options)


def measure(options: argparse.Namespace) -> None:
    """Set the database up and time each page."""
    from django.core.management import call_command

    from community.core.tasks import paused
    from tests.benchmarks.freshness import invented

    call_command("migrate", verbosity=0)
    with paused():
        home = make_site()
        invented(options.cards, 1, 1, below=home)
        card, blog = make_pages(home)
        fill_blog(card, blog)
        print(f"a card and a blog page of {BLOCKS} blocks, {options.rounds} rounds")
        beside(card, blog, options.rounds)
        few = ask_theme(FEW)
        many = ask_theme(options.cards)
    if few != many:
        sys.exit(f"with more cards come more queries: {few} and {many}")


def make_site():
    """Return the home of a site."""
    from wagtail.models import Locale, Page, Site

    from community.home.models import HomePage

    locale = Locale.objects.get_or_create(language_code="fr")[0]
    root = Page.get_first_root_node() or Page.add_root(title="Root", locale=locale)
    home = root.add_child(
        instance=HomePage(title="Accueil", slug="accueil", sentence="Ici.", locale=locale)
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_pages(home):
    """Return a card and a blog page with the same twenty blocks."""
    from knowledge.cards.models import CardIndexPage, CardPage
    from tests.benchmarks.blog.models import BlogPage

    library = CardIndexPage.objects.get()
    text = "<p>" + "Un fait, un effet, une suite : dites-le en trois phrases. " * 6 + "</p>"
    kinds = ["heading", "text", "callout", "quote"]
    values = {
        "heading": "Trois phrases",
        "text": text,
        "callout": {"kind": "tip", "text": text},
        "quote": {"text": "On a ri, puis on a su.", "name": "Jade", "role": "tutrice"},
    }
    body = json.dumps(
        [
            {"type": kind, "value": values[kind], "id": f"b{place}"}
            for place, kind in enumerate(kinds[place % len(kinds)] for place in range(BLOCKS))
        ]
    )
    card = CardPage(
        title="Donner un retour", slug="retour", summary="En trois phrases.", body=body,
        objective="Donner un retour précis", locale=library.locale,
    )  # fmt: skip
    library.add_child(instance=card)
    blog = BlogPage(title="Donner un retour", slug="blog", body=body, locale=home.locale)
    home.add_child(instance=blog)
    return card, blog


def fill_blog(card, blog) -> None:
    """Make both answers equally long: the site's frame has its price in bytes, too."""
    from tests.benchmarks.blog import models

    lacking = len(ask(card.url).content) - len(ask(blog.url).content)
    words = "<p>filling</p>"
    filling = words * max(lacking // len(words), 0)
    plain = models.BlogPage.get_context
    models.BlogPage.get_context = lambda page, request, *args, **kwargs: {
        **plain(page, request, *args, **kwargs),
        "filling": filling,
    }


def ask(path: str):
    """Return the answer to a visitor."""
    from django.test import Client

    answer = Client(headers={"host": "localhost"}).get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answers {answer.status_code}")
    return answer


def beside(card, blog, rounds: int) -> None:
    """Time both pages in turn, cold and warm."""
    from django.core.cache import cache

    for state, before in (("cold", cache.clear), ("warm", lambda: None)):
        taken: dict[str, list[float]] = {"card": [], "blog": []}
        for _round in range(rounds):
            for name, page in (("card", card), ("blog", blog)):
                before()
                taken[name].append(milliseconds(lambda page=page: ask(page.url)))
        for name, page in (("card", card), ("blog", blog)):
            before()
            number, length = queries_of(page.url)
            median = statistics.median(taken[name])
            print(f"{state} {name:5} {median:7.1f} ms of CPU {number:4} queries {length:8} bytes")


def milliseconds(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def queries_of(path: str) -> tuple[int, int]:
    """Return how many queries a page asks, and its length."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        answer = ask(path)
    return len(captured), len(answer.content)


def ask_theme(number: int) -> list[int]:
    """Give a theme so many cards, and return the queries of its pages with an empty cache."""
    from django.core.cache import cache
    from django.urls import reverse
    from django.utils.translation import override

    from community.core.page_cache import forget_pages
    from community.themes.models import Theme
    from knowledge.cards.models import CardIndexPage, CardPage, CardTheme

    theme, _made = Theme.objects.get_or_create(slug="retour", defaults={"name": "Retour"})
    CardTheme.objects.filter(tag=theme).delete()
    keys = CardPage.objects.order_by("pk").values_list("pk", flat=True)[:number]
    CardTheme.objects.bulk_create(CardTheme(content_object_id=key, tag=theme) for key in keys)
    forget_pages()
    library = CardIndexPage.objects.get().url
    with override("fr"):
        paths = {
            "list of a theme": f"{library}?theme={theme.slug}",
            "its second page": f"{library}?theme={theme.slug}&page=2",
            "home of a theme": reverse("community:theme", args=[theme.slug]),
        }
    counts = []
    for name, path in paths.items():
        taken = []
        for _round in range(5):
            cache.clear()
            taken.append(milliseconds(lambda path=path: ask(path)))
        cache.clear()
        asked, length = queries_of(path)
        counts.append(asked)
        print(
            f"{name:16} {number:6} cards {statistics.median(taken):7.1f} ms of CPU "
            f"{asked:4} queries {length:8} bytes"
        )
    return counts


if __name__ == "__main__":
    main()
