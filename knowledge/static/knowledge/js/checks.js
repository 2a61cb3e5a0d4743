/* What is missing and what is worth a look, asked again whenever the editor kept the draft. */

(() => {
  class ChecksController extends window.StimulusModule.Controller {
    static targets = ["list"];

    static values = { url: String };

    connect() {
      // Of a new card the answer brings the key before the page's address does.
      this.onKept = ({ detail }) => this.ask(detail?.data?.pk);
      document.addEventListener("w-autosave:success", this.onKept);
    }

    disconnect() {
      document.removeEventListener("w-autosave:success", this.onKept);
    }

    async ask(kept) {
      const card = kept ?? location.pathname.match(/\/pages\/(\d+)\/edit\//)?.[1];
      if (!card) return;
      try {
        const answer = await fetch(this.urlValue.replace(/\/\d+\/checks\//, `/${card}/checks/`), {
          credentials: "same-origin",
        });
        if (!answer.ok) return;
        const html = await answer.text();
        // The same list again is not announced again.
        if (html !== this.shown) this.listTarget.innerHTML = html;
        this.shown = html;
      } catch {
        // The list stays as it was; the next draft asks again.
      }
    }
  }

  window.wagtail.app.register("knowledge-checks", ChecksController);
})();
