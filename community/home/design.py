"""What the developers' components page shows: one example of every component and variant."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ExampleForm(forms.Form):
    """One field of every sort."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=90)
    need = forms.CharField(
        label=gettext_lazy("What would help you?"),
        help_text=gettext_lazy("Two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    mail = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("fr", gettext_lazy("French")), ("en", gettext_lazy("English"))],
    )
    meeting = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[
            ("remote", gettext_lazy("Remotely")),
            ("site", gettext_lazy("On site")),
            ("both", gettext_lazy("Both")),
        ],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("My answer may be shown to members"),
        help_text=gettext_lazy("You can take this back at any time."),
    )


REGIONS = [
    # (code, label, column, row, an example value)
    ("32", "Hauts-de-France", 3, 0, 41),
    ("28", "Normandie", 2, 1, 22),
    ("11", "Île-de-France", 3, 1, 86),
    ("44", "Grand Est", 4, 1, 30),
    ("53", "Bretagne", 1, 2, 48),
    ("52", "Pays de la Loire", 2, 2, 37),
    ("24", "Centre-Val de Loire", 3, 2, 12),
    ("27", "Bourgogne-Franche-Comté", 4, 2, 0),
    ("75", "Nouvelle-Aquitaine", 2, 3, 64),
    ("84", "Auvergne-Rhône-Alpes", 3, 3, 58),
    ("76", "Occitanie", 3, 4, 51),
    ("93", "Provence-Alpes-Côte d’Azur", 4, 4, 27),
    ("94", "Corse", 5, 5, 3),
]


def _page() -> Page[int]:
    return Paginator(range(240), 20).get_page(6)


