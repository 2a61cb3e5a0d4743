"""Brings the search server up to date, builds its index anew, or compares it with the truth."""

from dataclasses import dataclass, field

from community.search.models import SearchIndex
from community.search.servers import register
from community.search.servers.address import Address
from community.search.servers.client import client_of
from community.search.servers.comparing import Difference, mend
from community.search.servers.rebuilding import Tell, is_missing, rebuild
from community.search.servers.sending import send_pending


@dataclass
class Report:
    """What was done on the server."""

    index: str = ""
    """The name of the index that is asked now."""
    documents: int = 0
    """In it."""
    sent: int = 0
    """Objects that had not arrived before."""
    waiting: int = 0
    """Objects that the server still has not taken."""
    is_new: bool = False
    """Whether the index was built in this run."""
    difference: Difference = field(default_factory=Difference)
    """What a comparison found, before it was mended."""


def update(address: Address, tell: Tell, *, anew: bool = False) -> Report:
    """Send what is pending; build the index where there is none of this version, or `anew`.

    Raises ServerError. What was done until then stays; the next run goes on from there.
    """
    report = Report()
    if anew or is_missing(address):
        rebuild(address, tell)
        report.is_new = True
    _send(address, report, tell)
    return _told(address, report)


def check(address: Address, tell: Tell) -> Report:
    """Compare every document on the server with the database, send and remove what differs.

    Raises ServerError.
    """
    report = Report()
    if is_missing(address):
        rebuild(address, tell)
        report.is_new = True
    _send(address, report, tell)
    client_of(address).refresh(address.prefix)
    live = register.written(address).filter(state=SearchIndex.State.LIVE).get()
    report.difference = mend(address, live.name)
    if report.difference.total:
        _send(address, report, tell)
        client_of(address).refresh(address.prefix)
    return _told(address, report)


def _send(address: Address, report: Report, tell: Tell) -> None:
    total = register.pending().count()
    report.sent += send_pending(address, lambda done: tell(done, total)).subjects


def _told(address: Address, report: Report) -> Report:
    live = register.written(address).filter(state=SearchIndex.State.LIVE).get()
    report.index = live.name
    report.documents = client_of(address).count(address.prefix)
    report.waiting = register.pending().count()
    return report
