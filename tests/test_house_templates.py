"""House rules of the templates and styles; each test says what it found and where."""

import re
from pathlib import Path

import allauth

from tests.house import PLUGINS, TEMPLATES, line_of, modules, nothing_in, styles, templates

TAG = re.compile(r"{%-?\s*(\w+)(.*?)%}", re.S)
QUOTED = re.compile(r"""["']([^"'\s]+)["']""")
BLOCK = re.compile(r"{%\s*block\s+(\w+)\s*%}")
EXTENDS = re.compile(r"""{%\s*extends\s+["']([^"']+)["']""")
INCLUDE = re.compile(r"""{%\s*include\s+["']([^"']+)["'](.*?)%}""", re.S)
BLOCK_ORDER = (
    "title",
    "description",
    "head",
    "styles",
    "room",
    "main_class",
    "breadcrumb",
    "content",
    "scripts",
)
# Rendered by Django and allauth by name.
BY_NAME = {"400.html", "403.html", "404.html", "500.html"}
OVERRIDES = ("account/", "allauth/", "mfa/", "usersessions/")
ALLAUTH = Path(allauth.__file__).parent / "templates"
COLOUR = re.compile(
    r":[^;{}]*?(#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(\s*[\d.])", re.I
)


def markup():
    """Return the templates that are HTML."""
    return {name: text for name, text in templates().items() if name.endswith(".html")}


def owner(name):
    """Return the plug-in that a template or an address belongs to, if any."""
    first = re.split(r"[/:]", name, maxsplit=1)[0]
    return first if first in PLUGINS else ""


def test_no_template_names_what_belongs_to_another_plugin():
    crossing = []
    for name, text in templates().items():
        for tag in TAG.finditer(text):
            for quoted in QUOTED.findall(tag[2]):
                if re.match(r"\w+[:/]\S", quoted) and owner(quoted) not in {"", owner(name)}:
                    crossing.append(f"{name}:{line_of(text, tag.start())}: {quoted}")
    nothing_in(crossing)


def test_no_template_is_an_orphan():
    named = set()
    for text in templates().values():
        for tag in TAG.finditer(text):
            named.update(quoted.partition("#")[0] for quoted in QUOTED.findall(tag[2]))
    patterns = {
        pattern.partition("\\#")[0]
        for module in modules()
        for pattern in module.template_patterns()
        if pattern.endswith(("html", "txt")) or "\\#" in pattern
    }
    matcher = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    orphans = []
    for name in templates():
        is_override = name.startswith(OVERRIDES) and (ALLAUTH / name).exists()
        if not (name in BY_NAME or name in named or is_override or matcher.fullmatch(name)):
            orphans.append(name)
    nothing_in(orphans)


def test_every_template_that_is_named_exists():
    missing = []
    for name, text in templates().items():
        for pattern in (EXTENDS, INCLUDE):
            for found in pattern.finditer(text):
                wanted = found[1].partition("#")[0]
                is_ours = (TEMPLATES / wanted).exists()
                if not (is_ours or (ALLAUTH / wanted).exists() or wanted.startswith("wagtail")):
                    missing.append(f"{name}: {wanted}")
    nothing_in(missing)


def test_what_is_included_is_a_component_or_marked_with_an_underscore():
    unmarked = []
    for name, text in templates().items():
        for found in INCLUDE.finditer(text):
            wanted = found[1].partition("#")[0]
            is_own_fragment = "#" in found[1]
            is_marked = wanted.startswith(("components/", "wagtail")) or "/_" in wanted
            if not (is_marked or is_own_fragment or wanted.startswith(OVERRIDES)):
                unmarked.append(f"{name}: {wanted}")
    nothing_in(unmarked)


def test_what_is_marked_with_an_underscore_is_never_rendered_alone():
    """Panels are, by the page that shows them; their names stand in the manifests."""
    alone = [
        f"{module.path}:{line}: {text}"
        for module in modules()
        for line, text in module.strings()
        if re.search(r"/_[\w-]+\.html$", text) and module.name != "plugin"
    ]
    nothing_in(alone)


def test_components_name_their_parameters_first():
    unsaid = [
        path.name
        for path in sorted((TEMPLATES / "components").glob("[!_]*.html"))
        if not path.read_text(encoding="utf-8").lstrip().startswith(("{% comment", "{#"))
    ]
    nothing_in(unsaid)


