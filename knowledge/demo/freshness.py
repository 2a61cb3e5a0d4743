"""Fills the demo with groups of verifiers, cards that wait for them, and one that needs work."""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils import timezone

from community.members.models import Member
from community.organisations.models import Organisation
from community.themes.models import Theme
from knowledge.cards.models import CardPage
from knowledge.freshness.dealing import deal_all
from knowledge.freshness.enums import Outcome
from knowledge.freshness.models import Duty, Verifier, VerifierGroup
from knowledge.freshness.services import mark_overdue, remind, verify

DOMAIN: Final = "demo.example"
# Each group, the themes it keeps, the organisation it belongs to, and its people.
GROUPS: Final = (
    (
        "Animer et faciliter",
        ("facilitation", "animation-a-distance", "intelligence-collective", "codeveloppement"),
        "",
        ("expert", "claire.vasseur", "jerome.picaud", "solene.kermarrec", "malik.benhaddou"),
    ),
    (
        "Évaluer et accompagner",
        ("evaluation", "alternance", "accompagnement-du-changement"),
        "",
        ("expert", "fatou.ndiaye", "camille.duroc", "thomas.oury"),
    ),
    ("Ingénierie du campus", (), "FC-122", ("expert", "hugo.lestrade")),
)
# Who found what to need work.
NEEDS_WORK: Final = {
    "plateformes-qui-ferment": (
        "Deux des trois plateformes citées ont fermé depuis : la liste est à refaire.",
        "malik.benhaddou",
    ),
}
# Days by which cards are past their day, so that a visitor sees what overdue looks like.
OVERDUE: Final = {
    "donner-un-feedback-en-trois-temps": 12,
    "codeveloppement-les-six-etapes": 41,
    "evaluer-sans-faire-peur": 5,
}
DUE_SOON: Final = {"ecrire-un-objectif-avec-un-verbe": 9, "question-qui-voyage": 17}


def fill_verifiers() -> Iterator[int]:
    """Make the groups, deal the cards, and let some of them wait; what is there stays."""
    members = {
        member.user.email.partition("@")[0]: member
        for member in Member.objects.filter(user__email__endswith=f"@{DOMAIN}").select_related(
            "user"
        )
    }
    for number, (name, themes, code, people) in enumerate(GROUPS, start=1):
        group, _made = VerifierGroup.objects.get_or_create(
            name=name, defaults={"organisation": Organisation.objects.filter(code=code).first()}
        )
        group.themes.set(Theme.objects.filter(slug__in=themes))
        for person in people:
            if person in members:
                Verifier.objects.get_or_create(group=group, member=members[person])
        yield number
    deque(deal_all(), maxlen=0)
    yield len(GROUPS) + 1
    _let_wait()
    for slug, (remark, person) in NEEDS_WORK.items():
        duty = Duty.objects.filter(card__imports__key=f"demo:fr/{slug}.md").first()
        if duty is not None and duty.needs_work_since is None and person in members:
            verify(
                duty.pk,
                by=members[person],
                turn=duty.turn,
                outcome=Outcome.NEEDS_WORK,
                remark=remark,
            )
    mark_overdue()
    remind()
    yield len(GROUPS) + 2


def _let_wait() -> None:
    """Put some cards past their day, and some shortly before it, that nobody has verified here."""
    today = timezone.localdate()
    for slug, days in (OVERDUE | {slug: -days for slug, days in DUE_SOON.items()}).items():
        cards = CardPage.objects.filter(imports__key=f"demo:fr/{slug}.md")
        Duty.objects.filter(card__in=cards.values("pk"), turn=1).update(
            due_on=today - timedelta(days=days)
        )
