"""What the wheel and the sdist carry: everything that the checkout shows, and nothing else."""

import tarfile
import zipfile

import pytest

from tests.house import APPS, ROOT

LEFT_OUT = {"__pycache__"}
TEMPLATE_OWNERS = {"knowledge": "knowledge", "mentoring": "mentoring", "webinars": "webinars"}


@pytest.fixture(scope="module")
def in_wheel(archives):
    with zipfile.ZipFile(archives.wheel) as wheel:
        return set(wheel.namelist())


@pytest.fixture(scope="module")
def in_sdist(archives):
    with tarfile.open(archives.sdist) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def files_of(*places):
    """Return every file of the checkout under the places."""
    return {
        str(path.relative_to(ROOT))
        for place in places
        for path in (ROOT / place).rglob("*")
        if path.is_file() and not LEFT_OUT & set(path.parts)
    }


def test_the_wheel_carries_the_apps_whole(in_wheel):
    assert files_of(*APPS) - in_wheel == set()


def test_the_wheel_carries_each_template_with_its_app(in_wheel):
    expected = set()
    for name in files_of("templates"):
        owner = TEMPLATE_OWNERS.get(name.split("/")[1], "community")
        expected.add(f"{owner}/{name}")
    assert expected - in_wheel == set()


def test_the_wheel_carries_compiled_catalogues_and_licence(in_wheel):
    assert {f"{app}/locale/fr/LC_MESSAGES/django.mo" for app in APPS} - in_wheel == set()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel)


def test_the_wheel_adds_nothing_beside_the_apps(in_wheel):
    tops = {name.partition("/")[0] for name in in_wheel}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(APPS)


def test_the_sdist_carries_what_a_packager_needs(in_sdist):
    expected = files_of(*APPS, "templates", "tests", "docs") | {
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "manage.py",
        "pyproject.toml",
    }
    assert {name for name in expected - in_sdist if "/." not in name} == set()


def test_the_archives_stay_small(archives):
    """No film and no database slipped in: the demo's recordings are the largest part."""
    assert archives.wheel.stat().st_size < 20_000_000
    assert archives.sdist.stat().st_size < 25_000_000
