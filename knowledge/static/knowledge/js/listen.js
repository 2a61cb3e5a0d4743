// Reads a card aloud with the browser's own voice, paragraph by paragraph; nothing leaves the page.

const place = document.querySelector("[data-listen]");
const voice = window.speechSynthesis;
const WORDS = ".card-page h1, .card-page .lede, .card-objective p, .card-body :is(h2, h3, h4, p, li, blockquote, figcaption)";

function begin() {
  const language = place.dataset.listenLang;
  const play = place.querySelector("[data-listen-play]");
  const stop = place.querySelector("[data-listen-stop]");
  const label = play.querySelector("span");
  const first = label.textContent;
  let state = "silent";
  let turn = 0;

  const voices = () => voice.getVoices().filter((each) => each.lang.toLowerCase().startsWith(language));

  // What another one of them holds is read with that one.
  const parts = () =>
    [...document.querySelectorAll(WORDS)].filter(
      (part) => part.innerText.trim() && !part.parentElement.closest(WORDS) && part.checkVisibility(),
    );

  function show(next) {
    state = next;
    label.textContent = { silent: first, speaking: play.dataset.listenPause, paused: play.dataset.listenOn }[next];
    stop.hidden = next === "silent";
  }

  function unmark() {
    for (const part of document.querySelectorAll(".is-heard")) part.classList.remove("is-heard");
  }

  function silence() {
    turn += 1;
    voice.cancel();
    unmark();
    show("silent");
  }

  function speak() {
    const mine = ++turn;
    const all = parts();
    voice.cancel();
    show("speaking");
    for (const [number, part] of all.entries()) {
      const words = new SpeechSynthesisUtterance(part.innerText);
      words.lang = language;
      words.voice = voices()[0] ?? null;
      words.addEventListener("start", () => {
        if (mine !== turn) return;
        unmark();
        part.classList.add("is-heard");
      });
      words.addEventListener("end", () => {
        if (mine === turn && number === all.length - 1) silence();
      });
      voice.speak(words);
    }
  }

  play.addEventListener("click", () => {
    if (state === "silent") return speak();
    if (state === "speaking") voice.pause();
    else voice.resume();
    show(state === "speaking" ? "paused" : "speaking");
  });
  stop.addEventListener("click", () => {
    silence();
    play.focus();
  });
  addEventListener("pagehide", () => voice.cancel());

  const offer = () => (place.hidden = voices().length === 0);
  voice.addEventListener?.("voiceschanged", offer);
  offer();
}

if (place && voice && window.SpeechSynthesisUtterance) begin();
