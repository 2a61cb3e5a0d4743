"""Cards as an Atom feed: by theme, territory, kind or author, as the one who asks may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core.context import reader_of
from community.core.markup import plain
from community.core.reader import Reader
from community.members.models import Member
from community.territories.models import Territory
from community.themes.models import Theme
from knowledge.cards.models import CardPage
from knowledge.cards.selectors import LibraryQuery

ITEMS: Final = 30


@dataclass(frozen=True)
class Told:
    """What a feed says, and to whom."""

    name: str
    query: str
    cards: Sequence[CardPage]


class CardFeed(Feed[CardPage, Told]):
    """The newest cards that the one who asks may read: visitors get what is public."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say that nothing changed since; never kept by others for a person."""
        response = super().__call__(request, *args, **kwargs)
        is_private = reader_of(request).is_member
        response["Cache-Control"] = "private, no-cache" if is_private else "no-cache"
        response["X-Robots-Tag"] = "noindex"
        # The moment of the newest stays when a card is withdrawn.
        del response["Last-Modified"]
        patch_vary_headers(response, ["Cookie"])
        etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
        response["ETag"] = etag
        answer: HttpResponseBase | None = get_conditional_response(request, etag, None, response)
        return answer if isinstance(answer, HttpResponse) else response

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Told:
        """Read the address as the library does, with an author beside; nonsense finds nothing."""
        return told(
            LibraryQuery.of(request.GET),
            author=plain(request.GET.get("author", ""))[:100],
            reader=reader_of(request),
            language=(get_language() or "fr")[:2],
        )

    def title(self, obj: Told) -> str:
        """Return what the feed is of."""
        return plain(obj.name)

    def link(self, obj: Told) -> str:
        """Return the library, narrowed in the same way."""
        return reverse("knowledge:library") + (f"?{obj.query}" if obj.query else "")

    def feed_url(self, obj: Told) -> str:
        """Return the feed's own address."""
        return reverse("knowledge:card_feed") + (f"?{obj.query}" if obj.query else "")

    def items(self, obj: Told) -> Sequence[CardPage]:
        """Return the newest cards."""
        return obj.cards

    def item_title(self, item: CardPage) -> str:
        """Return the title; Atom takes it for text."""
        return plain(item.title)

    def item_description(self, item: CardPage) -> str:
        """Return the summary, as text in the HTML that Atom expects."""
        return escape(plain(item.summary))

    def item_link(self, item: CardPage) -> str:
        """Return the card's address."""
        return item.get_url() or ""

    def item_author_name(self, item: CardPage) -> str:
        """Return who wrote it."""
        return plain(str(item.author or ""))

    def item_pubdate(self, item: CardPage) -> datetime:
        """Return when it was first published."""
        return item.first_published_at or timezone.now().replace(minute=0, second=0, microsecond=0)

    def item_updateddate(self, item: CardPage) -> datetime:
        """Return when its text last changed."""
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item: CardPage) -> list[str]:
        """Return its kind."""
        return [plain(item.kind_name())]


def card_feed_url(**narrowed: str) -> str:
    """Return the address of the feed of a theme, a territory or an author, in this language."""
    return f"{reverse('knowledge:card_feed')}?{urlencode(narrowed)}"


def told(query: LibraryQuery, *, author: str, reader: Reader, language: str) -> Told:
    """Return the newest cards of an address for a reader; four queries at most.

    A theme, a territory or an author that is not there gives an empty feed.
    """
    cards = CardPage.objects.visible_to(reader).in_language(language)
    names = [_("Cards")]
    encoded = query.encoded(order="")
    if query.kind:
        cards = cards.filter(kind=query.kind)
    if query.theme:
        theme = Theme.objects.filter(slug=query.theme).first()
        cards = cards.filter(themed_items__tag=theme) if theme else cards.none()
        names.append(theme.label if theme else query.theme)
    if query.territory:
        place = Territory.objects.filter(code=query.territory).first()
        within = Territory.objects.within(place) if place else Territory.objects.none()
        cards = cards.filter(territory__in=within)
        names.append(str(place or query.territory))
    if author:
        member = Member.objects.filter(handle=author).first()
        cards = cards.filter(author=member) if member else cards.none()
        # A profile is for members; that somebody wrote a card stands on the card.
        names.append(str(member) if member and cards.exists() else "")
        encoded = "&".join(filter(None, (encoded, f"author={author}" if member else "")))
    found = cards.newest_first().select_related("author").defer("body")[:ITEMS]
    return Told(name=" · ".join(filter(None, names)), query=encoded, cards=list(found))
