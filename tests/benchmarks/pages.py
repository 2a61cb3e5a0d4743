"""How fast pages are: requests per second, p99 and CPU time, as a share of an empty Django view.

    python tests/benchmarks/pages.py [--seconds 5] [--smoke] [--demo VAR_DIR]

Serves the demo's content under the production settings, one process, first with gunicorn's sync
worker (WSGI), then with uvicorn (ASGI), and beside it, under the same server, a Django project with
one empty view. Shares compare requests per second; “CPU” is what the server process spent, which
stays comparable on a busy machine. Without `--demo` (a demo's VAR_DIR) it fills a demo of its own.
"""

import argparse
import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
CONNECTIONS = 2
MOST_REQUESTS = 20_000
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
# What the project aims at: the share of an empty view's requests per second.
AIMS = {"anonymous": 0.30, "signed in": 0.06}
MOST_QUERIES = 12
KINDS = {"gunicorn": "wsgi", "uvicorn": "asgi"}
QUERY = "animer un webinaire"

EMPTY_SETTINGS = """
import os
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "empty_urls"
INSTALLED_APPS = []
MIDDLEWARE = []
"""
EMPTY_URLS = """
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("empty/", lambda request: HttpResponse("empty"))]
"""
EMPTY_SERVER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "empty_settings"
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
asgi, wsgi = get_asgi_application(), get_wsgi_application()
"""
# Runs inside the site: a session of a member, addresses to ask for, and their query counts.
FACTS = """
import json
import os
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

user = get_user_model().objects.get(email="member@demo.example")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()

headers = {"host": "127.0.0.1", "x-forwarded-proto": "https"}
queries = {}
for name, path in json.loads(os.environ["ASKED"]).items():
    for who in ("anonymous", "signed in"):
        client = Client(headers=headers)
        if who == "signed in":
            client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        content = client.get(path).content
        assert (b"/account/logout/" in content) == (who == "signed in"), (path, who)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        queries[f"{name}/{who}"] = len(captured)
cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
print("FACTS" + json.dumps({"cookie": cookie, "queries": queries}))
"""


@dataclass
class Answer:
    """One answer, as far as a measurement needs it."""

    status: int
    length: int
    body: bytes


class Connection:
    """A socket that is kept open where the server does so."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket: socket.socket | None = None
        self.rest = b""

    def ask(self, request: bytes) -> Answer:
        """Send a request and read its answer whole."""
        for attempt in (1, 2):
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.rest = b""
            try:
                self.socket.sendall(request)
                return self.read()
            except ConnectionError:
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError

    def close(self) -> None:
        """Let go of the socket."""
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    def more(self) -> bytes:
        data = self.socket.recv(262_144) if self.socket else b""
        if not data:
            raise ConnectionResetError
        return data

    def read(self) -> Answer:
        data = self.rest
        while b"\r\n\r\n" not in data:
            data += self.more()
        head, _blank, body = data.partition(b"\r\n\r\n")
        head = head.lower()
        length = re.search(rb"\r\ncontent-length: *(\d+)", head)
        if length:
            size = int(length[1])
            parts, have = [body], len(body)
            while have < size:
                parts.append(self.more())
                have += len(parts[-1])
            whole = b"".join(parts)
            body, self.rest = whole[:size], whole[size:]
        else:  # chunked; pages of ours carry a length, so this is rare
            while not body.endswith(b"0\r\n\r\n"):
                body += self.more()
            self.rest = b""
        if b"connection: close" in head:
            self.close()
        return Answer(int(head[9:12]), len(body), body)


@dataclass
class Measured:
    """What one page did under one server; adding two pools them."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    wrong: int = 0

    def __iadd__(self, other: "Measured") -> "Measured":
        self.seconds += other.seconds
        self.cpu_seconds += other.cpu_seconds
        self.latencies += other.latencies
        self.wrong += other.wrong
        return self

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    @property
    def p99(self) -> float:
        """Milliseconds within which 99 of 100 answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)] * 1000

    @property
    def cpu(self) -> float:
        """Milliseconds of the server's CPU for each request."""
        return self.cpu_seconds / len(self.latencies) * 1000


