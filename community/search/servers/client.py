"""Speaks to a search server: one small door for Elasticsearch and OpenSearch alike.

Elasticsearch's client refuses OpenSearch and the other way round, so each is reached by its own.
Neither retries by itself: who asks knows best whether to wait.
"""

import json
import logging
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote, urlencode

import elastic_transport
import elasticsearch
import urllib3

from community.search.servers.address import Address

try:
    import opensearchpy
except ImportError:
    # An extra of the package, which a site with Elasticsearch does without.
    opensearchpy = None  # type: ignore[assignment]

JSON: Final = {"accept": "application/json", "content-type": "application/json"}
LINES: Final = {"accept": "application/json", "content-type": "application/x-ndjson"}
BULK_SECONDS: Final = 30.0
SLOW_SECONDS: Final = 60.0
"""For what is done to a whole index."""
CONNECTIONS: Final = 16

# Each would tell of every single request that fails; the breaker tells once.
for _name in ("opensearch", "elastic_transport.transport", "elastic_transport.node_pool"):
    logging.getLogger(_name).setLevel(logging.ERROR)


class ServerError(Exception):
    """A search server did not do what it was asked to."""


class UnreachableError(ServerError):
    """It did not answer, or not in time."""


class RefusedError(ServerError):
    """It answered with an error."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}"[:500])
        self.status = status

    @property
    def is_passing(self) -> bool:
        """Whether the same may well be taken later: it is busy, or not up yet."""
        return self.status == 429 or self.status >= 500


class Client(ABC):
    """What both servers have in common. All methods raise `ServerError`."""

    def __init__(self, address: Address) -> None:
        self.address = address

    @abstractmethod
    def _send(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], seconds: float
    ) -> Any:
        """Send one request and return what came back, decoded."""

    def search(self, index: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a question within the time that pages have; partial answers are none."""
        path = _path(index, "_search", allow_partial_search_results="false")
        seconds = self.address.answer_seconds
        answer: dict[str, Any] = self._send("POST", path, body, JSON, seconds)
        if answer.get("timed_out"):
            raise UnreachableError("the answer was cut short")
        return answer

    def scan(self, index: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one page of a walk through everything, which may take its time."""
        answer: dict[str, Any] = self._send("POST", _path(index, "_search"), body, JSON, 30.0)
        return answer

    def bulk(self, lines: Sequence[str]) -> list[dict[str, Any]]:
        """Write many things; returns what became of each, in order.

        Each is written to a name that must be an alias: an index that was removed meanwhile is
        not made again by a late writer.
        """
        path = _path("_bulk", require_alias="true")
        answer = self._send("POST", path, "\n".join(lines) + "\n", LINES, BULK_SECONDS)
        return [next(iter(item.values())) for item in answer["items"]]

    def create(self, name: str, body: Mapping[str, Any]) -> None:
        """Make an index."""
        self._send("PUT", _path(name), body, JSON, SLOW_SECONDS)

    def remove(self, name: str) -> None:
        """Remove an index; nothing when it is gone already."""
        try:
            self._send("DELETE", _path(name), None, JSON, SLOW_SECONDS)
        except RefusedError as error:
            if error.status != 404:
                raise

    def described(self, pattern: str) -> dict[str, dict[str, Any]]:
        """Return the `_meta` of the indexes whose name or alias fits, by their own name."""
        try:
            answer = self._send("GET", _path(pattern, "_mapping"), None, JSON, SLOW_SECONDS)
        except RefusedError as error:
            if error.status == 404:
                return {}
            raise
        return {name: held["mappings"].get("_meta", {}) for name, held in answer.items()}

    def refresh(self, name: str) -> None:
        """Let everything written so far be found."""
        self._send("POST", _path(name, "_refresh"), None, JSON, SLOW_SECONDS)

    def count(self, name: str) -> int:
        """Return how many documents can be found."""
        return int(self._send("GET", _path(name, "_count"), None, JSON, SLOW_SECONDS)["count"])

    def rename(self, actions: Sequence[Mapping[str, Any]]) -> None:
        """Change aliases, all at once or not at all."""
        body = {"actions": list(actions)}
        self._send("POST", _path("_aliases"), body, JSON, SLOW_SECONDS)


class ElasticsearchClient(Client):
    """Reaches Elasticsearch 8 and 9."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        options: dict[str, Any] = {}
        if address.user:
            options["basic_auth"] = (address.user, address.password)
        if address.certificates:
            options["ca_certs"] = address.certificates
        self._client = elasticsearch.Elasticsearch(
            address.url,
            max_retries=0,
            retry_on_timeout=False,
            connections_per_node=CONNECTIONS,
            **options,
        )

    def _send(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], seconds: float
    ) -> Any:
        timeout: Any = _timeout(self.address, seconds)
        try:
            answer = self._client.options(request_timeout=timeout).perform_request(
                method, path, headers=headers, body=body
            )
        except elasticsearch.ApiError as error:
            raise RefusedError(error.meta.status, str(error)) from error
        except elastic_transport.TransportError as error:
            raise UnreachableError(str(error)) from error
        except elasticsearch.UnsupportedProductError as error:
            raise UnreachableError(str(error)) from error
        return answer.body


class OpensearchClient(Client):
    """Reaches OpenSearch 2 and 3."""

    def __init__(self, address: Address) -> None:
        super().__init__(address)
        self._client = opensearchpy.OpenSearch(
            address.url,
            http_auth=(address.user, address.password) if address.user else None,
            ca_certs=address.certificates or None,
            max_retries=0,
            retry_on_timeout=False,
            pool_maxsize=CONNECTIONS,
        )

    def _send(
        self, method: str, path: str, body: Any, headers: Mapping[str, str], seconds: float
    ) -> Any:
        timeout: Any = _timeout(self.address, seconds)
        if body is not None and not isinstance(body, str):
            body = json.dumps(body)
        try:
            return self._client.transport.perform_request(
                method, path, body=body, headers=dict(headers), timeout=timeout
            )
        except opensearchpy.exceptions.ConnectionError as error:
            raise UnreachableError(str(error.error)) from error
        except opensearchpy.exceptions.TransportError as error:
            raise RefusedError(int(error.status_code), str(error.error)) from error
        except opensearchpy.exceptions.SerializationError as error:
            raise UnreachableError(str(error)) from error


def client_of(address: Address) -> Client:
    """Return the process's client of a server; its connections are kept and safe to share."""
    return _client(address, os.getpid())


@lru_cache(maxsize=8)
def _client(address: Address, _process: int) -> Client:
    kinds: dict[str, type[Client]] = {
        "elasticsearch": ElasticsearchClient,
        "opensearch": OpensearchClient,
    }
    return kinds[address.kind](address)


def _timeout(address: Address, seconds: float) -> urllib3.Timeout:
    return urllib3.Timeout(connect=address.connect_seconds, read=seconds)


def _path(*parts: str, **parameters: str) -> str:
    path = "/" + "/".join(quote(part, safe="*,-_.") for part in parts)
    return f"{path}?{urlencode(parameters)}" if parameters else path
