// Helps to read a card: gives its link on, goes from card to card. The page does without.

const share = document.querySelector("[data-share]");
const said = document.querySelector("[data-share-said]");

async function giveOn() {
  const url = share.dataset.share;
  if (navigator.share) {
    try {
      await navigator.share({ title: share.dataset.shareTitle, url });
      return;
    } catch (refusal) {
      // Who closes the system's window wanted nothing more.
      if (refusal.name === "AbortError") return;
    }
  }
  try {
    await navigator.clipboard.writeText(url);
    said.textContent = share.dataset.shareDone;
  } catch {
    // No clipboard here (no HTTPS, or forbidden): then the link is shown, to be copied by hand.
    said.textContent = url;
  }
}

share?.addEventListener("click", giveOn);

// No single letter: those belong to fields and to screen readers.
const ways = { PageUp: "prev", PageDown: "next" };

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !ways[event.key]) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], audio, video")) return;
  const way = document.querySelector(`.card-around [rel=${ways[event.key]}]`);
  if (!way) return;
  event.preventDefault();
  way.click();
});
