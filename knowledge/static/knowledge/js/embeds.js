/* Loads another site's player when the reader asks for it, never before. */

for (const figure of document.querySelectorAll("[data-embed]")) {
  const button = figure.querySelector("[data-embed-load]");
  button?.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.embed;
    frame.title = figure.dataset.embedTitle;
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
    button.parentElement.before(frame);
    button.remove();
    frame.tabIndex = 0;
    frame.focus();
  });
}
