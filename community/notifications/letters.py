"""Letters to people who may have no account, in the name of somebody who has one."""

from dataclasses import asdict, dataclass

from django.core.mail import EmailMessage

from community.core.tasks import enqueue_on_commit, job


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A plain mail to one address; limits and consent are the business of who writes it."""

    to: str
    subject: str
    text: str
    reply_to: str = ""


def post(letter: Letter) -> None:
    """Send a letter once the running transaction has been committed."""
    enqueue_on_commit(send_letter, **asdict(letter))


@job()
def send_letter(to: str, subject: str, text: str, reply_to: str = "") -> None:
    """Send it to one address, tried again while the mail server refuses."""
    replies = [reply_to] if reply_to else []
    EmailMessage(subject, text, to=[to], reply_to=replies).send()
