"""House rules of the Python code that no ready-made tool checks; each says what it found."""

import ast
import re

from tests.house import APPS, PLUGINS, ROOT, modules, nothing_in

DRAWERS = {"common", "helper", "helpers", "managers", "misc", "util", "utils"}
OBVIOUS = {"ARG001", "ARG002", "ARG004", "ARG005", "F401", "PLC0415"}
# Where plug-ins may enter the community.
FRONT_DOORS = re.compile(
    r"community\.(?:plugins|core|search|notifications|demo|recordings)(?:\.|$)"
    r"|community\.[a-z_]+\.(?:models|selectors|services|permissions|enums)(?:\.|$)"
    r"|community\.themes\.forms(?:\.|$)"
)
# A layer, and the layers of any slice that it may not know.
ABOVE = {
    # A page of Wagtail is its own view and names its form, so its models may read and validate.
    "models": {"services", "views", "urls", "tasks"},
    "permissions": {"services", "forms", "views", "urls", "tasks"},
    "selectors": {"services", "forms", "views", "urls", "tasks"},
    "services": {"forms", "views", "urls"},
    "tasks": {"forms", "views", "urls"},
    "forms": {"views", "urls"},
}


def test_every_module_says_in_one_line_what_it_is_for():
    silent = []
    for module in modules(*APPS, "tests", ".ci"):
        first = (ast.get_docstring(module.tree) or "").partition("\n")[0]
        is_empty_package = module.path.endswith("__init__.py") and not module.text.strip()
        if not is_empty_package and not first.rstrip().endswith((".", ":", "?", "…", ")")):
            silent.append(module.path)
    nothing_in(silent)


def test_imports_are_absolute():
    relative = [
        f"{module.path}:{node.lineno}"
        for module in modules(*APPS, "tests")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    nothing_in(relative)


def test_there_is_no_drawer_for_everything():
    drawers = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*")
        if path.stem in DRAWERS and (path.suffix == ".py" or path.is_dir())
    ]
    nothing_in(drawers)


def test_a_silenced_check_has_a_reason():
    """Unused arguments and late imports speak for themselves; mypy's needs the error's name."""
    bare = []
    for module in modules(*APPS, "tests", ".ci"):
        for number, line in enumerate(module.text.splitlines(), start=1):
            silenced = re.search(r"#\s*noqa(?::\s*([A-Z0-9, ]+))?(.*)", line)
            codes = set(re.findall(r"[A-Z]+\d+", silenced[1] or "")) if silenced else set()
            if (
                silenced
                and not (codes and codes <= OBVIOUS)
                and not re.search(r"\w{4,}", silenced[2])
            ):
                bare.append(f"{module.path}:{number}")
            if re.search(r"#\s*type:\s*ignore(?!\[)", line):
                bare.append(f"{module.path}:{number}")
    nothing_in(bare)


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(?:TODO|FIXME|XXX)\b|lorem ipsum", re.I)
    later = [
        f"{module.path}:{number}"
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), start=1)
        if words.search(line)
    ]
    nothing_in(later)


def test_no_string_names_a_model_url_or_template_of_another_plugin():
    """import-linter sees imports only; this sees `"knowledge.Card"`, `"knowledge:card_page"` …"""
    crossing = []
    for module in modules():
        others = [name for name in PLUGINS if name != module.app]
        pattern = re.compile(rf"(?:{'|'.join(others)})(?:[:/]\S|\.[A-Za-z_]\w*)")
        for line, text in module.strings():
            if pattern.match(text.strip()):
                crossing.append(f"{module.path}:{line}: {text.strip()[:60]}")
    nothing_in(crossing)


def test_plugins_enter_the_community_by_its_front_doors():
    beside = []
    for module in modules(*PLUGINS):
        for line, name in module.imports():
            if name.startswith("community.") and not FRONT_DOORS.match(name):
                beside.append(f"{module.path}:{line}: {name}")
    nothing_in(beside)


def test_no_layer_knows_the_layers_above_it():
    upside_down = []
    for module in modules():
        forbidden = ABOVE.get(module.name, set())
        for line, name in module.imports():
            parts = name.split(".")
            if parts[0] in APPS and forbidden & set(parts[1:-1]):
                upside_down.append(f"{module.path}:{line}: {name}")
    nothing_in(upside_down)


def test_services_know_no_http():
    knowing = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        if module.name in {"services", "selectors", "permissions"}
        for line, name in module.imports()
        if name.startswith(("django.http.HttpResponse", "django.shortcuts.re"))
    ]
    nothing_in(knowing)


def test_mail_leaves_through_notifications_alone():
    """Accounts send theirs through allauth: passwords and addresses."""
    senders = {
        module.path
        for module in modules()
        for _line, name in module.imports()
        if name.startswith("django.core.mail")
    }
    nothing_in({path for path in senders if not path.startswith("community/notifications/")})


def test_only_its_own_app_imports_an_app_s_table_of_contents():
    """`<app>/models.py` only gathers the slices' models for Django."""
    importing = [
        f"{module.path}:{line}: {name}"
        for module in modules()
        for line, name in module.imports()
        if re.match(rf"(?:{'|'.join(APPS)})\.models(?:\.|$)", name)
    ]
    nothing_in(importing)


def test_a_skipped_test_names_the_variable_that_lets_it_run():
    unnamed = []
    for module in modules("tests"):
        for node in ast.walk(module.tree):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in {"pytest.skip", "pytest.mark.skip", "pytest.mark.skipif"}:
                reason = " ".join(
                    part.value
                    for part in ast.walk(node)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )
                if not re.search(r"\b[A-Z][A-Z_]{3,}\b", reason):
                    unnamed.append(f"{module.path}:{node.lineno}")
    nothing_in(unnamed)


def test_no_test_replaces_code_of_ours():
    replaced = [
        f"{module.path}:{line}: {name}"
        for module in modules("tests")
        for line, name in module.imports()
        if name.startswith(("unittest.mock", "mock.", "pytest_mock"))
    ]
    nothing_in(replaced)


def test_tests_mirror_the_rooms():
    lost = []
    for app in APPS:
        for place in sorted((ROOT / "tests" / app).glob("*/")):
            rooms = (ROOT / app / place.name, ROOT / "templates" / app / place.name)
            has_tests = any(place.rglob("test_*.py"))
            if has_tests and not any(room.is_dir() for room in rooms):
                lost.append(str(place.relative_to(ROOT)))
    nothing_in(lost)
