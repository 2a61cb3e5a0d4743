"""Turn slides and speech into the files a browser plays, with ffmpeg."""

import json
from collections.abc import Iterable
from pathlib import Path

from webinars.demo.media.commands import run

FRAMES_A_SECOND = 10

# espeak's voice is thin and sharp: cut the rumble, soften the bite, bring to one loudness.
VOICE = "highpass=f=75,equalizer=f=3100:t=q:w=1.1:g=-3.5,lowpass=f=8500,"
LOUDNESS = "loudnorm=I=-18:TP=-1.5:LRA=9"

_FFMPEG = ["ffmpeg", "-y", "-v", "error", "-nostdin"]
_CLEAN = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"]


def encode_video(
    *, frames: Iterable[tuple[Path, float]], sound: Path, target: Path, title: str, language: str
) -> None:
    """Write an MP4 whose pictures are each shown for the given seconds.

    Raise CalledProcessError when ffmpeg refuses.
    """
    listing = sound.with_suffix(".frames")
    listing.write_text(_concat(frames), encoding="utf-8")
    command = [*_FFMPEG, "-f", "concat", "-safe", "0", "-i", str(listing), "-i", str(sound)]
    command += ["-vf", f"fps={FRAMES_A_SECOND},scale=out_color_matrix=bt709,format=yuv420p"]
    command += ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]
    command += ["-c:v", "libx264", "-profile:v", "main", "-preset", "slow", "-tune", "stillimage"]
    # A key frame every ten seconds at least, so that landing on a second is quick.
    command += ["-crf", "27", "-g", str(10 * FRAMES_A_SECOND), "-threads", "1"]
    command += ["-af", f"{VOICE}{LOUDNESS},aresample=24000"]
    command += ["-c:a", "aac", "-b:a", "24k", "-ac", "1", *_CLEAN]
    command += ["-metadata", f"title={title}", "-metadata:s:a:0", f"language={_iso(language)}"]
    command += ["-movflags", "+faststart", str(target)]
    run(command)


def encode_audio(*, sound: Path, target: Path, title: str, language: str) -> None:
    """Write an MP3; raise CalledProcessError when ffmpeg refuses."""
    command = [*_FFMPEG, "-i", str(sound), "-af", f"{VOICE}{LOUDNESS},aresample=24000"]
    command += ["-c:a", "libmp3lame", "-b:a", "40k", "-ac", "1", *_CLEAN]
    command += ["-metadata", f"title={title}", "-metadata:s:a:0", f"language={_iso(language)}"]
    run([*command, str(target)])


def media_seconds(path: Path) -> float:
    """Return how long a file plays, as ffprobe reads it."""
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "json"]
    return float(json.loads(run([*command, str(path)]))["format"]["duration"])


def _concat(frames: Iterable[tuple[Path, float]]) -> str:
    """The list ffmpeg's concat demuxer reads; the last picture is named twice, or it flashes."""
    lines, last = ["ffconcat version 1.0"], None
    for picture, seconds in frames:
        lines += [f"file '{picture}'", f"duration {seconds:.3f}"]
        last = picture
    if last:
        lines.append(f"file '{last}'")
    return "\n".join(lines) + "\n"


def _iso(language: str) -> str:
    return {"fr": "fra", "en": "eng"}.get(language, "und")
