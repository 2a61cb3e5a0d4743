"""Run the outside programs that make recordings: espeak-ng, ffmpeg and ffprobe."""

import subprocess
from collections.abc import Sequence


def run(command: Sequence[str], *, stdin: str = "") -> bytes:
    """Return what a program writes to its output; raise CalledProcessError when it fails."""
    return subprocess.run(  # noqa: S603 - a list of our own arguments, no shell
        command, input=stdin.encode(), stdout=subprocess.PIPE, check=True
    ).stdout
