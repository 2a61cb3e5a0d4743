// Arrows walk from the box through the results; what changed while typing is said; going back
// brings back what was asked. The page may be put in place anew by htmx, so nothing is kept.

const box = () => document.getElementById("q");

function walk(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = [...document.querySelectorAll("[data-result]")];
  const at = all.indexOf(document.activeElement);
  if (document.activeElement !== box() && at < 0) return;
  const next = event.key === "ArrowDown" ? all[at + 1] : (all[at - 1] ?? box());
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function sayCount(event) {
  if (event.detail.target?.id !== "results" && event.detail.elt?.id !== "results") return;
  const status = document.querySelector("[data-search-status]");
  const count = document.querySelector("[data-search-count]");
  if (status && count) status.textContent = count.textContent;
}

function fillBox() {
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  if (box()) box().value = asked;
}

document.addEventListener("keydown", walk);
document.addEventListener("htmx:afterSettle", sayCount);
document.addEventListener("htmx:historyRestore", fillBox);
