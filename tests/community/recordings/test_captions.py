"""Captions as people have them: read when they can be, refused with the line when not."""

import pytest
from django.utils import translation

from community.recordings.captions import (
    MAX_BYTES,
    MAX_CUES,
    Chapter,
    Cue,
    NotCaptions,
    Window,
    chapters_to_webvtt,
    clock,
    read_captions,
    read_chapters,
    to_webvtt,
    windows,
)
from tests.factories.recordings import VTT

SRT = "1\n00:00:01,500 --> 00:00:02,500\nÉté à Évreux\n\n2\n00:00:03,000 --> 00:00:04,000\n1984\n"
SUMMER = [Cue(1.5, 2.5, "Été à Évreux"), Cue(3.0, 4.0, "1984")]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_webvtt_with_speakers():
    assert read_captions(VTT) == [
        Cue(1.0, 4.0, "Bonjour à toutes et à tous.", "Claire Vasseur"),
        Cue(5.0, 9.5, "Un retour commence avant les mots.", "Malik Benhaddou"),
        Cue(761.0, 770.0, "L’écran partagé remplace le visage.", "Claire Vasseur"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        SRT,
        SRT.encode("utf-8"),
        SRT.encode("utf-8-sig"),
        SRT.encode("utf-16"),
        SRT.encode("cp1252"),
        SRT.replace("\n", "\r\n").encode(),
        SRT.replace("\n", "\r"),
        "\ufeff\n\n" + SRT,
    ],
)
def test_srt_from_every_editor(source):
    assert read_captions(source) == SUMMER


def test_tags_and_entities_become_text():
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\n<i>1 < 2</i> &amp; <c.red>2 &gt; 1</c>"
    assert read_captions(source) == [Cue(1.0, 2.0, "1 < 2 & 2 > 1")]


def test_a_cue_with_two_voices_becomes_two():
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Ann>Hi</v> <v Bob &amp; Co>you"
    assert read_captions(source) == [Cue(1.0, 2.0, "Hi", "Ann"), Cue(1.0, 2.0, "you", "Bob Co")]


def test_written_anew_nothing_but_text_is_left():
    source = (
        "WEBVTT\n\nSTYLE\n::cue { background: url(https://evil.example) }\n\n"
        "REGION\nid:x\n\nNOTE secret\n\n"
        "7\n00:01.000 --> 00:02.000 line:0 align:start\n"
        "<v Ann><script>alert(1)</script> a --&gt; b\n"
    )
    written = to_webvtt(read_captions(source))
    assert written == ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v Ann>alert(1) a → b\n")
    assert to_webvtt(read_captions(written)) == written


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Dear all, here is the text", "Line 1"),
        (b"%PDF-1.7\n%\xe2\xe3", "Line 1"),
        (b"\x00\x00\x00\x20ftypisom", "Line 1"),
        (b"WEBVTTX\n\n00:01.000 --> 00:02.000\nx", "Line 1"),
        (b"WEBVTT", "no times"),
        (b"WEBVTT\n\n00:00:01 --> soon\nx", "Line 3"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nx", "Line 3"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n", "no text"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nA\n\n00:00:03,000 --> 00:00:04,000\nB", "Line 5"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"x" * 3000, "0:01"),
        (b"x" * (MAX_BYTES + 1), "too large"),
        (b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nx\n\n" * (MAX_CUES + 1), "20"),
    ],
)
def test_what_is_not_captions_is_refused_with_its_place(source, message):
    with pytest.raises(NotCaptions, match=message):
        read_captions(source)


def test_control_characters_and_bad_bytes_do_not_break():
    source = b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\x07B \xff\xfe C\x1b"
    assert read_captions(source) == [Cue(1.0, 2.0, "AB ÿþ C")]


@pytest.mark.parametrize(
    "source",
    [
        "0:00 Début\n- [1:30] – La suite\n\n1:02:03 La fin",
        "Ce que vous verrez :\n00:00 Début\n• 01:30 - La suite\n1:02:03 : La fin\nMerci !",
        """WEBVTT

00:00.000 --> 01:30.000
Début

00:01:30.000 --> 01:02:03.000
La suite

01:02:03.000 --> 01:03:00.000
La fin
""",
    ],
)
def test_chapters(source):
    assert read_chapters(source) == [
        Chapter(0.0, "Début"),
        Chapter(90.0, "La suite"),
        Chapter(3723.0, "La fin"),
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Merci de votre attention", "Line 1"),
        ("0:00 Début\n1.30 La suite", "Line 2"),
        ("1:00 a\n0:30 b", "“b”"),
        (
            "\n".join(f"{n}:00 x" for n in range(99))
            + "\n"
            + "\n".join(f"{h}:00:00 x" for h in range(2, 110)),
            "200",
        ),
    ],
)
def test_chapters_that_are_none(source, message):
    with pytest.raises(NotCaptions, match=message):
        read_chapters(source)


def test_chapters_are_written_to_the_end_of_the_recording():
    assert chapters_to_webvtt([Chapter(0, "A"), Chapter(90, "B & C")], 120.5) == (
        "WEBVTT\n\n00:00:00.000 --> 00:01:30.000\nA\n\n00:01:30.000 --> 00:02:00.500\nB &amp; C\n"
    )


def test_windows_join_what_belongs_together():
    cues = [Cue(n * 5.0, n * 5 + 4.5, f"mot {n}", "Ann") for n in range(6)]
    cues.append(Cue(60.0, 62.0, "plus tard", "Bob"))
    assert list(windows(cues)) == [
        Window(0.0, 24.5, "mot 0 mot 1 mot 2 mot 3 mot 4", "Ann"),
        Window(25.0, 29.5, "mot 5", "Ann"),
        Window(60.0, 62.0, "plus tard", "Bob"),
    ]


@pytest.mark.parametrize(
    ("seconds", "expected"), [(0, "0:00"), (761.9, "12:41"), (3723, "1:02:03"), (-5, "0:00")]
)
def test_a_moment_for_people(seconds, expected):
    assert clock(seconds) == expected
