"""What an index on a server looks like: one definition for Elasticsearch and OpenSearch.

The words arrive as stems (`community.search.analysis` makes the same for every engine), so a server
need only part them at spaces. A document holds its passages, nested, so that a passage is found
and ranked by itself and the document is counted once.
"""

import secrets
from typing import Any, Final

from django.utils import timezone
from elasticsearch.dsl import Mapping

from community.search.servers.address import Address
from community.search.servers.version import MAPPING_VERSION

MARK: Final = "essaim"
_STEMS: Final = {"type": "text", "analyzer": "whitespace"}
_TELLING: Final = ("subject", "document", "thing", "organisation", "year")
_CHOSEN: Final = ("type", "theme", "territory", "format", "language", "audience", "by", "scope")


def definition(address: Address) -> dict[str, Any]:
    """Return the body that makes an index."""
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    mapping.meta("_meta", described(address))
    # The stems are read from stored fields, passage by passage: a long recording has hundreds.
    mapping.meta("_source", {"excludes": ["title", "passages"]})
    for name in _TELLING:
        mapping.field(name, "long")
    for name in _CHOSEN:
        mapping.field(name, "keyword")
    mapping.field("dated_on", "date", format="strict_date")
    mapping.field("weight", "double")
    mapping.field("title", {**_STEMS, "store": True})
    mapping.field(
        "passages",
        "nested",
        properties={
            # Title and heading twice, the text once: how often, not where, is what ranks.
            "words": {**_STEMS, "index_options": "freqs"},
            "heading": {**_STEMS, "store": True},
            "body": {**_STEMS, "store": True},
        },
    )
    return {
        "settings": {
            "number_of_shards": address.shards,
            "number_of_replicas": address.replicas,
            # Whoever writes refreshes, before the site relies on what was written.
            "refresh_interval": "30s",
            # How long a server remembers that something newer was taken out.
            "gc_deletes": "1h",
        },
        "mappings": mapping.to_dict(),
    }


def described(address: Address) -> dict[str, Any]:
    """Return what an index says of itself."""
    return {"application": MARK, "prefix": address.prefix, "version": MAPPING_VERSION}


def new_name(address: Address) -> str:
    """Return a name that no index has."""
    moment = timezone.now().strftime("%Y%m%d%H%M%S")
    return f"{address.prefix}-{MAPPING_VERSION}-{moment}-{secrets.token_hex(2)}"


def writing_name(index: str) -> str:
    """Return the alias by which an index is written to; it goes with the index."""
    return f"{index}.w"
