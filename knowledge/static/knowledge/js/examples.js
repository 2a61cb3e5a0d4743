/* Shows the example of the kind that is chosen; while nothing is written yet, choosing another kind
   begins with the blocks of that kind. */

(() => {
  const WORDS = ["title", "summary", "objective", "challenge", "audience_note"];

  const isUntouched = (form) => WORDS.every((name) => !form.elements[name]?.value.trim());

  class ExamplesController extends window.StimulusModule.Controller {
    connect() {
      this.kind = this.element.closest("form")?.elements.kind;
      this.onChange = () => {
        this.show();
        this.begin();
      };
      this.kind?.addEventListener("change", this.onChange);
      this.onKept = () => this.element.querySelector(".card-kinds")?.remove();
      document.addEventListener("w-autosave:success", this.onKept);
      this.show();
    }

    disconnect() {
      this.kind?.removeEventListener("change", this.onChange);
      document.removeEventListener("w-autosave:success", this.onKept);
    }

    show() {
      for (const example of this.element.querySelectorAll("[data-kind]")) {
        example.hidden = example.dataset.kind !== this.kind?.value;
      }
    }

    /* The links stand only in a new card; once the editor kept it, its blocks are its author's. */
    begin() {
      const start = this.element.querySelector(`[data-kind-start="${this.kind.value}"]`);
      if (start && location.pathname.includes("/add/") && isUntouched(this.kind.form)) {
        location.assign(start.href);
      }
    }
  }

  window.wagtail.app.register("knowledge-examples", ExamplesController);
})();
