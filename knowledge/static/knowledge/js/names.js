/* Names the fields of blocks that have one field only: Wagtail shows the block's heading above them
   but ties it to none, so that a screen reader would say “edit text” and no more. */

(() => {
  const FIELDS = ".public-DraftEditor-content, input[type=text], textarea";

  const nameAll = (place) => {
    for (const block of place.querySelectorAll("section.w-panel--nested[aria-labelledby]")) {
      for (const field of block.querySelectorAll(FIELDS)) {
        const isNamed = field.labels?.length || field.hasAttribute("aria-labelledby") || field.hasAttribute("aria-label");
        if (isNamed || field.closest("section.w-panel--nested") !== block) continue;
        field.setAttribute("aria-labelledby", block.getAttribute("aria-labelledby"));
      }
    }
  };

  class NamesController extends window.StimulusModule.Controller {
    connect() {
      const place = this.element.closest("form") ?? this.element;
      this.observer = new MutationObserver(() => nameAll(place));
      this.observer.observe(place, { childList: true, subtree: true });
      nameAll(place);
    }

    disconnect() {
      this.observer.disconnect();
    }
  }

  window.wagtail.app.register("knowledge-names", NamesController);
})();
