"""Things to find for the tests: documents written without any app behind them."""

from community.search.projections import Document, Passage
from community.search.servers.address import configured
from community.search.servers.sending import send_pending
from community.search.services import write_documents


def make_document(title="Une fiche", *texts, **values):
    """A document of one passage a text; public and French unless told otherwise."""
    values.setdefault("url", "/fr/une-fiche/")
    values.setdefault("language", "fr")
    values.setdefault("audience", ("public",))
    passages = [text if isinstance(text, Passage) else Passage(text=text) for text in texts]
    return Document(title=title, passages=passages, **values)


def index(type_, pk, *documents):
    """Write documents of one object, on the search server too where a test has one."""
    is_changed = write_documents(type_, pk, documents)
    address = configured()
    if address is not None:
        send_pending(address)
    return is_changed
