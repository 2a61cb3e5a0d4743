/* Shows the example of the kind that is chosen; while nothing is written yet, choosing another kind
   begins with the blocks of that kind. */

(() => {
  const WORDS = ["title", "summary", "objective", "challenge", "audience_note"];

  const isUntouched = (form) => WORDS.every((name) => !form.elements[name]?.value.trim());

  class ExamplesController extends window.StimulusModule.Controller {
    connect() {
      this.kind = this.element.closest("form")?.elements.kind;
      this.onChange = () => this.follow();
      this.kind?.addEventListener("change", this.onChange);
      this.follow(true);
    }

    disconnect() {
      this.kind?.removeEventListener("change", this.onChange);
    }

    follow(isFirst = false) {
      if (!this.kind) return;
      const chosen = this.kind.value;
      for (const example of this.element.querySelectorAll("[data-kind]")) {
        example.hidden = example.dataset.kind !== chosen;
      }
      const start = this.element.querySelector(`[data-kind-start="${chosen}"]`);
      if (!isFirst && start && isUntouched(this.kind.form)) location.assign(start.href);
    }
  }

  window.wagtail.app.register("knowledge-examples", ExamplesController);
})();
