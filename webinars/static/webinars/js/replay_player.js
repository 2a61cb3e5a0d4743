// The replay: transcript and film follow each other, a click on what was said plays it, the search
// finds it, and the place where one left is kept. Without this, each of them is a plain link.

const SAVE_EVERY = 10_000;
const still = matchMedia("(prefers-reduced-motion: reduce)");

function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, left] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(left)}` : `${minutes}:${two(left)}`;
}

// Without accents and capitals, and where each character of the result came from.
function folded(text) {
  const places = [];
  let result = "";
  [...text].forEach((character, index) => {
    for (const part of character.normalize("NFD").toLowerCase()) {
      if (/\p{M}/u.test(part)) continue;
      result += part === "’" ? "'" : part;
      places.push(index);
    }
  });
  return { text: result, places };
}

class ReplayPlayer extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video) return;
    this.cues = [...this.querySelectorAll(".replay__cue")].map((link) => ({
      link,
      start: Number(link.dataset.seek),
      end: Number(link.dataset.end),
      words: link.textContent,
    }));
    this.chapters = [...this.querySelectorAll(".replay__list a")];
    this.scroll = this.querySelector("[data-scroll]");
    this.follow = this.querySelector("[data-follow]");
    this.permalink = this.querySelector("[data-permalink]");
    // It stands beside the player, not in it.
    this.cardLink = document.querySelector("[data-make-card]");
    this.bar = this.querySelector(".replay__done");
    this.positionForm = this.querySelector("[data-position]");
    this.savedAt = 0;
    this.addEventListener("click", (event) => this.onClick(event));
    this.video.addEventListener("timeupdate", () => this.show(this.video.currentTime));
    this.video.addEventListener("play", () => this.hideOffers());
    this.video.addEventListener("pause", () => this.save(true));
    addEventListener("pagehide", () => this.save(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.save(true));
    this.listenToReader();
    this.listenToSearch();
    this.offerToResume();
    const landed = this.scroll?.querySelector("[aria-current]");
    if (landed) this.bringIntoView(landed, true);
  }

  onClick(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    const seeker = event.target.closest("[data-seek]");
    if (seeker) {
      event.preventDefault();
      this.setFollowing(true);
      this.seek(Number(seeker.dataset.seek));
    } else if (event.target.closest("[data-permalink]")) {
      event.preventDefault();
      this.copyAddress();
    } else if (event.target.closest("[data-follow]")) {
      this.setFollowing(this.follow.getAttribute("aria-pressed") !== "true");
      if (this.isFollowing()) this.show(this.video.currentTime, true);
    }
  }

  seek(seconds) {
    this.video.currentTime = seconds;
    this.video.play().catch(() => {});
    history.replaceState(null, "", `?t=${Math.floor(seconds)}`);
    this.show(seconds, true);
    if (this.getBoundingClientRect().top < 0) {
      this.video.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
    }
  }

  // What is being said, which chapter it is in, how far along it is.
  show(seconds, anew = false) {
    const current = this.cueAt(seconds);
    if (current !== this.current || anew) {
      this.current?.link.removeAttribute("aria-current");
      for (const link of this.scroll?.querySelectorAll("[aria-current]") ?? []) {
        link.removeAttribute("aria-current");
      }
      current?.link.setAttribute("aria-current", "true");
      this.current = current;
      if (current && this.isFollowing()) this.bringIntoView(current.link, anew);
    }
    const chapter = this.chapters.findLast((link) => Number(link.dataset.seek) <= seconds + 0.3);
    for (const link of this.chapters) {
      if (link === chapter) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const whole = this.video.duration;
    if (this.bar && whole) this.bar.setAttribute("width", String((1000 * seconds) / whole));
    if (this.permalink) {
      const address = `${this.dataset.address}?t=${Math.floor(seconds)}`;
      if (this.permalink.getAttribute("href") !== address) this.permalink.href = address;
    }
    if (this.cardLink) {
      const address = new URL(this.cardLink.href);
      address.searchParams.set("position", String(Math.floor(seconds)));
      if (this.cardLink.href !== address.href) this.cardLink.href = address.href;
    }
    if (!this.video.paused) this.save(false);
  }

  cueAt(seconds) {
    let [low, high] = [0, this.cues.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (this.cues[middle].start <= seconds + 0.05) low = middle + 1;
      else high = middle - 1;
    }
    return this.cues[high];
  }

  // Scrolls the transcript, never the page.
  bringIntoView(link, atOnce = false) {
    if (!this.scroll) return;
    const box = this.scroll.getBoundingClientRect();
    const line = link.getBoundingClientRect();
    const isSeen = line.top > box.top + 40 && line.bottom < box.bottom - 60;
    if (isSeen && !atOnce) return;
    this.scrolledAt = Date.now();
    this.scroll.scrollTo({
      top: this.scroll.scrollTop + line.top - box.top - box.height / 3,
      behavior: still.matches || atOnce ? "auto" : "smooth",
    });
  }

  isFollowing() {
    return !this.follow || this.follow.getAttribute("aria-pressed") === "true";
  }

  setFollowing(value) {
    this.follow?.setAttribute("aria-pressed", String(value));
  }

  // Who scrolls by hand reads on: the film does not pull the text away.
  listenToReader() {
    for (const name of ["wheel", "touchmove", "pointerdown"]) {
      this.scroll?.addEventListener(
        name,
        (event) => {
          if (name !== "pointerdown" || event.target === this.scroll) this.setFollowing(false);
        },
        { passive: true },
      );
    }
    this.scroll?.addEventListener("keydown", (event) => {
      if (["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(event.key)) {
        this.setFollowing(false);
      }
    });
  }

  listenToSearch() {
    const input = this.querySelector("[data-find]");
    if (!input) return;
    input.addEventListener("input", () => this.find(input.value));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        this.goToFound(event.shiftKey ? -1 : 1);
      }
    });
  }

  find(asked) {
    const wanted = folded(asked.trim()).text;
    const said = this.querySelector("[data-found]");
    this.found = [];
    for (const cue of this.cues) {
      const { text, places } = folded(cue.words);
      const at = wanted.length > 1 ? text.indexOf(wanted) : -1;
      if (at < 0) {
        if (cue.link.firstElementChild) cue.link.textContent = cue.words;
        continue;
      }
      const characters = [...cue.words];
      const [from, to] = [places[at], places[at + wanted.length - 1] + 1];
      const mark = document.createElement("mark");
      mark.textContent = characters.slice(from, to).join("");
      cue.link.replaceChildren(characters.slice(0, from).join(""), mark, characters.slice(to).join(""));
      this.found.push(cue);
    }
    this.foundAt = -1;
    said.textContent = "";
    if (wanted.length < 2) return;
    said.textContent = this.found.length
      ? this.dataset.labelFound.replace("{number}", this.found.length)
      : this.dataset.labelNone;
    if (this.found.length) this.goToFound(1);
  }

  goToFound(step) {
    if (!this.found?.length) return;
    this.setFollowing(false);
    this.foundAt = (this.foundAt + step + this.found.length) % this.found.length;
    this.bringIntoView(this.found[this.foundAt].link, true);
    this.querySelector("[data-found]").textContent = `${this.foundAt + 1} / ${this.found.length}`;
  }

  async copyAddress() {
    const address = new URL(this.permalink.getAttribute("href"), location.href).href;
    const words = this.permalink.querySelector("span");
    this.words ??= words.textContent;
    history.replaceState(null, "", address);
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      return;
    }
    words.textContent = this.dataset.labelCopied;
    this.querySelector("[data-status]").textContent = this.dataset.labelCopied;
    setTimeout(() => (words.textContent = this.words), 2000);
  }

  hideOffers() {
    for (const offer of this.querySelectorAll(".replay__resume, .replay__landing")) offer.hidden = true;
  }

  // A visitor's place stays in the browser; a member's comes from the server.
  offerToResume() {
    if (this.positionForm || new URLSearchParams(location.search).has("t")) return;
    const seconds = Number(this.stored());
    if (!(seconds >= 15)) return;
    const offer = this.querySelector("[data-resume]");
    const link = offer.querySelector("a");
    link.href = `?t=${seconds}`;
    link.dataset.seek = String(seconds);
    link.querySelector("span").textContent = this.dataset.labelResume.replace("{time}", clock(seconds));
    offer.hidden = false;
  }

  stored() {
    try {
      return localStorage.getItem(this.dataset.key);
    } catch {
      return null;
    }
  }

  save(atOnce) {
    const now = Date.now();
    const seconds = Math.floor(this.video.currentTime);
    if (!this.video.played.length || seconds === this.savedSecond) return;
    if (!atOnce && now - this.savedAt < SAVE_EVERY) return;
    [this.savedAt, this.savedSecond] = [now, seconds];
    if (!this.positionForm) {
      const isAtEnd = this.video.duration && seconds >= this.video.duration - 10;
      try {
        if (isAtEnd) localStorage.removeItem(this.dataset.key);
        else localStorage.setItem(this.dataset.key, String(seconds));
      } catch {
        // Storage is closed: the place is lost with the page.
      }
      return;
    }
    const data = new FormData(this.positionForm);
    data.set("t", String(seconds));
    navigator.sendBeacon(this.positionForm.action, data);
  }
}

customElements.define("replay-player", ReplayPlayer);