@dataclass(frozen=True)
class Design:
    """The examples, in the language of the reader."""

    rooms: tuple[str, ...] = ("community", "knowledge", "mentoring", "webinars")
    sizes: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    today: date = date(2026, 11, 26)
    pangram: str = "Voix ambiguë d’un cœur qui préfère les jattes de kiwis"
    form: ExampleForm = field(default_factory=ExampleForm)
    bad_form: ExampleForm = field(
        default_factory=lambda: ExampleForm({"title": "", "mail": "x@"}, prefix="bad")
    )
    page: Page[int] = field(default_factory=_page)

    @property
    def crumbs(self) -> list[dict[str, str]]:
        """A way of two steps."""
        return [{"label": _("For developers"), "url": "#main"}, {"label": _("Components")}]

    @property
    def reading(self) -> dict[str, Any]:
        """A passage of reading text."""
        return {
            "title": _("A feedback in three sentences"),
            "first": _(
                "Say what you saw, what it did to you, and what you would like next time. "
                "Three sentences, in that order, and the other person can do something with it."
            ),
            "link": _("where this comes from"),
            "emphasis": _("never in front of the group"),
            "mark": _("within the day"),
            "lines": [_("One fact, dated."), _("One effect, yours."), _("One request, possible.")],
            "quote": _("The first time, I counted to ten before speaking. It was enough."),
        }

    @property
    def button_kinds(self) -> list[dict[str, str]]:
        """Every kind of button."""
        return [
            {"label": _("Ask"), "kind": "primary", "icon": "hand"},
            {"label": _("Take my place"), "kind": "strong", "icon": ""},
            {"label": _("Download"), "kind": "", "icon": "download"},
            {"label": _("Later"), "kind": "quiet", "icon": ""},
            {"label": _("Remove"), "kind": "danger", "icon": "trash"},
        ]

    @property
    def themes(self) -> list[str]:
        """Three themes."""
        return [_("Facilitation"), _("Peer learning"), _("Third places")]

    @property
    def person(self) -> dict[str, str]:
        """An invented person."""
        return {"name": "Solène Kermarrec", "role": _("Facilitator, Bretagne")}

    @property
    def cards(self) -> list[dict[str, Any]]:
        """A teaser of every room."""
        return [
            {
                "title": _("A feedback in three sentences"),
                "kind": _("Lesson"),
                "room": "knowledge",
                "summary": _("What to say, in which order, so that it can be heard."),
                "minutes": 4,
                "author": "Solène Kermarrec",
                "author_role": "Bretagne",
            },
            {
                "title": _("The quiet majority of a remote workshop, and how to hear it"),
                "kind": _("Practice"),
                "room": "knowledge",
                "summary": _(
                    "Twenty-two cameras off, three voices on. What a design office changed in one "
                    "week, what it cost, and what it would not do again."
                ),
                "minutes": 5,
                "themes": self.themes[:2],
                "badge": _("To be checked"),
                "badge_kind": "warn",
                "stale": True,
            },
            {
                "title": _("Opening a third place in an old workshop"),
                "kind": _("Thursday counter"),
                "room": "webinars",
                "summary": _("Three sites, one budget, and the question nobody dared to ask."),
                "meta": _("Thursday, 12:30 · 45 min"),
                "badge": _("8 places left"),
                "badge_kind": "room",
            },
            {
                "title": _("I would like to test my workshop before the real one"),
                "kind": _("Solved need"),
                "room": "mentoring",
                "summary": _("Two hours with a facilitator, one rehearsal, one change of plan."),
                "author": "Malik Benhaddou",
            },
        ]

    @property
    def badges(self) -> list[dict[str, str]]:
        """A badge of every kind."""
        return [
            {"label": _("Draft"), "kind": ""},
            {"label": _("Checked"), "kind": "good"},
            {"label": _("Waiting"), "kind": "warn"},
            {"label": _("Refused"), "kind": "bad"},
            {"label": _("New"), "kind": "info"},
        ]

    @property
    def of_n_label(self) -> str:
        """Evidence in words."""
        return _("Worked in 7 of 9 places")

    @property
    def progress_label(self) -> str:
        """Progress in words."""
        return _("3 of 8 steps")

    @property
    def meter(self) -> list[dict[str, Any]]:
        """Reasons that sum to 82."""
        return [
            {"label": _("Two of your three themes"), "value": 34},
            {"label": _("Solved four similar needs"), "value": 21},
            {"label": _("Same region"), "value": 15},
            {"label": _("Free this week"), "value": 12},
        ]

    @property
    def stats(self) -> list[dict[str, Any]]:
        """Three figures, one of which opens a list."""
        return [
            {"value": 486, "label": _("organisations"), "url": "#design-meter"},
            {"value": 25, "label": _("facilitators"), "url": ""},
            {"value": 16, "label": _("webinars"), "url": ""},
        ]

    @property
    def alerts(self) -> list[dict[str, str]]:
        """A callout of every kind."""
        return [
            {"kind": "info", "title": "", "text": _("The session is recorded from the start.")},
            {"kind": "tip", "title": _("Try this"), "text": _("Begin with the last slide.")},
            {"kind": "success", "title": "", "text": _("Your place is taken.")},
            {
                "kind": "warning",
                "title": "",
                "text": _("This card has not been checked this year."),
            },
            {"kind": "error", "title": "", "text": _("This file is not a caption file.")},
        ]

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Three views."""
        return [
            {"label": _("Waiting"), "url": "#design-ways", "current": True, "count": 4},
            {"label": _("In progress"), "url": "#design-ways", "count": 12},
            {"label": _("All"), "url": "#design-ways"},
        ]

    @property
    def facets(self) -> list[dict[str, Any]]:
        """A facet with one choice made."""
        return [
            {"label": name, "url": "#design-ways", "count": 12 - 3 * n, "current": n == 1}
            for n, name in enumerate(self.themes)
        ]

    @property
    def table(self) -> dict[str, Any]:
        """A comparison of two places."""
        return {
            "caption": _("Two sites side by side"),
            "headings": [_("Criterion"), _("New campus"), _("Third place")],
            "rows": [
                [_("Light"), _("Everywhere, too much at noon"), _("North windows, even")],
                [_("Furniture"), _("Heavy, stays where it is"), _("On wheels, made by members")],
            ],
        }

    @property
    def timeline(self) -> list[dict[str, str]]:
        """A need, from its first words to now."""
        return [
            {"title": _("Need written"), "when": _("Monday, 9:12"), "state": "done"},
            {
                "title": _("Sent to Solène Kermarrec"),
                "when": _("Monday, 9:15"),
                "text": _("Two of your three themes, and she is free this week."),
                "state": "done",
            },
            {
                "title": _("Waiting for her answer"),
                "when": _("until Wednesday"),
                "state": "waiting",
            },
        ]

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """The regions with an example value each."""
        names = ("code", "label", "column", "row", "value")
        return [dict(zip(names, region, strict=True)) for region in REGIONS]

    @property
    def map_title(self) -> str:
        """What the example map shows."""
        return _("Members by region")

    @property
    def map_value(self) -> str:
        """What its values count."""
        return _("Members")

    @property
    def player(self) -> dict[str, str]:
        """A player that has nothing to play yet."""
        return {
            "title": _("Opening a third place in an old workshop"),
            "text": _("The recording comes after the speakers have agreed."),
        }

    @property
    def empties(self) -> list[dict[str, str]]:
        """Two empty states that lead somewhere."""
        return [
            {
                "room": "mentoring",
                "title": _("No need is waiting"),
                "text": _("When someone asks, it appears here within the minute."),
                "action": _("Write a need"),
                "second": _("See what was solved"),
            },
            {
                "room": "knowledge",
                "title": _("Nobody has written about this yet"),
                "text": _("Ask someone who knows, or say that you would read it."),
                "action": _("Ask a facilitator"),
                "second": _("Request this content"),
            },
        ]
