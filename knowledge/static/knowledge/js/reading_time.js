/* Counts how long a card takes while it is being written; the server counts again on saving.
   The pace and the promise come from the panel, so that they are decided in one place
   (knowledge/cards/reading_time.py). */

(() => {
  const WORD = /[\p{L}\p{N}]+(?:[’'\u2011-][\p{L}\p{N}]+)*/gu;
  const BODY_FIELD = /^body-(\d+)-value.*$/;
  // Blocks that hold words alone.
  const WORDS = new Set(["text", "question", "steps", "checklist"]);
  // Of a block's fields these are read; addresses, choices and descriptions for machines are not.
  const READ = /(?:-value|-caption|-text|-name|-role|-title|-description)$/;
  const RECORDING = /-recording$/;
  const lengths = new Map();

  const countWords = (text) => (text.match(WORD) || []).length;
  const clock = (seconds) => {
    const minutes = Math.floor(seconds / 60);
    const rest = Math.round(seconds % 60);
    return rest ? `${minutes} min ${String(rest).padStart(2, "0")} s` : `${minutes} min`;
  };
  const fill = (sentence, values) =>
    sentence.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);

  /* Draftail keeps its text as JSON; other fields hold it as it is. */
  const textOf = (field) => {
    if (field.type === "hidden") {
      try {
        const content = JSON.parse(field.value);
        return content && Array.isArray(content.blocks)
          ? content.blocks.map((block) => block.text).join(" ")
          : "";
      } catch {
        return "";
      }
    }
    return field.tagName === "SELECT" || field.type === "checkbox" ? "" : field.value;
  };

  /* A block that was removed stays in the form, marked. */
  const isDeleted = (form, name) => {
    const parts = name.split("-");
    for (let end = 2; end < parts.length; end += 1) {
      const marker = form.elements[`${parts.slice(0, end).join("-")}-deleted`];
      if (marker && marker.value) return true;
    }
    return false;
  };

  const lengthOf = (panel, pk, refresh) => {
    if (!lengths.has(pk)) {
      lengths.set(pk, 0);
      fetch(panel.dataset.lengthUrl.replace("/0/", `/${pk}/`), { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : { seconds: 0 }))
        .then((answer) => {
          lengths.set(pk, answer.seconds || 0);
          refresh();
        })
        .catch(() => lengths.delete(pk));
    }
    return lengths.get(pk);
  };

  /* A heading that a template brought counts once something stands beneath it, as in blanks.py. */
  const promptsOf = (panel) => new Set(JSON.parse(panel.dataset.prompts || "[]"));
  const typeOf = (form, name) => form.elements[name.replace(BODY_FIELD, "body-$1-type")]?.value;

  const measure = (panel, form, refresh) => {
    const prompts = promptsOf(panel);
    let words = 0;
    let media = 0;
    let waiting = 0;
    for (const field of form.elements) {
      if (!field.name || !BODY_FIELD.test(field.name) || isDeleted(form, field.name)) continue;
      const text = READ.test(field.name) ? textOf(field).trim() : "";
      if (typeOf(form, field.name) === "heading") {
        if (!text) continue;
        waiting = prompts.has(text) ? countWords(text) : 0;
        if (!waiting) words += countWords(text);
        continue;
      }
      const isMedia = RECORDING.test(field.name);
      if (isMedia && field.value) media += lengthOf(panel, field.value, refresh);
      // A block of words says something with its words, what shows a file by being there.
      const isWords = WORDS.has(typeOf(form, field.name) || "text");
      if (isWords ? text : field.value) {
        words += waiting;
        waiting = 0;
      }
      if (!isMedia) words += countWords(text);
    }
    const pace = Number(panel.dataset.wordsPerMinute);
    return { words, media, pace, seconds: Math.ceil((words * 60) / pace + media) };
  };

  const draw = (panel, form, measured) => {
    const { words, media, pace, seconds } = measured;
    const promise = Number(panel.dataset.promise);
    const isLesson = (form.elements.kind?.value || "lesson") === "lesson";
    const over = seconds > promise;
    // Six minutes fill the bar; the mark stands at five.
    const scale = 1000 / (promise * 1.2);
    const inWords = Math.min(1000, ((words * 60) / pace) * scale);
    const bar = (name) => panel.querySelector(`[data-bar="${name}"]`);
    bar("words").setAttribute("width", inWords);
    bar("media").setAttribute("x", inWords);
    bar("media").setAttribute("width", Math.max(0, Math.min(1000 - inWords, media * scale)));
    panel.dataset.state = over && isLesson ? "over" : "ok";
    // Once the draft is kept it can be split (a new card has an address from then on).
    const card = location.pathname.match(/\/pages\/(\d+)\/edit\//)?.[1];
    const split = panel.querySelector("[data-split]");
    if (card && split) {
      split.setAttribute("href", split.getAttribute("href").replace(/\/\d+\/split\//, `/${card}/split/`));
      split.parentElement.hidden = false;
    }
    const sentence = over ? panel.dataset.textOver : panel.dataset.textOk;
    const text = fill(sentence, {
      time: clock(seconds),
      words,
      cut: Math.ceil(((seconds - promise) * pace) / 60),
      parts: Math.ceil(seconds / promise),
    });
    const more = [];
    if (media) more.push(fill(panel.dataset.textMedia, { time: clock(media) }));
    if (!isLesson) more.push(panel.dataset.textOther);
    else if (!over) more.push(fill(panel.dataset.textRoom, { left: Math.floor(((promise - seconds) * pace) / 60) }));
    const say = (selector, words_) => {
      const place = panel.querySelector(selector);
      if (place.textContent !== words_) place.textContent = words_;
    };
    say("[data-text]", text);
    say("[data-more]", more.join(" "));
  };

  /* Fields that belong to one kind alone are shown for that kind. */
  const showForKind = (form) => {
    const kind = form.elements.kind?.value;
    for (const part of form.querySelectorAll('[class*="card-only-"]')) {
      const own = part.className.match(/card-only-(\w+)/)[1];
      const place = part.closest(".w-panel__wrapper, .w-field__wrapper") || part;
      place.classList.toggle("knowledge-is-hidden", own !== kind);
    }
  };

  const start = () => {
    const panel = document.querySelector("[data-reading-time]");
    const form = panel?.closest("form");
    if (!form) return;
    let waiting = 0;
    let last = "";
    const refresh = () => {
      const measured = measure(panel, form, later);
      const state = `${form.elements.kind?.value} ${measured.words} ${measured.media}`;
      if (state === last) return;
      last = state;
      draw(panel, form, measured);
      showForKind(form);
    };
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, 300);
    };
    for (const event of ["input", "change", "keyup", "click"]) form.addEventListener(event, later);
    // Draftail and the choosers change their fields without an event.
    setInterval(refresh, 1500);
    refresh();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
