"""Background work of the search."""

from django.db.models import QuerySet

from community.core.tasks import job
from community.search import indexing, sources
from community.search.models import SearchDocument, SearchSubject

BATCH = 100


@job()
def index_object(type_: str, pk: int) -> None:
    """Write the passages of one object anew, or take them out when it is gone."""
    indexing.write([(type_, pk)], sources.read)


@job()
def index_objects(type_: str, pks: list[int]) -> None:
    """Write the passages of some objects anew."""
    indexing.write([(type_, pk) for pk in pks], sources.read)


@job()
def index_holding(token: str) -> None:
    """Write anew whatever passes a filter: ``territory=R75``, after that territory changed."""
    _index(SearchDocument.objects.filter(signature__tokens__token=token))


@job()
def index_organisation(pk: int) -> None:
    """Write anew whatever belongs to an organisation, after it changed."""
    _index(SearchDocument.objects.filter(organisation_id=pk))


def _index(documents: "QuerySet[SearchDocument]") -> None:
    subjects = SearchSubject.objects.filter(pk__in=documents.values("subject"))
    keys = list(subjects.order_by("pk").values_list("type", "object_id"))
    for batch in sources.batches(iter(keys), BATCH):
        indexing.write(batch, sources.read)
