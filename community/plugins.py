"""Every extension point: what an app may give its host, a line of meaning each.

An app fills one `Plugin` in its `plugin.py` and registers it from `AppConfig.ready`. The community
registers itself in the same way, so that its own rooms use the same doors as everybody's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

if TYPE_CHECKING:
    from django.contrib.sitemaps import Sitemap
    from django.urls import ResolverMatch

    from community.core.reader import Reader
    from community.search.projections import Projection


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A line of the main menu; `url_name` is reversed without arguments."""

    label: Any
    url_name: str
    room: str
    order: int
    short: Any = ""
    """A shorter label for the bar of a phone, where the label is long."""
    roles: frozenset[str] = frozenset()
    """Who sees it; empty means everyone."""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of the home or of a profile: a template with what `context` returns for it.

    `context` gets the request's reader (and the member, on a profile); None leaves the panel out.
    A panel that keeps what it shows (see `community.core.kept`) has `for_request` instead, which
    gets the request.
    """

    key: str
    template: str
    context: Callable[..., Mapping[str, Any] | None] = lambda *_: None
    for_request: Callable[..., Mapping[str, Any] | None] | None = None
    order: int = 50
    for_members: bool = True
    for_visitors: bool = False


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that travels with a mail."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True, kw_only=True)
class NotificationKind:
    """A sort of notification; its template's first line is the subject, the rest the body.

    The template gets the stored `data` and is rendered in the recipient's language.
    """

    key: str
    label: Any
    template: str
    by_mail: bool = True
    attachments: Callable[[Mapping[str, Any]], Sequence[Attachment]] | None = None


@dataclass(frozen=True, kw_only=True)
class Tick:
    """Something that must happen regularly; `run` may be called twice without harm."""

    key: str
    every: timedelta
    run: Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class DemoStep:
    """A part of the demo's content. `run` is idempotent and yields a count as it goes on."""

    key: str
    label: str
    run: Callable[[], Iterator[int]]
    order: int
    version: int = 1
    """Raise it when the content changed, so that a filled demo takes the step again."""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A figure of the observatory or of a public page: computed when asked, never typed."""

    key: str
    label: Any
    value: Callable[[], int | float]
    public: bool = False
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A thing that is searched within, as the reader may see it."""

    label: str
    url: str


@dataclass(frozen=True, kw_only=True)
class SearchScope:
    """A sort of thing that the search can be narrowed to: ``in=trip:jura`` in the address.

    Its projections give the same word in `Document.scopes`. `find` gets the reader and what stands
    behind the colon; None when there is nothing that this reader may see.
    """

    kind: str
    find: "Callable[[Reader, str], Scope | None]"


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """Where somebody may go who did not find it; `url` is filled in with what was asked."""

    label: str
    url: str
    icon: str = "arrow-right"
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Origin:
    """A thing that a card comes from, as one reader may see it."""

    label: str
    url: str
    audiences: frozenset[str]
    """Tokens of who may read it; nobody else is told its name, now or when it is gone."""


@dataclass(frozen=True, kw_only=True)
class OriginKind:
    """A sort of thing that a card may come from: a replay's second, a stop of a trip.

    `find` gets the reader and (key, position) pairs and returns those that the reader may see, in a
    fixed number of queries. `keys_of` says which keys go when an object is deleted. The app says
    so itself with `core.origins.vanish` from a receiver of `pre_delete`.
    """

    key: str
    label: Any
    """What it is, for who may not know which: “A replay”."""
    find: "Callable[[Reader, Collection[tuple[str, str]]], Mapping[tuple[str, str], Origin]]"
    keys_of: Callable[[Any], Collection[str]] = lambda _: ()
    at: "Callable[[ResolverMatch, Mapping[str, str]], tuple[str, str] | None]" = lambda *_: None
    """Gets what an address of this site leads to and its query; returns key and position."""


@dataclass(frozen=True, kw_only=True)
class Plugin:
    """Everything that an app gives its host."""

    label: str
    urls: str = ""
    """Module with the localised patterns (`/fr/…`), mounted at `mount`."""
    mount: str = ""
    site_urls: str = ""
    """Module with patterns that know no language (files, feeds, webhooks)."""
    menu: Sequence[MenuEntry] = ()
    account_menu: Sequence[MenuEntry] = ()
    """Lines of the menu of one's account: what is a member's own."""
    projections: Sequence["Projection[Any]"] = ()
    """What of this app the search may find (model → passages)."""
    search_scopes: Sequence[SearchScope] = ()
    """What the search can be narrowed to."""
    search_next_steps: "Sequence[Callable[[Reader, str], Sequence[NextStep]]]" = ()
    """Each says where to go with a question that the search could not answer."""
    notification_kinds: Sequence[NotificationKind] = ()
    home_panels: Sequence[Panel] = ()
    profile_panels: Sequence[Panel] = ()
    sitemaps: Mapping[str, "type[Sitemap[Any]]"] = field(default_factory=dict)
    api: Callable[[Any], None] | None = None
    """Adds its routers to the API object that it is given."""
    ticks: Sequence[Tick] = ()
    demo: Sequence[DemoStep] = ()
    measures: Sequence[Measure] = ()
    origins: Sequence[OriginKind] = ()
    """What of this app a card may come from."""
    doors: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """What other apps may ask of it without knowing it, by name; see `door`."""
    recording_guards: Sequence[Callable[[Any, "Reader"], bool]] = ()
    """Each says whether a reader may play a recording because of something of this app."""
    exporters: Sequence[Callable[[Any], Mapping[str, Any]]] = ()
    """Each returns what this app holds of a person (a user), as plain data."""
    erasers: Sequence[Callable[[Any], None]] = ()
    """Each removes or anonymises what this app holds of a person (a user)."""
    cms_assets: Sequence[str] = ()
    """Static scripts or styles of this app that the CMS loads."""


_plugins: dict[str, Plugin] = {}


def register(plugin: Plugin) -> None:
    """Make an app known to its host. Registering a label twice is an error."""
    if plugin.label in _plugins:
        raise ImproperlyConfigured(f"The plug-in {plugin.label!r} is registered twice.")
    _plugins[plugin.label] = plugin


def registered() -> tuple[Plugin, ...]:
    """Return every plug-in, the community first, then by label."""
    return tuple(sorted(_plugins.values(), key=lambda p: (p.label != "community", p.label)))


def gather(attribute: str) -> list[Any]:
    """Return one list with what all plug-ins give under a sequence attribute."""
    found: list[Any] = []
    for plugin in registered():
        given: Iterable[Any] = getattr(plugin, attribute)
        found.extend(given)
    return found


def keyed(attribute: str) -> dict[str, Any]:
    """Return what all plug-ins give under an attribute, by `key`; a key given twice fails."""
    found: dict[str, Any] = {}
    for item in gather(attribute):
        if item.key in found:
            raise ImproperlyConfigured(f"{attribute} has {item.key!r} twice.")
        found[item.key] = item
    return found


def door(name: str) -> Callable[..., Any] | None:
    """Return the door of that name that an installed app opens, or None when it is closed."""
    for plugin in registered():
        if name in plugin.doors:
            return plugin.doors[name]
    return None


def menu_for(reader: "Reader") -> list[MenuEntry]:
    """Return the menu entries that the reader may see, in order."""
    entries = [entry for entry in gather("menu") if not entry.roles or entry.roles & reader.roles]
    return sorted(entries, key=lambda entry: entry.order)
