// Says once that somebody stayed with a card, without saying who. The server keeps a number a day.

const STAYS = 10_000;
const card = document.querySelector("[data-read-url]");
let waiting;

function stayed() {
  if (!card || card.dataset.said) return;
  card.dataset.said = "yes";
  navigator.sendBeacon(card.dataset.readUrl);
}

function watch() {
  clearTimeout(waiting);
  if (document.visibilityState === "visible") waiting = setTimeout(stayed, STAYS);
}

document.addEventListener("visibilitychange", watch);
watch();
