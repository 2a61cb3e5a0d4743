// While somebody types in a search box, what begins like it is offered below: a combobox with a
// list box (ARIA 1.2). Arrows walk, Enter opens what is chosen or else searches, Escape closes.

const LEAST = 2;
const PAUSE = 150;
let made = 0;

class Suggest {
  constructor(input) {
    this.input = input;
    this.url = input.dataset.suggest;
    this.timer = 0;
    this.asked = "";
    made += 1;
    this.list = document.createElement("ul");
    this.list.id = `suggest-list-${made}`;
    this.list.className = "suggest";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.placeholder);
    this.list.setAttribute("hx-sync", "this:replace");
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.form.classList.add("suggest-host");
    input.form.append(this.list, this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.type());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    input.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("[role=option]")));
    this.list.addEventListener("htmx:afterSwap", () => this.show());
    this.list.addEventListener("htmx:responseError", () => this.close());
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  get chosen() {
    return this.list.querySelector('[aria-selected="true"]');
  }

  type() {
    clearTimeout(this.timer);
    const typed = this.input.value.trim();
    this.asked = typed;
    if (typed.length < LEAST) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => {
      const address = `${this.url}?q=${encodeURIComponent(typed)}`;
      window.htmx.ajax("GET", address, { source: this.list, target: this.list, swap: "innerHTML" });
    }, PAUSE);
  }

  show() {
    // Ids are the page's own: two boxes may be open one after the other.
    this.options.forEach((option, place) => {
      option.id = `${this.list.id}-${place}`;
    });
    const isWanted = this.asked !== "" && document.activeElement === this.input;
    if (!isWanted || this.options.length === 0) {
      this.close();
      return;
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = this.list.querySelector("[data-suggest-count]")?.textContent ?? "";
  }

  close() {
    clearTimeout(this.timer);
    this.asked = "";
    this.list.hidden = true;
    this.choose(null);
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
  }

  choose(option) {
    this.chosen?.setAttribute("aria-selected", "false");
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  open(option) {
    if (option) location.assign(option.dataset.url);
  }

  press(event) {
    if (this.list.hidden || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const { options } = this;
    const at = options.indexOf(this.chosen);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Behind the last one the box itself has its turn again.
      const turns = options.length + 1;
      const next = (at + 1 + step + turns) % turns;
      this.choose(next === 0 ? null : options[next - 1]);
    } else if (event.key === "Enter" && this.chosen) {
      this.open(this.chosen);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

if (window.htmx) {
  for (const input of document.querySelectorAll("input[data-suggest]")) new Suggest(input);
}
