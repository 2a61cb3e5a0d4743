"""Stands between the site and a real search server, and spoils what passes on demand."""

import json
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class StandIn:
    """A server that hands everything on to the real one, but for what `spoil` says.

    `spoil(method, path)` returns "" to hand a request on, "busy" (429), "slow" (after two
    seconds), "garbage" (what is no JSON), "silent" (the real server does it, no answer ever comes)
    or "picky" (each second document of a bulk is answered with 429, and is not written).
    """

    def __init__(self, host: str, port: int) -> None:
        self.spoil: Callable[[str, str], str] = lambda _method, _path: ""
        self.seen: list[tuple[str, str]] = []
        self.held = threading.Event()
        """Set as soon as a request was left without answer."""
        self._real = (host, port)
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                stand_in.handle(self)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any  # noqa: N815  (http.server names them so)

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("content-length") or 0))
        self.seen.append((request.command, request.path))
        fault = self.spoil(request.command, request.path)
        if fault == "busy":
            self.answer(request, 429, b'{"error": {"type": "busy"}, "status": 429}')
            return
        if fault == "garbage":
            self.answer(request, 200, b"<html>a proxy's page</html>")
            return
        if fault == "slow":
            time.sleep(2)
        left_out: list[str] = []
        if fault == "picky":
            body, left_out = self.without_every_second(body)
        status, answer, product = self.ask(request, body)
        if fault == "silent":
            self.held.set()
            time.sleep(60)
            return
        if left_out:
            answer = self.with_busy(answer, left_out)
        self.answer(request, status, answer, product)

    def ask(self, request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, bytes, str]:
        real = HTTPConnection(*self._real, timeout=60)
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower() in ("content-type", "accept")
        }
        real.request(request.command, request.path, body or None, headers)
        response = real.getresponse()
        answer = response.read()
        real.close()
        return response.status, answer, response.headers.get("x-elastic-product", "")

    def answer(
        self,
        request: BaseHTTPRequestHandler,
        status: int,
        body: bytes,
        product: str = "Elasticsearch",
    ) -> None:
        try:
            request.send_response(status)
            request.send_header("content-type", "application/json")
            request.send_header("content-length", str(len(body)))
            if product:
                request.send_header("x-elastic-product", product)
            request.end_headers()
            request.wfile.write(body)
        except OSError:
            """Whoever asked has gone."""

    def without_every_second(self, body: bytes) -> tuple[bytes, list[str]]:
        lines = body.decode().splitlines()
        kept: list[str] = []
        left_out: list[str] = []
        number = 0
        while lines:
            action = lines.pop(0)
            kind, head = next(iter(json.loads(action).items()))
            entry = [action] if kind == "delete" else [action, lines.pop(0)]
            number += 1
            if number % 2:
                kept += entry
            else:
                left_out.append(head["_id"])
        return ("\n".join(kept) + "\n").encode(), left_out

    def with_busy(self, answer: bytes, left_out: list[str]) -> bytes:
        told = json.loads(answer)
        items = list(told["items"])
        for place, name in enumerate(left_out):
            busy = {"index": {"_id": name, "status": 429, "error": {"type": "busy"}}}
            items.insert(2 * place + 1, busy)
        return json.dumps({**told, "errors": True, "items": items}).encode()