def cpu_seconds(process: int) -> float:
    """Return the CPU time that a process and those it started have used."""
    total = 0.0
    with contextlib.suppress(OSError):
        stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total = (int(stat[11]) + int(stat[12])) / TICKS_PER_SECOND
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        total += sum(cpu_seconds(int(child)) for child in children)
    return total


def request_for(path: str, cookie: str = "") -> bytes:
    """Return the bytes of a GET request as a proxy in front would pass it on."""
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        "X-Forwarded-Proto: https",
        "Accept: text/html",
    ]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def measure(port: int, process: int, request: bytes, seconds: float) -> Measured:
    """Ask over a few connections at once, for some seconds."""
    first = Connection(port)
    for _n in range(3):
        answer = first.ask(request)
        if answer.status != 200:
            sys.exit(f"{request.splitlines()[0].decode()}: {answer.status}")
    first.close()
    result, lock = Measured(), threading.Lock()
    before, began = cpu_seconds(process), time.perf_counter()

    def work() -> None:
        connection, own, wrong = Connection(port), [], 0
        while (now := time.perf_counter()) - began < seconds:
            wrong += connection.ask(request).status != 200
            own.append(time.perf_counter() - now)
            if len(own) * CONNECTIONS >= MOST_REQUESTS:
                break
        connection.close()
        with lock:
            result.latencies += own
            result.wrong += wrong

    threads = [threading.Thread(target=work) for _n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - began
    result.cpu_seconds = cpu_seconds(process) - before
    return result


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(server: str, application: str, port: int) -> list[str]:
    """Return how one server starts one application."""
    if server == "gunicorn":
        options = ["--workers", "1", "--worker-class", "sync", "--log-level", "error"]
        return [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}", *options]
    options = [
        "--host",
        "127.0.0.1",
        "--lifespan",
        "off",
        "--no-access-log",
        "--log-level",
        "error",
    ]
    return [sys.executable, "-m", "uvicorn", application, "--port", str(port), *options]


@contextlib.contextmanager
def served(server: str, application: str, env: dict[str, str], cwd: Path):
    """Serve an application; yields (port, process)."""
    port = free_port()
    process = subprocess.Popen(command(server, application, port), env=env, cwd=cwd)
    try:
        for _try in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                sys.exit(f"{server} ended with {process.returncode}.")
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def django(env: dict[str, str], *arguments: str) -> str:
    """Run a management command of the site."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"manage.py {arguments[0]}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def found(port: int, query: str, kinds: tuple[str, ...]) -> str:
    """Return the address of the first thing of a kind that the search API finds."""
    for kind in kinds:
        request = request_for(f"/api/search/?q={quote(query)}&type={kind}&lang=fr")
        answer = Connection(port).ask(request)
        results = json.loads(answer.body).get("results", []) if answer.status == 200 else []
        for result in results:
            return urlsplit(result["url"]).path
    sys.exit(f"The search finds nothing of {' or '.join(kinds)} for “{query}”.")


def addresses(env: dict[str, str]) -> dict[str, str]:
    """Return the pages to measure, found as a visitor would."""
    with served("gunicorn", "community.wsgi:application", env, ROOT) as (port, _process):
        return {
            "home": "/fr/",
            "card": found(port, QUERY, ("card",)),
            "replay": found(port, QUERY, ("replay", "webinar")),
            "theme list": "/fr/themes/",
            "search": f"/fr/search/?q={quote(QUERY)}",
        }


def prepared(var_dir: Path, *, is_filled: bool) -> dict[str, str]:
    """Fill a demo if need be, collect its static files; return the production environment."""
    env = {n: v for n, v in os.environ.items() if not n.startswith(("DJANGO_", "PYTEST_"))}
    env |= {
        "VAR_DIR": str(var_dir),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "PYTHONPATH": str(ROOT),
    }
    if not is_filled:
        began = time.perf_counter()
        django(env, "demo", "--no-serve")
        print(f"demo filled in {time.perf_counter() - began:.0f} s", flush=True)
    env |= {
        "DJANGO_SETTINGS_MODULE": "community.settings.production",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "EMAIL_URL": "console:",
        "LOG_LEVEL": "ERROR",
    }
    env.setdefault("DATABASE_URL", f"sqlite:///{var_dir / 'essaim.sqlite3'}")
    django(env, "collectstatic", "--noinput", "--verbosity", "0")
    return env


LINE = "{:<12} {:<10} {:>8} {:>9} {:>9} {:>8} {:>8} {:>8}"


@contextlib.contextmanager
def served_empty(server: str, env: dict[str, str]):
    """Serve a project with one empty view under the same server; yields (port, process)."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "empty_settings.py").write_text(EMPTY_SETTINGS)
        (place / "empty_urls.py").write_text(EMPTY_URLS)
        (place / "empty_server.py").write_text(EMPTY_SERVER)
        bare = {n: v for n, v in env.items() if n != "DJANGO_SETTINGS_MODULE"}
        application = f"empty_server:{KINDS[server]}"
        with served(server, application, bare | {"PYTHONPATH": folder}, place) as running:
            yield running


def compare(server: str, env: dict[str, str], facts: dict, pages: dict[str, str], seconds: float):
    """Measure all pages under one server, print a line each, and return them with their aims.

    The empty view is measured again beside each page, so that a busy moment hits both.
    """
    empty, measured = Measured(), {}
    application = f"community.{KINDS[server]}:application"
    with (
        served_empty(server, env) as (empty_port, empty_process),
        served(server, application, env, ROOT) as (port, process),
    ):
        for name, path in pages.items():
            empty += measure(empty_port, empty_process, request_for("/empty/"), seconds)
            for reader in AIMS:
                cookie = facts["cookie"] if reader == "signed in" else ""
                page = measure(port, process, request_for(path, cookie), seconds)
                measured[name, reader] = page

    print(f"\n{server} ({KINDS[server].upper()}), one process, {CONNECTIONS} connections")
    print(LINE.format("page", "reader", "req/s", "p99 ms", "CPU ms", "share", "of CPU", "queries"))
    speed = (f"{empty.rate:.0f}", f"{empty.p99:.1f}", f"{empty.cpu:.2f}")
    print(LINE.format("empty view", "", *speed, "", "", ""))
    results = []
    for (name, reader), page in measured.items():
        queries = facts["queries"][f"{name}/{reader}"]
        share = page.rate / empty.rate
        of_cpu = f"{empty.cpu / page.cpu:.1%}" if page.cpu else ""
        speed = (f"{page.rate:.0f}", f"{page.p99:.1f}", f"{page.cpu:.2f}")
        print(LINE.format(name, reader, *speed, f"{share:.1%}", of_cpu, queries), flush=True)
        label = f"{name}, {reader}, {server}"
        results.append((label, share, AIMS[reader], queries, page.wrong))
    return results


def main() -> int:
    """Run both servers and say what misses its aim."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5, help="for each page and reader")
    parser.add_argument("--smoke", action="store_true", help="a moment each: do they answer?")
    parser.add_argument("--demo", type=Path, help="VAR_DIR of a demo that is filled already")
    options = parser.parse_args()
    seconds = 0.3 if options.smoke else options.seconds
    with tempfile.TemporaryDirectory() as folder:
        var_dir = (options.demo or Path(folder)).resolve()
        env = prepared(var_dir, is_filled=options.demo is not None)
        pages = addresses(env)
        printed = django(
            env | {"ASKED": json.dumps(pages)}, "shell", "--verbosity", "0", "-c", FACTS
        )
        facts = json.loads(printed.partition("FACTS")[2])
        results = []
        for server in KINDS:
            results += compare(server, env, facts, pages, seconds)
    wrong = sum(count for *_rest, count in results)
    missed = [
        f"{label}: {share:.1%} of {aim:.0%}"
        + (f", {queries} queries" if queries > MOST_QUERIES else "")
        for label, share, aim, queries, _wrong in results
        if share < aim or queries > MOST_QUERIES
    ]
    print(f"\n{wrong} answers were not 200." if wrong else "\nEvery answer was 200.")
    if missed and not options.smoke:
        print("Short of the aim:\n  " + "\n  ".join(missed))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
