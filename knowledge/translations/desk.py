"""What the desk says of languages: one's own variants whose source changed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.dates import day_in_words
from community.core.reader import Reader
from knowledge.desk.sections import Line, Section
from knowledge.translations.selectors import outdated_of

SHOWN = 6


def my_translations(reader: Reader) -> Section:
    """Return the reader's variants that are out of date; one query."""
    lines = [
        Line(
            title=tie.card.title,
            url=reverse("knowledge:translation", args=[tie.card_id]),
            note=_("“%(title)s” was changed on %(day)s")
            % {"title": tie.source.title, "day": day_in_words(tie.changed_at.date())},
            badge=_("Out of date"),
            badge_kind="warn",
            language=tie.card.language_code,
        )
        for tie in outdated_of(reader.member_id or 0)[:SHOWN]
    ]
    return Section(
        key="languages",
        title=_("My cards in another language"),
        lines=lines,
        empty=_("None of them waits for you."),
        more=_("All languages"),
        more_url=reverse("knowledge:translations"),
    )
