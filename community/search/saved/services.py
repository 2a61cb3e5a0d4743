"""Keeps searches, notes what appeared, and tells people what is new in what they keep."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.core.errors import Refused
from community.core.reader import Reader
from community.members.selectors import reader_for
from community.notifications.services import notify
from community.search.saved.addresses import in_words, question_of
from community.search.saved.models import SavedSearch, SearchAppearance
from community.search.saved.selectors import DEPTH, Seen, due_owners, newest

logger = logging.getLogger(__name__)

KIND: Final = "community.saved_search"
MAX_SAVED: Final = 20
"""Searches a person may keep."""
PEOPLE: Final = 50
"""Who is told in one run; the next one goes on with those who wait."""
MORNING: Final = 7
"""The hour, in the site's time, before which nobody is told anything."""
_NAMED: Final = 3
"""New things that a message names for each search."""


def save_search(user: Any, *, query: str, name: str = "", wants_alert: bool = True) -> SavedSearch:
    """Keep a question for a person; the one they keep already is returned as it is.

    `query` is canonical. Raises Refused for one that asks nothing, and for one too many.
    """
    if not query:
        raise Refused(_("Ask something or choose a filter first: then it can be saved."))
    with transaction.atomic():
        # Who saves twice at once waits here, so that neither the limit nor the question is passed.
        get_user_model()._default_manager.select_for_update().get(pk=user.pk)
        mine = SavedSearch.objects.filter(owner=user)
        kept = mine.filter(query=query).first()
        if kept is not None:
            return kept
        if mine.count() >= MAX_SAVED:
            raise Refused(
                _("You keep %(number)d searches already. Delete one first.") % {"number": MAX_SAVED}
            )
        saved = SavedSearch.objects.create(
            owner=user,
            query=query,
            name=(name or in_words(query) or query)[:120],
            wants_alert=wants_alert,
        )
        # What it finds now is no news, even where the clock has not noted it yet.
        _note(newest(question_of(query, reader_for(user), size=DEPTH)), saved.looked_at)
    return saved


def note_appearances(now: datetime) -> None:
    """Note the moment for everything findable that was never noted; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO community_searchappearance (thing, seen_at)"
            " SELECT DISTINCT d.thing, %s FROM community_searchdocument d WHERE NOT EXISTS ("
            "SELECT 1 FROM community_searchappearance a WHERE a.thing = d.thing)"
            " ON CONFLICT (thing) DO NOTHING",
            [connection.ops.adapt_datetimefield_value(now)],
        )


def _note(found: Iterable[Seen], now: datetime) -> None:
    SearchAppearance.objects.bulk_create(
        [SearchAppearance(thing=seen.thing, seen_at=now) for seen in found if seen.seen_at is None],
        ignore_conflicts=True,
    )


def tell_news() -> None:
    """Tell people what is new in the searches they keep: once a day, in the morning.

    A run asks for a bounded number of people; what is interrupted or left is done by the next one,
    and a second run at the same time tells nobody twice.
    """
    now = timezone.now()
    local = timezone.localtime(now)
    note_appearances(now)
    if local.hour < MORNING:
        return
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    owners = due_owners(today, PEOPLE)
    for user in get_user_model()._default_manager.filter(pk__in=owners).order_by("pk"):
        try:
            _tell(user, today, now)
        except Exception:
            logger.exception("What is new for account %d could not be told.", user.pk)


@dataclass(frozen=True)
class _News:
    """What a search finds that was not there when it was asked last."""

    saved: SavedSearch
    found: list[Seen]


def _tell(user: Any, today: datetime, now: datetime) -> None:
    """Ask a person's searches again, as what they may read now, and tell what is new."""
    reader = reader_for(user)
    asked = SavedSearch.objects.filter(owner=user, wants_alert=True, looked_at__lt=today)
    with translation.override(reader.language):
        news = [_News(saved, _new(saved, reader)) for saved in asked]
    with transaction.atomic():
        # Somebody else may have asked the same meanwhile: then it is theirs to tell.
        unchanged = dict(
            SavedSearch.objects.select_for_update()
            .filter(pk__in=[each.saved.pk for each in news])
            .values_list("pk", "looked_at")
        )
        won = [each for each in news if unchanged.get(each.saved.pk) == each.saved.looked_at]
        told = [each for each in won if each.found]
        _note([seen for each in told for seen in each.found], now)
        ours = SavedSearch.objects.filter(pk__in=[each.saved.pk for each in won])
        ours.update(looked_at=now)
        if told:
            ours.filter(pk__in=[each.saved.pk for each in told]).update(told_at=now)
            notify(
                [user],
                kind=KIND,
                key=today.date().isoformat(),
                url=f"/search/saved/{told[0].saved.pk}/" if len(told) == 1 else "/search/saved/",
                data={"searches": [_told(each) for each in told]},
            )


def _new(saved: SavedSearch, reader: Reader) -> list[Seen]:
    found = newest(question_of(saved.query, reader, size=DEPTH))
    return [seen for seen in found if seen.is_new_since(saved.looked_at)]


def _told(news: _News) -> dict[str, Any]:
    return {
        "name": news.saved.name,
        "count": len(news.found),
        "titles": [seen.result.title for seen in news.found[:_NAMED]],
    }
