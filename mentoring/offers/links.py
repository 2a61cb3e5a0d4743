"""Links in mails that answer an offer without signing in: signed, for one act, until the date."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

SALT = "mentoring.offers"
ACTS = ("accept", "decline")


class BadLinkError(Exception):
    """The link was not made by this site, or was cut on its way."""


def token_of(offer_id: int, act: str) -> str:
    """Return the signed value that allows one act on one offer."""
    return signing.dumps([offer_id, act], salt=SALT)


def read(token: str) -> tuple[int, str]:
    """Return the offer's key and the act. Raises BadLinkError; the offer knows the time."""
    try:
        offer_id, act = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadLinkError from error
    if not isinstance(offer_id, int) or act not in ACTS:
        raise BadLinkError
    return offer_id, act


def link_of(offer_id: int, act: str, language: str) -> str:
    """Return the full address to put into a mail."""
    with translation.override(language):
        path = reverse("mentoring:offer_by_mail", args=[token_of(offer_id, act)])
    return settings.WAGTAILADMIN_BASE_URL + path
