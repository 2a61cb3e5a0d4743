// Runs before the first paint: says that scripts run, and lays the colour scheme that was chosen.
(() => {
  const root = document.documentElement;
  root.classList.add("has-js");
  try {
    const chosen = localStorage.getItem("essaim-theme");
    if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
  } catch {
    // Storage is closed in some private windows: the system's scheme stays.
  }
})();
