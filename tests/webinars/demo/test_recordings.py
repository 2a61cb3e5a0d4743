"""The demo's recordings say what their scripts say, in captions one can read."""

from pathlib import Path

import pytest
import webvtt

from webinars.demo.media.captions import LINE_LENGTH, LINES, CaptionError, pieces, wrap
from webinars.demo.media.script import Medium, Script, ScriptError, read_script

ROOT = Path(__file__).parents[3]
SCRIPTS = sorted(ROOT.glob("*/demo/media/scripts/*.yaml"))
CAPTIONS = sorted(ROOT.glob("*/demo/media/*.vtt"))
SPOKEN = [path for path in CAPTIONS if not path.name.endswith(".chapters.vtt")]

REPLAYS = {
    "codeveloppement-en-six-etapes",
    "cookie-et-donnees-personnelles",
    "feedback-a-distance",
    "learning-trips-what-to-look-for",
}


def seconds(timestamp: str) -> float:
    hours, minutes, rest = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def sentences(script: Script, language: str) -> str:
    return " ".join(
        sentence.text if language == script.language else sentence.translations[language]
        for _, slide in script.slides()
        for sentence in slide.sentences
    )


def test_the_demo_has_its_replays():
    assert {path.stem for path in SCRIPTS if path.parts[-5] == "webinars"} == REPLAYS


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_file_of_a_recording_is_there(path: Path):
    script = read_script(path)
    suffixes = [".vtt", *(f".{language}.vtt" for language in script.translations)]
    if script.medium is Medium.AUDIO:
        suffixes += [".mp3"]
    else:
        suffixes += [".mp4", ".jpg", ".chapters.vtt"]
    folder = path.parent.parent
    assert [s for s in suffixes if not (folder / f"{path.stem}{s}").is_file()] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_captions_are_the_script(path: Path):
    script = read_script(path)
    for language in (script.language, *script.translations):
        suffix = ".vtt" if language == script.language else f".{language}.vtt"
        cues = webvtt.read(path.parent.parent / f"{path.stem}{suffix}")
        said = " ".join(cue.text.replace("\n", " ") for cue in cues)
        assert said == sentences(script, language)
        assert {cue.voice for cue in cues} == {speaker.name for speaker in script.speakers}


@pytest.mark.parametrize("path", CAPTIONS, ids=lambda path: path.name)
def test_cues_follow_one_another(path: Path):
    times = [(seconds(cue.start), seconds(cue.end)) for cue in webvtt.read(path)]
    flat = [moment for cue in times for moment in cue]
    assert flat == sorted(flat)
    assert all(end > start for start, end in times)


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_captions_are_short(path: Path):
    lines = [cue.text.split("\n") for cue in webvtt.read(path)]
    assert max(map(len, lines)) <= LINES
    assert max(len(line) for cue in lines for line in cue) <= LINE_LENGTH


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_chapters_are_the_script(path: Path):
    script = read_script(path)
    if script.medium is Medium.AUDIO:
        return
    cues = list(webvtt.read(path.parent.parent / f"{path.stem}.chapters.vtt"))
    assert [cue.text for cue in cues] == [chapter.title for chapter in script.chapters]
    assert cues[0].start == "00:00:00.000"
    assert [cue.end for cue in cues[:-1]] == [cue.start for cue in cues[1:]]


def test_a_sentence_is_cut_where_a_voice_breathes():
    sentence = (
        "Une seule question : comment dire à quelqu’un ce qui marche et ce qui bloque, à distance ?"
    )
    assert pieces(sentence.replace(" :", "\u202f:").replace(" ?", "\u202f?")) == (
        "Une seule question\u202f:",
        "comment dire à quelqu’un ce qui marche et ce qui bloque, à distance\u202f?",
    )


def test_a_sentence_without_breath_is_refused():
    with pytest.raises(CaptionError, match="no place to breathe"):
        pieces("mot " * 30)


def test_lines_are_balanced_and_never_end_on_an_article():
    assert wrap("On voit un visage, on ajuste, on regarde la personne.") == (
        "On voit un visage, on ajuste,",
        "on regarde la personne.",
    )


def test_a_script_without_speaker_says_so(tmp_path: Path):
    path = tmp_path / "essai.yaml"
    path.write_text(
        "language: fr\ntitle: Essai\nspeakers: {}\n"
        "chapters: [{title: Un, slides: [{say: [{claire: Bonjour}]}]}]\n",
        encoding="utf-8",
    )
    with pytest.raises(ScriptError, match=r"essai\.yaml: a sentence needs one known speaker"):
        read_script(path)
