"""Sends a mail made of templates to somebody without account: no inbox, no say about mails."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send_templated(
    address: str, *, text: str, html: str, context: Mapping[str, Any], language: str
) -> None:
    """Send a mail made from two templates; the first line of the one for text is the subject.

    Both get the context, the site's name and the language; the second one the subject as well. Who
    calls it keeps that it was sent.
    """
    with translation.override(language):
        given = {**context, "site_name": settings.COMMUNITY_NAME, "language": language}
        written = render_to_string(text, given).strip()
        subject, _newline, body = written.partition("\n")
        drawn = render_to_string(html, given | {"subject": subject.strip()})
    mail = EmailMultiAlternatives(subject.strip(), body.strip() + "\n", to=[address])
    mail.attach_alternative(drawn, "text/html")
    mail.send()