def test_components_see_only_what_they_are_given():
    open_ones = []
    for name, text in templates().items():
        for found in INCLUDE.finditer(text):
            if found[1].startswith("components/") and not found[2].rstrip().endswith("only"):
                open_ones.append(f"{name}:{line_of(text, found.start())}: {found[1]}")
    nothing_in(open_ones)


def test_components_extend_nothing():
    assert [
        n for n, t in markup().items() if n.startswith("components/") and EXTENDS.search(t)
    ] == []


def test_pages_extend_the_frame():
    """What a view renders with `render(request, …)` whole, not as a fragment."""
    rendered = set()
    for module in modules():
        for found in re.finditer(r"render\(\s*request,\s*[\"']([^\"'#]+\.html)[\"']", module.text):
            rendered.add(found[1])
    frameless = sorted(n for n in rendered if not EXTENDS.search(templates().get(n, "")))
    nothing_in(frameless)


def test_blocks_come_in_one_order():
    mixed = []
    for name, text in markup().items():
        if not EXTENDS.search(text):
            continue
        order = [BLOCK_ORDER.index(b) for b in BLOCK.findall(text) if b in BLOCK_ORDER]
        if order != sorted(order):
            mixed.append(name)
    nothing_in(mixed)


def test_loads_stand_at_the_top():
    """`extends` first, then one `load` with all libraries in alphabetical order."""
    wrong = []
    for name, text in markup().items():
        loads = re.findall(r"{%\s*load\s+(.*?)\s*%}", text)
        libraries = [part.split() for part in loads if " from " not in part]
        if len(libraries) > 1 or any(found != sorted(found) for found in libraries):
            wrong.append(name)
    nothing_in(wrong)


def test_no_style_and_no_script_stands_inside_a_page():
    """The policy of the site forbids both; what a browser would refuse is found here first."""
    found = []
    rules = {
        "style attribute": r"<[^>]*\sstyle\s*=",
        "style element": r"<style\b",
        "handler": r"<[^>{}]*\son[a-z]+\s*=\s*[\"']",
        "script": r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/(?:ld\+)?json)",
        "javascript address": r"[\"']javascript:",
    }
    for name, text in markup().items():
        for label, rule in rules.items():
            for match in re.finditer(rule, text, re.I):
                found.append(f"{name}:{line_of(text, match.start())}: {label}")
    nothing_in(found)


def test_every_form_that_changes_something_carries_its_token():
    bare = []
    for name, text in markup().items():
        for form in re.finditer(
            r"<form\b[^>]*method=[\"']post[\"'].*?(?:</form>|\Z)", text, re.S | re.I
        ):
            if "{% csrf_token %}" not in form[0]:
                bare.append(f"{name}:{line_of(text, form.start())}")
    nothing_in(bare)


def test_nothing_is_loaded_from_elsewhere():
    foreign = []
    for name, text in markup().items():
        for match in re.finditer(
            r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']https?://", text
        ):
            foreign.append(f"{name}:{line_of(text, match.start())}")
    for name, text in styles().items():
        if re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", text):
            foreign.append(name)
    nothing_in(foreign)


def on_screen(text):
    """Blank out what is for paper, where ink is ink in every scheme."""
    while start := re.search(r"@media print\b[^{]*{", text):
        depth, end = 1, start.end()
        while depth and end < len(text):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        text = text[: start.start()] + "\n" * text.count("\n", start.start(), end) + text[end:]
    return text


def test_pages_take_their_colours_from_the_tokens():
    literal = []
    for name, text in styles().items():
        if not name.startswith("community/static/community/css/") or "/pages/" in name:
            shown = on_screen(text)
            for match in COLOUR.finditer(shown):
                literal.append(f"{name}:{line_of(shown, match.start(1))}: {match[1]}")
    nothing_in(literal)


def test_styles_are_laid_in_layers():
    """Except in the CMS, whose own styles know no layers and would win over any."""
    loose = [
        name
        for name, text in styles().items()
        if "@layer" not in text and not name.endswith(("/editor.css", "/cms.css"))
    ]
    nothing_in(loose)


def test_french_is_written_in_catalogues():
    """A template's own words are English; French stands in `<app>/locale/fr`."""
    found = []
    for name, text in templates().items():
        visible = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.S)
        match = re.search(r"\b(?:les|des|une|vous|avec|pour|dans|votre)\s+\w+", visible)
        if match:
            found.append(f"{name}: {match[0]}")
    nothing_in(found)
