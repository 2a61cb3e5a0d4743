"""Looks at a served demo as its visitors do; needs the standard library only.

    python .ci/crawl.py absent URL                          nothing may answer there yet
    python .ci/crawl.py wait URL --seconds 300 --process 1  how long until the first page
    python .ci/crawl.py pages SITE --people a,b --password p

`pages` asks for every address of /sitemap.xml in every language, for what those pages link to and
load, and, signed in through the form as each person, for the pages of menu and account and those
one step further. Each must answer below 400 with a finished page in the address's language.
"""

import argparse
import http.client
import os
import queue
import re
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree import ElementTree as ET

WORKERS = 3
TIMEOUT = 60
STEPS_PER_PERSON = 80
REDIRECTS = (301, 302, 303, 307, 308)
UNFINISHED = re.compile(
    r"Traceback \(most recent call last\)|\{%|%\}|\{\{|\}\}|%\([a-z_]+\)[sd]|lorem ipsum"
    r"|<built-in |object at 0x[0-9a-f]+|\bundefined\b</|>None<",
    re.IGNORECASE,
)
FIRST = ("/fr/", "/en/", "/cms/")
# Data for scripts is not shown: a sentence in it may wait for its figures.
DATA = re.compile(r'<script\b.*?</script>|\bdata-[a-z-]+="[^"]*"', re.DOTALL | re.IGNORECASE)
# What changes something, wants a choice first, or is no page.
NOT_FOLLOWED = re.compile(
    r"/(?:logout|demo/sign-in)(?:/|$)|^/cms/(?:bulk/|block-preview/|.*/(?:delete|unpublish)/)"
)
CMS = "/cms/"
# The CMS draws its menu from data.
CMS_MENU = re.compile(r'"(/cms/[^"?#\\]*)"')


