/* While the title of a card is typed: which cards answer it already. Asked of the server, half a
   second after the last key; what is shown is announced, and what fails shows nothing. */

(() => {
  const LEAST = 8;
  const WAIT = 500;

  class NearController extends window.StimulusModule.Controller {
    static targets = ["list"];

    static values = { url: String, language: String, card: Number };

    connect() {
      this.title = this.element.closest("form")?.elements.title;
      this.asked = this.title?.value.trim() ?? "";
      this.onInput = () => {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.ask(), WAIT);
      };
      this.title?.addEventListener("input", this.onInput);
      // A title that the address brought along (see given_title.js).
      if (this.asked && !this.cardValue) this.onInput();
      this.asked = this.cardValue ? this.asked : "";
    }

    disconnect() {
      clearTimeout(this.waiting);
      this.title?.removeEventListener("input", this.onInput);
    }

    async ask() {
      const title = this.title.value.trim();
      if (title === this.asked) return;
      this.asked = title;
      this.underway?.abort();
      if (title.length < LEAST) {
        this.show("");
        return;
      }
      this.underway = new AbortController();
      const card = location.pathname.match(/\/pages\/(\d+)\/edit\//)?.[1] ?? "";
      const query = new URLSearchParams({ title, language: this.languageValue, card });
      try {
        const answer = await fetch(`${this.urlValue}?${query}`, {
          credentials: "same-origin",
          signal: this.underway.signal,
        });
        if (answer.ok) this.show(await answer.text());
      } catch {
        // A newer question took its place, or the network is gone: the title goes on as it is.
      }
    }

    show(html) {
      // The same cards again are not announced again.
      if (this.shown === html) return;
      this.shown = html;
      this.listTarget.innerHTML = html;
    }
  }

  window.wagtail.app.register("knowledge-near", NearController);
})();
