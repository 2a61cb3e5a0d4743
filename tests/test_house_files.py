"""House rules of the checkout as a whole: top level, vendored files, what the docs promise."""

import dataclasses
import hashlib
import json
import re
import tomllib

from community.plugins import Plugin
from tests.house import APPS, ROOT, modules, nothing_in

TOP_LEVEL = {
    ".ci",
    ".dockerignore",
    ".editorconfig",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "Dockerfile",
    "LICENSE",
    "README.md",
    "community",
    "compose.yaml",
    "docs",
    "knowledge",
    "manage.py",
    "mentoring",
    "pyproject.toml",
    "templates",
    "tests",
    "webinars",
}
# What tools and the site itself leave behind; none of it is committed.
LEFT_BEHIND = re.compile(
    r"\.git|\.venv|\.env|var|build|dist|htmlcov|\.coverage.*|coverage\.xml|.*\.egg-info|__pycache__"
    r"|\.\w+_cache|\.hypothesis|\.idea|\.vscode"
)
# Files of others, kept as they are.
GIVEN = {"files", "locale", "vendor"}
VENDORED = {".js", ".mjs", ".woff2", ".svg"}


def vendored():
    """Yield (folder, package, file, hash) of everything that a `vendored.json` lists."""
    places = [ROOT / app / "static" for app in APPS] + [ROOT / "tests"]
    for place in places:
        for path in sorted(place.rglob("vendored.json")):
            for package in json.loads(path.read_text(encoding="utf-8")):
                for name, digest in package["files"].items():
                    yield path.parent, package, path.parent / name, digest


def test_the_top_level_holds_what_belongs_there():
    found = {path.name for path in ROOT.iterdir() if not LEFT_BEHIND.fullmatch(path.name)}
    nothing_in(found - TOP_LEVEL)


def test_vendored_files_are_the_ones_that_were_vendored():
    changed = [
        path.relative_to(ROOT)
        for _folder, _package, path, digest in vendored()
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest
    ]
    nothing_in(changed)


def test_vendored_files_name_their_source_and_licence():
    unsaid = []
    for folder, package, path, _digest in vendored():
        is_said = {"name", "version", "licence", "licence_file", "source"} <= set(package)
        if not (is_said and (folder / package["licence_file"]).exists()):
            unsaid.append(path.relative_to(ROOT))
    nothing_in(unsaid)


def test_every_font_icon_and_vendored_script_stands_in_a_manifest():
    listed = {path for _folder, _package, path, _digest in vendored()}
    kept = {
        path
        for app in APPS
        for path in (ROOT / app / "static").rglob("*")
        if {"fonts", "vendor", "icons"} & set(path.parts) and path.suffix in VENDORED
    }
    nothing_in(path.relative_to(ROOT) for path in kept - listed)


def test_the_developers_page_names_every_extension_point():
    text = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
    points = {field.name for field in dataclasses.fields(Plugin)}
    nothing_in({point for point in points if f"`{point}`" not in text})


def test_the_operators_page_names_every_environment_variable():
    text = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    # Django's own, and those that the tests alone read.
    known = {"DJANGO_SETTINGS_MODULE"}
    read = set()
    for module in modules():
        read.update(re.findall(r"environ(?:\.get\(|\[)\s*[\"']([A-Z_]+)[\"']", module.text))
        read.update(
            re.findall(r"environment\.(?:flag|words|number)\(\s*[\"']([A-Z_]+)[\"']", module.text)
        )
    nothing_in({name for name in read - known if f"`{name}`" not in text})


def test_the_changelog_tells_of_this_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_app_carries_its_compiled_catalogue():
    missing = [
        app
        for app in APPS
        if not (ROOT / app / "locale" / "fr" / "LC_MESSAGES" / "django.mo").exists()
    ]
    nothing_in(missing)


def test_every_template_folder_travels_in_the_wheel():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    carried = set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"])
    found = {f"templates/{path.name}" for path in (ROOT / "templates").iterdir()}
    nothing_in(found - carried)


def test_files_end_with_one_newline_and_no_line_ends_in_a_space():
    wrong = []
    kinds = {".css", ".html", ".js", ".md", ".py", ".toml", ".txt", ".yaml"}
    for place in (*APPS, "templates", "tests", "docs", ".ci"):
        for path in sorted((ROOT / place).rglob("*")):
            is_ours = path.suffix in kinds and not GIVEN & set(path.parts)
            if is_ours and path.is_file():
                text = path.read_text(encoding="utf-8")
                if text and (not text.endswith("\n") or text.endswith("\n\n")):
                    wrong.append(str(path.relative_to(ROOT)))
                elif re.search(r"[ \t]$", text, re.M) and path.suffix != ".md":
                    wrong.append(f"{path.relative_to(ROOT)} (space at the end of a line)")
    nothing_in(wrong)