@dataclass
class Answer:
    """What came back, redirects followed."""

    address: str
    status: int
    kind: str
    body: bytes
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class Visitor:
    """One connection that is kept, with its cookies."""

    def __init__(self, site: str) -> None:
        self.site = site.rstrip("/")
        parts = urlsplit(self.site)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.cookies: dict[str, str] = {}
        self.connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Ask for a path of the site."""
        return self.follow("GET", path)

    def post(self, path: str, values: dict[str, str]) -> Answer:
        """Send a form."""
        return self.follow("POST", path, urlencode(values).encode())

    def follow(self, method: str, path: str, body: bytes | None = None) -> Answer:
        """Send a request and go where the answer leads, ten steps at most."""
        began = time.perf_counter()
        for _step in range(10):
            status, headers, content = self.send(method, path, body)
            if status not in REDIRECTS:
                break
            target = urlsplit(urljoin(self.site + path, headers["location"]))
            if (target.hostname, target.port or 80) != (self.host, self.port):
                break
            method, body = "GET", None
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        kind = headers.get("content-type", "").partition(";")[0]
        return Answer(path, status, kind, content, time.perf_counter() - began, headers)

    def send(self, method: str, path: str, body: bytes | None) -> tuple[int, dict[str, str], bytes]:
        """Send one request; a connection that the server closed meanwhile is opened again."""
        headers = {"Host": f"{self.host}:{self.port}", "Accept": "text/html,*/*"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{n}={v}" for n, v in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = self.site + path
        for attempt in (1, 2):
            if self.connection is None:
                self.connection = http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT)
            try:
                self.connection.request(method, path, body, headers)
                response = self.connection.getresponse()
                content = response.read()
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise
                continue
            for line in response.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(line).items():
                    self.cookies[name] = morsel.value
            return response.status, {k.lower(): v for k, v in response.getheaders()}, content
        raise AssertionError


class PageParser(HTMLParser):
    """Finds a page's language, title, headings, links, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.headings = 0
        self.title = ""
        self.links: list[str] = []
        self.assets: list[str] = []
        self.fields: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note what the tag points at."""
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "h1":
            self.headings += 1
        elif tag == "title" and not self.title:
            self._in_title = True
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "input" and given.get("type") == "hidden":
            self.fields.setdefault(given.get("name", ""), given.get("value", ""))
        if tag == "link" and {"stylesheet", "icon", "preload"} & set(given.get("rel", "").split()):
            self.assets.append(given.get("href", ""))
        if tag in {"script", "img", "source", "video", "audio", "track"}:
            self.assets += [given[name] for name in ("src", "poster") if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        """Close the title."""
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        """Read the title."""
        if self._in_title:
            self.title += data


def parsed(answer: Answer) -> PageParser:
    """Read a page."""
    parser = PageParser()
    parser.feed(answer.text)
    return parser


def faults(answer: Answer) -> list[str]:
    """Say what is wrong with an answer; nothing, if all is well."""
    if answer.status >= 400:
        return [f"{answer.status}"]
    if answer.kind != "text/html":
        return []
    page, found = parsed(answer), []
    visible = DATA.sub("", answer.text)
    unfinished = UNFINISHED.search(visible)
    if unfinished:
        around = visible[max(0, unfinished.start() - 40) : unfinished.end() + 40]
        found.append(f"looks unfinished: …{' '.join(around.split())}…")
    wanted = answer.address.split("/")[1]
    if wanted in {"fr", "en"} and page.language != wanted:
        found.append(f"says that its language is {page.language!r}")
    if not page.title.strip(" ·\n"):
        found.append("has no title")
    if wanted in {"fr", "en"} and page.headings != 1:
        found.append(f"has {page.headings} first headings")
    return found


def here(site: str, base: str, addresses: Iterable[str], *, keep_query: bool = False) -> set[str]:
    """Return the paths of this site among the addresses."""
    found = set()
    for address in addresses:
        target = urlsplit(urljoin(site + base, address))
        if target.scheme not in {"http", "https"} or target.netloc != urlsplit(site).netloc:
            continue
        if NOT_FOLLOWED.search(target.path):
            continue
        query = f"?{target.query}" if keep_query and target.query else ""
        found.add((target.path or "/") + query)
    return found


class Tour:
    """Asks for many pages over several connections and keeps what was found."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.lock = threading.Lock()
        self.wrong: list[str] = []
        self.seconds: list[float] = []
        self.links: dict[str, str] = {}
        self.assets: dict[str, str] = {}

    def run(self, paths: Iterable[str]) -> None:
        """Ask for each path once."""
        waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        for path in paths:
            waiting.put(path)
        threads = [threading.Thread(target=self.work, args=(waiting,)) for _n in range(WORKERS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def work(self, waiting: "queue.SimpleQueue[str]") -> None:
        """Take paths until none is left."""
        visitor = Visitor(self.site)
        while True:
            try:
                path = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                answer = visitor.get(path)
            except (OSError, http.client.HTTPException) as error:
                with self.lock:
                    self.wrong.append(f"{path}: {type(error).__name__}: {error}")
                continue
            self.note(path, answer)

    def note(self, path: str, answer: Answer, who: str = "") -> PageParser | None:
        """Judge an answer and gather what it points at."""
        found = faults(answer)
        page = parsed(answer) if answer.kind == "text/html" and answer.status < 400 else None
        with self.lock:
            self.seconds.append(answer.seconds)
            self.wrong += [f"{path}{who}: {fault}" for fault in found]
            if page:
                for link in here(self.site, answer.address, page.links):
                    self.links.setdefault(link, path)
                for asset in here(self.site, answer.address, page.assets, keep_query=True):
                    self.assets.setdefault(asset, path)
        return page

    def report(self, label: str, count: int, began: float) -> None:
        """Print one line about what was just asked for."""
        taken = sorted(self.seconds) or [0.0]
        middle, late = taken[len(taken) // 2], taken[min(len(taken) - 1, len(taken) * 99 // 100)]
        print(
            f"{label}: {count} in {time.perf_counter() - began:.0f} s "
            f"(median {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms)",
            flush=True,
        )
        self.seconds = []


def sitemap(site: str, path: str = "/sitemap.xml") -> list[str]:
    """Return every path of the sitemap, and of those it points to."""
    answer = Visitor(site).get(path)
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status}")
    paths: list[str] = []
    root = ET.fromstring(answer.body)  # noqa: S314  (our own server's)
    for entry in root.iter():
        name = entry.tag.rpartition("}")[2]
        if name != "loc":
            continue
        target = urlsplit((entry.text or "").strip())
        if target.netloc != urlsplit(site).netloc:
            sys.exit(f"{path} lists {entry.text!r}, which is not on {site}.")
        paths += sitemap(site, target.path) if root.tag.endswith("sitemapindex") else [target.path]
    return list(dict.fromkeys(paths))


def sign_in(site: str, email: str, password: str) -> Visitor:
    """Sign in through the form."""
    visitor, path = Visitor(site), "/fr/account/login/"
    page = parsed(visitor.get(path))
    token = page.fields.get("csrfmiddlewaretoken", "")
    values = {"csrfmiddlewaretoken": token, "login": email, "password": password}
    answer = visitor.post(path, values)
    if answer.status >= 400 or "sessionid" not in visitor.cookies or "/login/" in answer.address:
        sys.exit(f"{email} cannot sign in: {answer.status} at {answer.address}")
    return visitor


def visit_as(tour: Tour, name: str, password: str, known: set[str]) -> int:
    """Open as one person the home, all that it links to, and what only these pages link to."""
    visitor = sign_in(tour.site, f"{name}@demo.example", password)
    waiting, seen = list(FIRST[:2]), set(FIRST[:2])
    while waiting and len(seen) <= STEPS_PER_PERSON:
        path = waiting.pop(0)
        answer = visitor.get(path)
        page = tour.note(path, answer, f" as {name}")
        if page and (path in FIRST or (not path.startswith(CMS) and path not in known)):
            links = page.links + (CMS_MENU.findall(answer.text) if path == CMS else [])
            further = sorted(here(tour.site, answer.address, links) - known - seen)
            room = max(0, STEPS_PER_PERSON - len(seen))
            waiting += further[:room]
            seen.update(further[:room])
    return len(seen) - len(waiting)


def pages(site: str, people: list[str], password: str) -> int:
    """Look at everything and return how many faults there are."""
    tour, began = Tour(site), time.perf_counter()
    listed = sitemap(site)
    languages = {
        code: sum(path.startswith(f"/{code}/") for path in listed) for code in ("fr", "en")
    }
    print(f"sitemap: {len(listed)} addresses, {languages}", flush=True)
    if len(listed) < 20 or not all(languages.values()):
        sys.exit("The sitemap is nearly empty or lacks a language.")
    tour.run(listed)
    tour.report("pages of the sitemap", len(listed), began)

    began = time.perf_counter()
    linked = sorted(set(tour.links) - set(listed))
    sources = dict(tour.links)
    tour.run(linked)
    tour.report("pages that those link to", len(linked), began)
    began, assets = time.perf_counter(), sorted(tour.assets)
    tour.run(assets)
    tour.report("files that those load", len(assets), began)

    known = set(listed) | set(linked)
    for name in people:
        began = time.perf_counter()
        tour.report(f"as {name}", visit_as(tour, name, password, known), began)
    for fault in tour.wrong:
        path = fault.partition(":")[0]
        source = sources.get(path) or tour.links.get(path) or tour.assets.get(path)
        print(f"  {fault}{f'  (linked from {source})' if source else ''}")
    print(f"{len(tour.wrong)} faults", flush=True)
    return len(tour.wrong)


def is_alive(process: int) -> bool:
    """Whether the process runs; what ended and waits for its parent does not."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait(site: str, path: str, seconds: float, process: int) -> None:
    """Ask until a page answers 200; print how long that took."""
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        if process and not is_alive(process):
            sys.exit(f"The server ended before {path} answered.")
        try:
            answer = Visitor(site).get(path)
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
            continue
        if answer.status == 200:
            print(f"first page after {time.perf_counter() - began:.1f} s", flush=True)
            return
        sys.exit(f"{path} answered {answer.status}.")
    sys.exit(f"{path} did not answer within {seconds:.0f} s.")


def absent(site: str) -> None:
    """Refuse to go on when something answers already."""
    try:
        Visitor(site).send("GET", "/", None)
    except OSError:
        return
    sys.exit(f"Something answers at {site} already.")


def main() -> int:
    """Read the command line and do one of the three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["absent", "wait", "pages"])
    parser.add_argument("url")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--process", type=int, default=0)
    parser.add_argument("--people", default="")
    parser.add_argument("--password", default=os.environ.get("DEMO_PASSWORD", ""))
    options = parser.parse_args()
    parts = urlsplit(options.url)
    site = f"{parts.scheme}://{parts.netloc}"
    if options.what == "absent":
        absent(site)
    elif options.what == "wait":
        wait(site, parts.path or "/", options.seconds, options.process)
    else:
        people = [name for name in options.people.split(",") if name]
        return 1 if pages(site, people, options.password) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
