"""Remembers which tests ran, so that CI can tell which ones were skipped in every one of its runs.

`pytest -p tests.no_skips` adds each test and its outcome to the file that RAN_RECORD names;
`python -m tests.no_skips FILE` fails with those that never ran. With ESSAIM_NO_SKIPS=1 a skip is a
failure at once.
"""

import os
import sys
from pathlib import Path

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Turn a skip into a failure where none is allowed."""
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("ESSAIM_NO_SKIPS") == "1" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, and no skip is allowed here: {report.longrepr}"


class Recorder:
    """Writes what ran; lives where the reports of all workers arrive."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report):
        """Note a test that was called, or skipped before that."""
        if report.skipped or hasattr(report, "wasxfail"):
            self.lines.append(f"skipped\t{report.nodeid}\n")
        elif report.when == "call":
            self.lines.append(f"ran\t{report.nodeid}\n")

    def pytest_collectreport(self, report):
        """Note a module that was skipped whole."""
        if report.skipped:
            self.lines.append(f"skipped\t{report.nodeid}\n")

    def pytest_sessionfinish(self):
        """Add this run to the record."""
        with self.path.open("a", encoding="utf-8") as file:
            file.writelines(self.lines)


def pytest_configure(config):
    """Record in the one process that hears of every test."""
    path = os.environ.get("RAN_RECORD")
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder(Path(path)), "essaim-recorder")


def never_ran(lines):
    """Return the tests of a record that were skipped each time, in order."""
    seen = {"ran": set(), "skipped": set()}
    for line in lines:
        outcome, _tab, name = line.rstrip("\n").partition("\t")
        seen[outcome].add(name)
    modules = {name.partition("::")[0] for name in seen["ran"]}
    return sorted(
        name for name in seen["skipped"] - seen["ran"] if "::" in name or name not in modules
    )


def main(path):
    """Print the tests that never ran and return how many."""
    with Path(path).open(encoding="utf-8") as file:
        missed = never_ran(file)
    for name in missed:
        sys.stdout.write(f"never ran: {name}\n")
    return len(missed)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
