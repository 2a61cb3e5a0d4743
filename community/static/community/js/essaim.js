// What every page does with scripts on. Nothing here is needed to read, search or ask.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function currentTheme() {
  return root.dataset.theme ?? (dark.matches ? "dark" : "light");
}

function showTheme() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.setAttribute("aria-pressed", String(currentTheme() === "dark"));
  }
}

function toggleTheme() {
  const next = currentTheme() === "dark" ? "light" : "dark";
  root.dataset.theme = next;
  try {
    localStorage.setItem("essaim-theme", next);
  } catch {
    // The choice then lasts as long as the page.
  }
  showTheme();
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") !== null;
}

function focusSearch(event) {
  const box = [...document.querySelectorAll("[data-search-box]")].find(
    (input) => input.offsetParent !== null,
  );
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function closeMenus(except, restoreFocus = false) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (except && menu.contains(except)) continue;
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (restoreFocus && hadFocus) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target);
  if (event.target.closest("[data-theme-toggle]")) toggleTheme();
  const closer = event.target.closest("[data-dismiss]");
  if (closer) closer.closest(closer.dataset.dismiss)?.remove();
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus(null, true);
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
    focusSearch(event);
  }
});

document.addEventListener("focusin", (event) => closeMenus(event.target));
dark.addEventListener("change", showTheme);

// A form that is on its way is not sent twice; coming back to the page frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // A download or a stopped request leaves the page in place: it must be possible to try again.
  setTimeout(() => delete form.dataset.sent, 4000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// A fragment that replaced what had the focus says where the reader goes on.
document.addEventListener("htmx:afterSettle", (event) => {
  showTheme();
  const swapped = event.detail.elt;
  const wanted = swapped.matches?.("[data-focus]") ? swapped : swapped.querySelector?.("[data-focus]");
  if (!wanted) return;
  if (!wanted.hasAttribute("tabindex") && wanted.tabIndex < 0) wanted.setAttribute("tabindex", "-1");
  wanted.focus({ preventScroll: false });
});

// What the server could not do is said, not swallowed.
function sayFailure() {
  const place = document.querySelector("[data-failure]");
  if (place) place.hidden = false;
}
document.addEventListener("htmx:responseError", sayFailure);
document.addEventListener("htmx:sendError", sayFailure);

// A select or a check box that filters sends its form by itself.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form) form.requestSubmit();
});

// A row of tabs that is wider than the phone opens on the current one.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const row = tab.closest(".tabs");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
}

showTheme();
