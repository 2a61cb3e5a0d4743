"""A search as an Atom feed: what the one who asks may read, the newest first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from community.core.context import reader_of
from community.core.markup import plain, to_text
from community.core.reader import Reader
from community.members.selectors import reader_for
from community.search.saved.addresses import canonical, in_words, question_of
from community.search.saved.selectors import DEPTH, Seen, newest, saved_of_token

ITEMS: Final = 30
_NOT_XML: Final = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Told:
    """What a feed says."""

    name: str
    query: str
    address: str
    found: Sequence[Seen]


class SearchFeed(Feed[Seen, Told]):
    """What a search finds for the one who asks: visitors get what is public."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say that nothing changed since; never kept by others for a person."""
        response = super().__call__(request, *args, **kwargs)
        is_public = not self.is_private(request)
        # Asked anew each time: what is withdrawn is gone with the next question.
        response["Cache-Control"] = "no-cache" if is_public else "private, no-cache"
        response["X-Robots-Tag"] = "noindex"
        # Django gives the moment of the newest, which stays when something is withdrawn.
        del response["Last-Modified"]
        patch_vary_headers(response, ["Cookie"])
        etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
        response["ETag"] = etag
        answer: HttpResponseBase | None = get_conditional_response(request, etag, None, response)
        return answer if isinstance(answer, HttpResponse) else response

    def is_private(self, request: HttpRequest) -> bool:
        """Whether the answer is one person's."""
        return reader_of(request).is_member

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Told:
        """Ask what the address asks."""
        query = canonical(request.GET)
        name = in_words(query) or _("Everything that is new")
        address = reverse("community:search_feed") + (f"?{query}" if query else "")
        return told(name, query, address, reader_of(request))

    def title(self, obj: Told) -> str:
        """Return the question."""
        return _clean(obj.name)

    def link(self, obj: Told) -> str:
        """Return the page of results."""
        return reverse("community:search") + (f"?{obj.query}" if obj.query else "")

    def feed_url(self, obj: Told) -> str:
        """Return the feed's own address."""
        return obj.address

    def items(self, obj: Told) -> Sequence[Seen]:
        """Return the newest results."""
        return obj.found

    def item_title(self, item: Seen) -> str:
        """Return the title; Atom takes it for text."""
        return _clean(item.result.title)

    def item_description(self, item: Seen) -> str:
        """Return the beginning of what was found, as text in the HTML that Atom expects."""
        hits = item.result.hits
        return escape(_clean(to_text(hits[0].snippet))) if hits else ""

    def item_link(self, item: Seen) -> str:
        """Return the thing itself."""
        return item.result.url

    def item_pubdate(self, item: Seen) -> datetime:
        """Return when it could be found first; what nobody has noted yet came this hour."""
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        return item.seen_at or now

    def item_updateddate(self, item: Seen) -> datetime:
        """Return the same: what changed later is no news."""
        return self.item_pubdate(item)

    def item_categories(self, item: Seen) -> list[str]:
        """Return what sort of thing it is."""
        return [_clean(str(item.result.type_label))]


class SavedFeed(SearchFeed):
    """A saved search for a program that cannot sign in: who has the address reads as its owner."""

    def is_private(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Whether the answer is one person's: always."""
        return True

    def get_object(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> Told:  # noqa: ARG002
        """Ask as the owner; an address that was renewed is not there."""
        token: str = kwargs["token"]
        saved = saved_of_token(token)
        if saved is None:
            raise Http404
        address = reverse("community:saved_feed", args=[token])
        return told(saved.name, saved.query, address, reader_for(saved.owner))


def told(name: str, query: str, address: str, reader: Reader) -> Told:
    """Ask a question for a feed, as this reader."""
    found = newest(question_of(query, reader, size=DEPTH))
    return Told(name=name, query=query, address=address, found=found[:ITEMS])


def _clean(text: str) -> str:
    """Drop what XML cannot hold."""
    return _NOT_XML.sub("", plain(text))
