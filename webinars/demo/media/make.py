"""Remake the demo's recordings from their scripts, by hand: ``python -m webinars.demo.media.make``.

Needs espeak-ng, ffmpeg, Pillow and PyYAML. Each ``<app>/demo/media/scripts/<slug>.yaml`` gives,
one folder up, ``<slug>.mp4`` (or ``.mp3``), its captions ``<slug>.vtt``, a translation
``<slug>.<language>.vtt`` for each language it names, and for a video ``<slug>.chapters.vtt`` and
the poster ``<slug>.jpg``.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from webinars.demo.media.captions import CaptionError, Cue, spread, webvtt
from webinars.demo.media.encoding import (
    FRAMES_A_SECOND,
    encode_audio,
    encode_video,
    media_seconds,
)
from webinars.demo.media.script import Medium, Script, ScriptError, read_script
from webinars.demo.media.slides import View, draw
from webinars.demo.media.speech import Heard, Narration, narrate

ROOT = Path(__file__).parents[3]
SCRIPTS = "*/demo/media/scripts/*.yaml"
POSTER_WIDTH = 1280
BUDGET = 7_500_000  # bytes, for all recordings together
SUFFIXES = {".mp4", ".mp3", ".vtt", ".jpg"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the recordings named on the command line, or all; return the exit status."""
    parser = argparse.ArgumentParser(description="Remake the demo's recordings.")
    parser.add_argument("slugs", nargs="*", help="recordings to make (all when none is named)")
    chosen = set(parser.parse_args(arguments).slugs)
    paths = sorted(ROOT.glob(SCRIPTS))
    unknown = chosen - {path.stem for path in paths}
    if unknown:
        parser.error(f"no script is called {', '.join(sorted(unknown))}")
    for path in paths:
        if chosen and path.stem not in chosen:
            continue
        try:
            _say(make(read_script(path), path.parent.parent))
        except (ScriptError, CaptionError) as error:
            sys.stderr.write(f"{path.name}: {error}\n")
            return 1
    return _weigh({path.parent.parent for path in paths})


def make(script: Script, folder: Path) -> str:
    """Write one recording's files into a folder; return a line saying what was made."""
    narration = narrate(script)
    _write(folder / f"{script.slug}.vtt", captions(narration))
    for language in script.translations:
        _write(folder / f"{script.slug}.{language}.vtt", translated(narration, language))
    with TemporaryDirectory() as work:
        sound = Path(work) / "speech.wav"
        narration.write(sound)
        if script.medium is Medium.AUDIO:
            target = folder / f"{script.slug}.mp3"
            encode_audio(sound=sound, target=target, title=script.title, language=script.language)
        else:
            target = folder / f"{script.slug}.mp4"
            _write(folder / f"{script.slug}.chapters.vtt", chapters(script, narration))
            encode_video(
                frames=_film(script, narration, Path(work)),
                sound=sound,
                target=target,
                title=script.title,
                language=script.language,
            )
            _poster(script, folder / f"{script.slug}.jpg")
    seconds = media_seconds(target)
    if narration.heard[-1].end >= seconds:
        raise CaptionError("the captions outlast the recording")
    return f"{target.name}: {seconds:.1f} s, {target.stat().st_size / 1000:.0f} kB"


def captions(narration: Narration) -> list[Cue]:
    """Return what is said, each piece when it is heard."""
    return [
        Cue(start, end, text, heard.sentence.speaker.name)
        for heard in narration.heard
        for text, start, end in heard.pieces
    ]


def translated(narration: Narration, language: str) -> list[Cue]:
    """Return the translation of each sentence, over the seconds the sentence is heard."""
    return [
        cue
        for heard in narration.heard
        for cue in spread(
            heard.sentence.translations[language],
            start=heard.start,
            end=heard.end,
            speaker=heard.sentence.speaker.name,
        )
    ]


def chapters(script: Script, narration: Narration) -> list[Cue]:
    """Return one cue a chapter: they follow one another from the first second to the last."""
    turns = [(0.0, script.chapters[0])]
    for (before, heard), start in zip(pairwise(narration.heard), _turns(narration), strict=True):
        if heard.chapter is not before.chapter:
            turns.append((start, heard.chapter))
    stops = [*(start for start, _ in turns[1:]), narration.seconds]
    return [
        Cue(start, stop, chapter.title) for (start, chapter), stop in zip(turns, stops, strict=True)
    ]


def _turns(narration: Narration) -> list[float]:
    """When the screen changes between sentences: just before the next one is heard."""
    return [
        round(max(before.end, after.start - 0.25), 1) for before, after in pairwise(narration.heard)
    ]


def _film(script: Script, narration: Narration, work: Path) -> list[tuple[Path, float]]:
    """Draw each sentence's picture once, and say for how long it is shown."""
    starts = [0.0, *_turns(narration)]
    stops = [*starts[1:], narration.seconds]
    drawn: dict[View, Path] = {}
    film = []
    for view, start, stop in zip(_views(script, narration.heard), starts, stops, strict=True):
        if view not in drawn:
            drawn[view] = work / f"{len(drawn):03}.png"
            draw(script, view).picture().save(drawn[view])
        frames = round(stop * FRAMES_A_SECOND) - round(start * FRAMES_A_SECOND)
        film.append((drawn[view], frames / FRAMES_A_SECOND))
    return film


def _views(script: Script, heard: Sequence[Heard]) -> list[View]:
    slides = [slide for _, slide in script.slides()]
    views: list[View] = []
    for one in heard:
        builds = any(sentence.show is not None for sentence in one.slide.sentences)
        same = bool(views) and views[-1].slide is one.slide
        shown = one.sentence.show
        if shown is None and builds:
            shown = views[-1].shown if same else 0
        views.append(
            View(
                slide=one.slide,
                number=next(n for n, slide in enumerate(slides, 1) if slide is one.slide),
                count=len(slides),
                chapter=next(
                    n for n, chapter in enumerate(script.chapters, 1) if chapter is one.chapter
                ),
                shown=shown,
                speaker=one.sentence.speaker,
            )
        )
    return views


def _poster(script: Script, path: Path) -> None:
    """The cover with nobody speaking yet, and the swarm already gathered."""
    slide = script.chapters[0].slides[0]
    view = View(slide=slide, number=2, count=2, chapter=1, shown=None, speaker=None)
    picture = draw(script, view).picture(POSTER_WIDTH)
    picture.save(path, quality=84, optimize=True, progressive=True)


def _write(path: Path, cues: list[Cue]) -> None:
    path.write_text(webvtt(cues), encoding="utf-8")


def _weigh(folders: set[Path]) -> int:
    files = [file for folder in folders for file in folder.iterdir() if file.suffix in SUFFIXES]
    weight = sum(file.stat().st_size for file in files)
    _say(f"{len(files)} files, {weight / 1_000_000:.2f} MB of {BUDGET / 1_000_000:.1f} MB")
    return 0 if weight <= BUDGET else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
