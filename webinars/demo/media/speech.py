"""Speak a script with espeak-ng, and know to the sample when each piece is heard."""

from __future__ import annotations  # array[int] is not subscriptable before Python 3.12

import re
import wave
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from webinars.demo.media.captions import pieces
from webinars.demo.media.commands import run
from webinars.demo.media.script import Chapter, Script, Sentence, Slide, Speaker

RATE = 22_050  # what espeak-ng gives, in samples a second
SILENT_BELOW = 260  # of 32,768: espeak's breath noise stays under it

# Seconds of silence, by what changes between two pieces of speech.
LEAD = 1.2
BETWEEN_PIECES = 0.16
BETWEEN_SENTENCES = 0.38
BETWEEN_SPEAKERS = 0.55
BETWEEN_SLIDES = 0.9
BETWEEN_CHAPTERS = 1.3
TAIL = 2.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One sentence as it is heard: its pieces with their start and end, in seconds."""

    chapter: Chapter
    slide: Slide
    sentence: Sentence
    pieces: tuple[tuple[str, float, float], ...]

    @property
    def start(self) -> float:
        """When its first sound is heard."""
        return self.pieces[0][1]

    @property
    def end(self) -> float:
        """When its last sound is heard."""
        return self.pieces[-1][2]


@dataclass(frozen=True, slots=True)
class Narration:
    """A whole recording's sound, and what is heard when."""

    samples: array[int]
    heard: tuple[Heard, ...]

    @property
    def seconds(self) -> float:
        """How long the sound lasts, silences included."""
        return len(self.samples) / RATE

    def write(self, path: Path) -> None:
        """Write a 16-bit mono WAV file."""
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(self.samples.tobytes())


def narrate(script: Script) -> Narration:
    """Speak the whole script; raise CalledProcessError when espeak-ng refuses."""
    samples = _silence(LEAD)
    heard: list[Heard] = []
    for chapter, slide in script.slides():
        for sentence in slide.sentences:
            if heard:
                samples.extend(_silence(_pause(heard[-1], chapter, slide, sentence)))
            timed = []
            for number, piece in enumerate(pieces(sentence.text)):
                if number:
                    samples.extend(_silence(BETWEEN_PIECES))
                start = len(samples) / RATE
                samples.extend(speak(piece, sentence.speaker, script.pronounce))
                timed.append((piece, start, len(samples) / RATE))
            heard.append(Heard(chapter, slide, sentence, tuple(timed)))
    samples.extend(_silence(TAIL))
    return Narration(samples, tuple(heard))


def _pause(last: Heard, chapter: Chapter, slide: Slide, sentence: Sentence) -> float:
    if last.chapter is not chapter:
        return BETWEEN_CHAPTERS
    if last.slide is not slide:
        return BETWEEN_SLIDES
    if last.sentence.speaker is not sentence.speaker:
        return BETWEEN_SPEAKERS
    return BETWEEN_SENTENCES


def speak(text: str, speaker: Speaker, pronounce: Mapping[str, str]) -> array[int]:
    """Return the samples of a text, without the silence espeak-ng leaves around it."""
    command = ["espeak-ng", "-v", speaker.voice, "-s", str(speaker.speed)]
    command += ["-p", str(speaker.pitch), "--stdin", "--stdout"]
    sound = run(command, stdin=spoken(text, pronounce))
    with wave.open(BytesIO(sound)) as file:
        if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
            raise ValueError(f"espeak-ng gave another kind of sound than {RATE} Hz, 16-bit mono")
        # Written to a pipe, the header can't know the length: the rest of the bytes is the sound.
        samples = array("h", file.readframes(len(sound)))
    return _trimmed(samples)


def spoken(text: str, pronounce: Mapping[str, str]) -> str:
    """Return the text as espeak-ng should read it: no guillemets, names as they sound."""
    text = re.sub("[«»“”\u202f]+", " ", text).replace("’", "'")
    for word, sound in pronounce.items():
        text = re.sub(rf"\b{re.escape(word)}\b", sound, text, flags=re.IGNORECASE)
    return re.sub(r" +([,;:.!?])", r"\1", " ".join(text.split()))


def _trimmed(samples: array[int]) -> array[int]:
    loud = [index for index, value in enumerate(samples) if abs(value) > SILENT_BELOW]
    if not loud:
        raise ValueError("espeak-ng said nothing")
    margin = RATE // 50
    return samples[max(0, loud[0] - margin) : loud[-1] + margin]


def _silence(seconds: float) -> array[int]:
    return array("h", bytes(2 * round(seconds * RATE)))
