// Says what happened to a question, without saying who asked: that it was asked (once the person
// stays with it), that a result was opened, or that other words followed. The server keeps counts.

const STAYS = 1500;
const KEPT = "essaim-search";
const FORGOTTEN_AFTER = 3 * 60 * 1000;
let waiting;

function shown() {
  return document.querySelector("[data-search-page]");
}

function send(url, page, signal) {
  navigator.sendBeacon(url, new URLSearchParams({ page, signal }));
}

function before() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    return kept && Date.now() - kept.at < FORGOTTEN_AFTER ? kept : null;
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(value));
  } catch {
    // Storage is closed: another wording is then not noticed.
  }
}

function words() {
  return (new URLSearchParams(location.search).get("q") ?? "").trim().toLowerCase();
}

function asked() {
  clearTimeout(waiting);
  const here = shown();
  if (!here || here.dataset.said) return;
  here.dataset.said = "yes";
  const { searchPage: page, searchLog: url } = here.dataset;
  const last = before();
  if (last && last.words !== words() && !last.isOpened) send(url, last.page, "reformulated");
  if (!last || last.words !== words()) {
    send(url, page, "asked");
    keep({ page, words: words(), at: Date.now(), isOpened: false });
  }
}

function settle() {
  clearTimeout(waiting);
  if (shown()) waiting = setTimeout(asked, STAYS);
}

function opened(event) {
  const here = shown();
  if (!here || !event.target.closest(".result a")) return;
  asked();
  send(here.dataset.searchLog, here.dataset.searchPage, "clicked");
  keep({ page: here.dataset.searchPage, words: words(), at: Date.now(), isOpened: true });
}

document.addEventListener("click", opened);
document.addEventListener("auxclick", opened);
document.addEventListener("htmx:afterSettle", settle);
settle();
