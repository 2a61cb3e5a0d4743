// Arrows walk from the box through the results; what changed while typing is said.

const box = document.getElementById("q");
const status = document.querySelector("[data-search-status]");

function links() {
  return [...document.querySelectorAll("[data-result]")];
}

function walk(event) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const all = links();
  const at = all.indexOf(document.activeElement);
  if (document.activeElement !== box && at < 0) return;
  const next = event.key === "ArrowDown" ? all[at + 1] : (all[at - 1] ?? box);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

document.addEventListener("keydown", walk);
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "results" && event.detail.elt?.id !== "results") return;
  const count = document.querySelector("[data-search-count]");
  if (count) status.textContent = count.textContent;
});
