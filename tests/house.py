"""What the house-rule tests look at: the checkout's modules, templates and styles, read once."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ("knowledge", "mentoring", "webinars")
APPS = ("community", *PLUGINS)
TEMPLATES = ROOT / "templates"
# Tags and comments whose inside is no markup of ours.
COMMENTS = re.compile(r"{#.*?#}|{% comment .*?endcomment %}|{% comment %}.*?{% endcomment %}", re.S)


@dataclass(frozen=True)
class Module:
    """A Python module of ours, parsed."""

    path: str
    text: str
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.path.split("/", 1)[0]

    @property
    def name(self) -> str:
        """The module's last name: `models` for `cards/models.py` and `trips/models/trip.py`."""
        parts = self.path.removesuffix(".py").split("/")
        return "models" if "models" in parts else parts[-1]

    def imports(self):
        """Yield (line, dotted name) of everything that is imported."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    yield node.lineno, f"{node.module}.{alias.name}"

    def strings(self):
        """Yield (line, text) of every string that is no docstring."""
        docstrings = {
            id(node.value)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(self.tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in docstrings
            ):
                yield node.lineno, node.value

    def template_patterns(self):
        """Yield a regular expression for every template name, those put together included."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(part.value) if isinstance(part, ast.Constant) else "[^/]+"
                    for part in node.values
                ]
                yield "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)


@cache
def modules(*places: str) -> tuple[Module, ...]:
    """Return the modules under the places (the apps, unless given), migrations left out."""
    found = []
    for place in places or APPS:
        for path in sorted((ROOT / place).rglob("*.py")):
            if "migrations" not in path.parts:
                text = path.read_text(encoding="utf-8")
                found.append(Module(str(path.relative_to(ROOT)), text, ast.parse(text)))
    return tuple(found)


@cache
def templates() -> dict[str, str]:
    """Return every template by name, comments blanked out."""
    return {
        str(path.relative_to(TEMPLATES)): COMMENTS.sub("", path.read_text(encoding="utf-8"))
        for path in sorted(TEMPLATES.rglob("*"))
        if path.is_file()
    }


@cache
def styles() -> dict[str, str]:
    """Return every style sheet of ours by path, comments blanked out."""
    return {
        str(path.relative_to(ROOT)): re.sub(
            r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S
        )
        for app in APPS
        for path in sorted((ROOT / app).glob("static/**/*.css"))
        if "vendor" not in path.parts
    }


def line_of(text: str, position: int) -> int:
    """Return the line, from 1, of a position."""
    return text.count("\n", 0, position) + 1


def nothing_in(found):
    """Fail with every line of what was found, one below the other."""
    lines = sorted(map(str, found))
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
