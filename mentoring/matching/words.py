"""Reasons in words: each part of a score becomes a sentence that a person can check."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.dates import day_in_words
from mentoring.facilitators.contributions import contributions_in_words
from mentoring.facilitators.enums import Format, Skill
from mentoring.matching.ranking import Exclusion, Part


@dataclass(frozen=True)
class Labels:
    """What keys are called, in the language being shown."""

    themes: Mapping[str, str]
    territories: Mapping[str, str]
    words: Mapping[str, str]


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _language_name(code: str) -> str:
    return str(dict(settings.LANGUAGES).get(code, code)).lower()


def _themes(facts: Mapping[str, Any], labels: Labels) -> str:
    common = [labels.themes.get(slug, slug) for slug in facts["common"]]
    if not facts["wanted"]:
        return _("The need names no theme")
    if not common:
        return _("None of the themes you named")
    if len(common) == facts["wanted"]:
        return ngettext(
            "Helps with your theme: %(themes)s",
            "Helps with all your themes: %(themes)s",
            len(common),
        ) % {"themes": _listed(common)}
    return _("Helps with %(themes)s, %(count)d of your %(wanted)d themes") % {
        "themes": _listed(common),
        "count": len(common),
        "wanted": facts["wanted"],
    }


def _text(facts: Mapping[str, Any], labels: Labels) -> str:
    words = [
        _("“%(word)s”") % {"word": labels.words[stem]}
        for stem in facts["shared"]
        if stem in labels.words
    ]
    if not words:
        return _("Describes their work in other words than yours")
    return ngettext(
        "Speaks of what you speak of: %(words)s",
        "Speaks of what you speak of: %(words)s",
        len(words),
    ) % {"words": _listed(words)}


def _territory(facts: Mapping[str, Any], labels: Labels) -> str:
    place = labels.territories.get(facts["code"], facts["code"])
    match facts["how"]:
        case "department":
            return _("Is where you are: %(place)s") % {"place": place}
        case "region":
            return _("Is in your region: %(place)s") % {"place": place}
        case "served":
            return _("Comes to your territory: %(place)s") % {"place": place}
        case "remote":
            return _("Far away, which matters little at a distance")
        case _other:
            return _("Does not usually come to your territory")


def _format(facts: Mapping[str, Any], _labels: Labels) -> str:
    if facts["how"] == "same":
        return _("Works in the format you want: %(format)s") % {
            "format": str(Format(facts["format"]).label).lower()
        }
    offered = _listed([str(Format(value).label).lower() for value in facts["formats"]])
    if not offered:
        return _("Has not said in which formats they work")
    return _("Works otherwise (%(formats)s): to be agreed") % {"formats": offered}


def _availability(facts: Mapping[str, Any], _labels: Labels) -> str:
    if facts["from"] is None:
        return _("Free now")
    return _("Free from %(day)s") % {"day": day_in_words(facts["from"], "j F")}


def _room(facts: Mapping[str, Any], _labels: Labels) -> str:
    if facts["free"] == facts["capacity"]:
        return _("Has nobody to help at the moment")
    return ngettext(
        "Room for one more (%(free)d place of %(capacity)d)",
        "Room for more (%(free)d places of %(capacity)d)",
        facts["free"],
    ) % {"free": facts["free"], "capacity": facts["capacity"]}


def _language(facts: Mapping[str, Any], _labels: Labels) -> str:
    name = _language_name(facts["language"])
    if facts["is_main"]:
        return _("Works mostly in your language: %(language)s") % {"language": name}
    return _("Also works in your language: %(language)s") % {"language": name}


def _evidence(facts: Mapping[str, Any], _labels: Labels) -> str:
    said = []
    if facts["done"]:
        said.append(
            ngettext("%(count)d need solved", "%(count)d needs solved", facts["done"])
            % {"count": facts["done"]}
        )
    said += contributions_in_words(facts["cards"], facts["sessions"], facts.get("applied", 0))
    return _("On this site: %(what)s") % {"what": _listed(said)} if said else _("New here")


def _feedback(facts: Mapping[str, Any], _labels: Labels) -> str:
    if not facts["count"]:
        return _("Too few answers yet: counted at the network’s average")
    return ngettext(
        "How it went for %(count)d person, weighed with the average",
        "How it went for %(count)d people, weighed with the average",
        facts["count"],
    ) % {"count": facts["count"]}


_SENTENCES: dict[str, Callable[[Mapping[str, Any], Labels], str]] = {
    "themes": _themes,
    "text": _text,
    "territory": _territory,
    "format": _format,
    "availability": _availability,
    "room": _room,
    "language": _language,
    "evidence": _evidence,
    "feedback": _feedback,
}


def in_words(part: Part, labels: Labels) -> str:
    """Return a reason as a sentence without its points."""
    return _SENTENCES[part.key](part.facts, labels)


def why_not(exclusion: Exclusion, _labels: Labels) -> str:
    """Return why somebody may not be asked, told so that it blames nobody."""
    facts = exclusion.facts
    match exclusion.key:
        case "self":
            return _("This is you")
        case "hierarchy":
            return _("Works in your establishment or in one tied to it: an outside eye is the rule")
        case "language":
            return _("Does not work in %(language)s") % {
                "language": _language_name(facts["language"])
            }
        case "skill":
            return _("Does not hold the qualification: %(skill)s") % {
                "skill": Skill(facts["skill"]).label
            }
        case "pause":
            if facts["until"] is None:
                return _("On pause for now")
            return _("On pause until %(day)s") % {"day": day_in_words(facts["until"], "j F")}
        case "capacity":
            return _("Already helps as many as they can: %(load)d of %(capacity)d") % dict(facts)
        case "late":
            return _("Free from %(day)s, after the day you wish for") % {
                "day": day_in_words(facts["from"], "j F")
            }
        case _other:
            return _("Not available for this need")
