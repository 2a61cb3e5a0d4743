"""How long it takes to give many cards their verifiers, and to hand on those of who left.

    python tests/benchmarks/freshness.py [--cards 10000] [--people 40] [--groups 8] [--smoke]

Makes a database of its own with invented cards (SQLite in a temporary folder, or an empty one that
DATABASE_URL names), deals, deals again without a change, lets one person of each group leave, marks
what is overdue and reminds; says for each the seconds, the queries, and the cards a second.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))


def invented(cards, groups, people, below=None):
    """Put so many published cards into a library below a page, shared among groups of people."""
    from django.contrib.auth import get_user_model
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Locale, Page

    from community.members.models import Member
    from knowledge.cards.models import CardIndexPage, CardPage
    from knowledge.freshness.models import Verifier, VerifierGroup

    locale = Locale.objects.get_or_create(language_code="fr")[0]
    above = below or Page.get_first_root_node() or Page.add_root(title="Root", locale=locale)
    library = above.add_child(instance=CardIndexPage(title="Cards", slug="cards", locale=locale))
    users = [
        get_user_model().objects.create(username=f"person{number}", email=f"p{number}@x.example")
        for number in range(people)
    ]
    members = list(Member.objects.filter(user__in=users).order_by("pk"))
    made = [VerifierGroup.objects.create(name=f"Group {number}") for number in range(groups)]
    for number, member in enumerate(members):
        Verifier.objects.create(group=made[number % groups], member=member)
    moment = timezone.now() - timedelta(days=400)
    pages = Page.objects.bulk_create(
        Page(
            title=f"Card {number}",
            draft_title=f"Card {number}",
            slug=f"card-{number}",
            url_path=f"{library.url_path}card-{number}/",
            locale=locale,
            # As treebeard would, without asking it for each.
            path=library._get_path(library.path, library.depth + 1, number + 1),
            depth=library.depth + 1,
            first_published_at=moment,
            content_type=ContentType.objects.get_for_model(CardPage),
        )
        for number in range(cards)
    )
    Page.objects.filter(pk=library.pk).update(numchild=cards)
    with transaction.atomic():
        for number, page in enumerate(pages):
            card = CardPage(
                page_ptr_id=page.pk,
                summary="A sentence.",
                author=members[number % people],
                verifier_group=made[number % groups],
            )
            # Raw: the page is there already, and nobody listens.
            card.save_base(raw=True)
    return members


def timed(what, cards, work):
    """Do the work, and say how long it took and in how many queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    start = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        work()
    took = time.perf_counter() - start
    print(f"{what:28} {took:7.2f} s {len(queries):7} queries {cards / took:10.0f} cards/s")
    return took


def main():
    """Measure, and refuse to speak of an unfair dealing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--groups", type=int, default=8)
    parser.add_argument("--smoke", action="store_true", help="a few cards, to see that it runs")
    options = parser.parse_args()
    if options.smoke:
        options.cards = 120
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("VAR_DIR", folder)
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/freshness.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.development")
        measure(options)


def measure(options):
    """Set the database up and time each part."""
    import django

    django.setup()
    from django.core.management import call_command

    from community.core.tasks import paused
    from knowledge.freshness.dealing import deal_all
    from knowledge.freshness.models import Duty
    from knowledge.freshness.services import mark_overdue, remind

    call_command("migrate", verbosity=0)
    with paused():
        members = invented(options.cards, options.groups, options.people)
        print(f"{options.cards} cards, {options.people} people in {options.groups} groups")
        timed("dealt", options.cards, lambda: list(deal_all()))
        is_fair(options)
        timed("dealt again", options.cards, lambda: list(deal_all()))
        for member in members[: options.groups]:
            member.user.is_active = False
            member.user.save()
        timed("handed on", options.cards, lambda: list(deal_all()))
        is_fair(options)
        timed("marked overdue", options.cards, mark_overdue)
        timed("reminded", options.cards, remind)
    if Duty.objects.filter(verifier__isnull=True).exists():
        sys.exit("a card has nobody who verifies it")


def is_fair(options):
    """End the run where somebody of a group has two cards more than another."""
    from knowledge.freshness.models import Duty, Verifier

    loads = Counter(Duty.objects.values_list("verifier", flat=True))
    for number in range(options.groups):
        group = Verifier.objects.filter(group__name=f"Group {number}", member__user__is_active=True)
        held = [loads[member] for member in group.values_list("member", flat=True)]
        if max(held) - min(held) > 1:
            sys.exit(f"unfair: {sorted(held)}")


if __name__ == "__main__":
    main()
