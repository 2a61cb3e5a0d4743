"""What people gave the community besides helping: other rooms are asked, without being known."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from community.plugins import door


@dataclass(frozen=True)
class Contributions:
    """What each account gave: cards published, webinars held, how often its cards worked."""

    cards: Mapping[int, int]
    sessions: Mapping[int, int]
    applied: Mapping[int, int]


def contributions_of(user_ids: Collection[int]) -> Contributions:
    """Ask other rooms what these accounts gave; a room that is not installed counts nothing."""
    cards, sessions = door("authored_count"), door("sessions_count")
    applied = door("applied_count")
    return Contributions(
        cards=cards(user_ids) if cards else {},
        sessions=sessions(user_ids) if sessions else {},
        applied=applied(user_ids) if applied else {},
    )


def contributions_in_words(cards: int, sessions: int, applied: int = 0) -> list[str]:
    """Return each sort in a few words, “3 published cards”; what there is none of is left out."""
    said = []
    if cards:
        said.append(
            ngettext("%(count)d published card", "%(count)d published cards", cards)
            % {"count": cards}
        )
    if sessions:
        said.append(
            ngettext("%(count)d webinar held", "%(count)d webinars held", sessions)
            % {"count": sessions}
        )
    if applied:
        said.append(
            ngettext(
                "cards that worked for %(count)d colleague",
                "cards that worked for %(count)d colleagues",
                applied,
            )
            % {"count": applied}
        )
    return said
