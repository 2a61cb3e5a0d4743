"""The archives, built once, and an empty Wagtail site that installs them by README's steps."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house import ROOT

SECTION = "Into an existing Wagtail site"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
AT_THE_END = re.compile(r"^# (\S+), at the end$")


def pytest_collection_modifyitems(items):
    """Building and installing take minutes and the package index."""
    if os.environ.get("PACKAGING") != "1":
        for item in items:
            if "packaging" in Path(item.path).parts:
                item.add_marker(pytest.mark.skip("Set PACKAGING=1 to build and install (PyPI)."))


def run(*command, cwd, env=None):
    """Run a command and return what it printed; fail with that."""
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, timeout=900, check=False
    )
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


@dataclass(frozen=True)
class Archives:
    """The two files that are published."""

    wheel: Path
    sdist: Path


@pytest.fixture(scope="session")
def archives(tmp_path_factory):
    """The wheel is built from the sdist, so that what the sdist lacks is missed."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return Archives(next(folder.glob("*.whl")), next(folder.glob("*.tar.gz")))


def steps():
    """Return (language, text) of each fenced block in README's section."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(
        rf"^#+ {re.escape(SECTION)}$(.*?)(?=^#+ |\Z)", strip_code_titles(readme), re.M | re.S
    )
    assert found, f"README.md has no section “{SECTION}”"
    return [(language, restore(text)) for language, text in FENCE.findall(found[1])]


def strip_code_titles(text):
    """Hide the comments of code blocks, which look like headings."""
    return FENCE.sub(lambda block: block[0].replace("\n# ", "\n\0 "), text)


def restore(text):
    """Show them again."""
    return text.replace("\0 ", "# ")


@dataclass(frozen=True)
class Site:
    """An empty Wagtail project in an environment of its own."""

    folder: Path
    bin: Path

    @property
    def env(self):
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DJANGO_", "COMMUNITY_", "PYTHON", "COV_", "PYTEST_"))
            and name not in {"DATABASE_URL", "VAR_DIR", "REDIS_URL", "EMAIL_URL", "SEARCH_URL"}
        }
        return clean | {"PATH": f"{self.bin}{os.pathsep}{clean['PATH']}", "VIRTUAL_ENV": ""}

    def manage(self, *arguments, **env):
        """Run one of the project's management commands."""
        return run(
            self.bin / "python", "manage.py", *arguments, cwd=self.folder, env=self.env | env
        )


@pytest.fixture(scope="session")
def site(archives, tmp_path_factory):
    """`wagtail start mysite`, and then what README says, word for word."""
    folder = tmp_path_factory.mktemp("site")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    site = Site(folder / "mysite", folder / "venv" / "bin")
    run(site.bin / "pip", "install", "-q", "wagtail>=8,<9", cwd=folder)
    run(site.bin / "wagtail", "start", "mysite", cwd=folder)
    for language, text in steps():
        if language in {"sh", "bash", "console"}:
            for line in text.splitlines():
                command = line.removeprefix("$ ").replace(
                    "install essaim", f"install {archives.wheel}"
                )
                if command and not command.startswith("#"):
                    run("bash", "-ec", command, cwd=site.folder, env=site.env)
        else:
            name = AT_THE_END.match(text.partition("\n")[0])
            assert name, f"README.md does not say where this goes:\n{text}"
            with (site.folder / name[1]).open("a", encoding="utf-8") as file:
                file.write(f"\n\n{text}")
    return site
