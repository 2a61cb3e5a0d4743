"""Fills the demo with what people say of cards: where they applied them, what did not help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils import timezone, translation

from community.members.models import Member
from knowledge.cards.models import CardPage
from knowledge.evidence.enums import Reason, Result
from knowledge.evidence.models import Evidence, Opinion
from knowledge.evidence.services import Told, apply, judge

DOMAIN: Final = "demo.example"


@dataclass(frozen=True)
class Said:
    """What somebody said of a card, and how many days ago they applied it."""

    card: str
    person: str
    result: Result
    sentence: str
    days: int
    is_named: bool = False


SAID: Final = (
    Said(
        "fr/donner-un-feedback-en-trois-temps",
        "staff",
        Result.WORKED,
        "Trois phrases après chaque simulation d’appel : mes stagiaires les demandent maintenant.",
        12,
        is_named=True,
    ),
    Said(
        "fr/donner-un-feedback-en-trois-temps",
        "yann.lebihan",
        Result.ADAPTED,
        "Sur le ponton, debout : j’ai gardé le fait et la suite, l’effet vient de lui-même.",
        31,
        is_named=True,
    ),
    Said(
        "fr/donner-un-feedback-en-trois-temps",
        "dimitri.kowalski",
        Result.WORKED,
        "Le fait daté change tout quand on regarde ensemble la même soudure.",
        54,
    ),
    Said(
        "fr/donner-un-feedback-en-trois-temps",
        "valerie.esteve",
        Result.FAILED,
        "Avec un groupe qui se découvrait, c’était trop tôt : il a fallu deux séances d’abord.",
        70,
    ),
    Said(
        "en/donner-un-feedback-en-trois-temps",
        "mei.tran",
        Result.WORKED,
        "Used between two sprint reviews, in English and French: nobody felt judged.",
        22,
        is_named=True,
    ),
    Said(
        "fr/codeveloppement-les-six-etapes",
        "rachel.cohen",
        Result.WORKED,
        "Cent dix minutes tenues avec sept responsables, le plan d’action dit à voix haute.",
        18,
        is_named=True,
    ),
    Said(
        "fr/codeveloppement-les-six-etapes",
        "marianne.thibault",
        Result.ADAPTED,
        "À quatre, j’ai fondu deux étapes en une et gagné vingt minutes.",
        40,
    ),
    Said(
        "fr/codeveloppement-les-six-etapes",
        "anais.bourdin",
        Result.WORKED,
        "La consigne « seulement des questions » tient si on l’affiche.",
        63,
    ),
    Said(
        "fr/accueillir-un-tuteur",
        "thomas.oury",
        Result.WORKED,
        "L’appel de la veille a pris douze minutes ; nous l’avons inscrit dans le livret.",
        25,
        is_named=True,
    ),
    Said(
        "fr/accueillir-un-tuteur",
        "gael.fournier",
        Result.ADAPTED,
        "Le jour 15 se fait au café, avec trois tuteurs à la fois.",
        37,
        is_named=True,
    ),
    Said(
        "fr/accueillir-un-tuteur",
        "member",
        Result.FAILED,
        "Deux entreprises sur cinq n’ont pas pu libérer le tuteur au jour 5.",
        44,
    ),
    Said(
        "fr/animer-a-distance-sans-s-epuiser",
        "sandrine.hoareau",
        Result.WORKED,
        "Avec le décalage horaire, les deux pauses sans écran nous ont sauvés.",
        9,
        is_named=True,
    ),
    Said(
        "fr/animer-a-distance-sans-s-epuiser",
        "moussa.diallo",
        Result.WORKED,
        "J’ai coupé une activité sur trois, et ils en ont fait plus.",
        29,
    ),
    Said(
        "fr/ecrire-un-objectif-avec-un-verbe",
        "camille.duroc",
        Result.WORKED,
        "Quarante objectifs relus en une heure, et douze séances allégées.",
        15,
        is_named=True,
    ),
)
# Who did not find a card helpful, and why; who did.
NOT_HELPFUL: Final = (
    (
        "fr/plateformes-qui-ferment",
        "nicolas.weber",
        Reason.OUTDATED,
        "La procédure d’export citée n’existe plus depuis l’été.",
    ),
    (
        "fr/exercice-ia-a-corriger",
        "valerie.esteve",
        Reason.NOT_MINE,
        "Il manque une variante pour des adultes qui lisent peu.",
    ),
)
HELPFUL: Final = {
    "fr/donner-un-feedback-en-trois-temps": ("staff", "dimitri.kowalski", "leila.amrani"),
    "fr/codeveloppement-les-six-etapes": ("rachel.cohen", "olivier.santoni"),
    "fr/exercice-ia-a-corriger": ("malik.benhaddou",),
}


def fill_evidence() -> Iterator[int]:
    """Let people say what came of cards; what somebody said already stays as it is."""
    members = {
        member.user.email.partition("@")[0]: member
        for member in Member.objects.filter(user__email__endswith=f"@{DOMAIN}").select_related(
            "user"
        )
    }
    today = timezone.localdate()
    for number, said in enumerate(SAID, start=1):
        card, member = _card(said.card), members.get(said.person)
        if card is not None and member is not None and not _has_said(card, member):
            told = Told(
                sentence=said.sentence,
                applied_on=today - timedelta(days=said.days),
                territory_id=member.territory_id,
                is_named=said.is_named,
            )
            with translation.override(said.card[:2]):
                apply(card, by=member, result=said.result, told=told)
        yield number
    for path, person, reason, text in NOT_HELPFUL:
        _judge(path, members.get(person), reason=reason, text=text)
    for path, people in HELPFUL.items():
        for person in people:
            _judge(path, members.get(person))
    yield len(SAID) + 1


def _card(path: str) -> CardPage | None:
    return CardPage.objects.filter(imports__key=f"demo:{path}.md", live=True).first()


def _has_said(card: CardPage, member: Member) -> bool:
    return Evidence.objects.filter(thing=card.translation_key, member=member).exists()


def _judge(path: str, member: Member | None, *, reason: str = "", text: str = "") -> None:
    card = _card(path)
    if card is None or member is None or Opinion.objects.filter(card=card, member=member).exists():
        return
    judge(card, by=member, is_helpful=not reason, reason=reason, text=text)
