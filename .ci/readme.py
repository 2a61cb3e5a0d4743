"""Prints the commands of README.md that start the demo, as they are written there.

`python .ci/readme.py setup` prints what comes before `manage.py demo`, `… demo` that and the rest.
"""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
FENCE = re.compile(r"^ *```(?:sh|bash|shell|console)?\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
# Getting the checkout is behind us when this file runs.
FETCHING = ("git clone", "cd ")


def commands(text: str) -> list[str]:
    """Return the commands of the first block that starts the demo, one by one."""
    for block in FENCE.findall(text):
        if "manage.py demo" in block:
            parts = re.split(r"\n|&&", block.replace("\\\n", " "))
            found = [part.split(" #")[0].strip().removeprefix("$ ") for part in parts]
            return [part for part in found if part and not part.startswith(("#", *FETCHING))]
    sys.exit("README.md has no fenced block with “manage.py demo”.")


def main(which: str) -> None:
    """Print one half."""
    found = commands(README.read_text(encoding="utf-8"))
    first = next(i for i, part in enumerate(found) if "manage.py demo" in part)
    if first == 0:
        sys.exit("README.md starts the demo before anything is installed.")
    chosen = found[:first] if which == "setup" else [*found[first:-1], f"exec {found[-1]}"]
    sys.stdout.write("\n".join(chosen) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
