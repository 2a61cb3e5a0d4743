// Completes what an editor pins: titles that begin like what is typed, each with its address.
const DELAY = 200;
let waiting = 0;
let asked = 0;

function listFor(field) {
  let list = document.getElementById("search-things");
  if (!list) {
    list = document.createElement("datalist");
    list.id = "search-things";
    document.body.append(list);
  }
  field.setAttribute("list", list.id);
  field.setAttribute("autocomplete", "off");
  return list;
}

async function complete(field) {
  const list = listFor(field);
  const typed = field.value.trim();
  if (typed.length < 2 || typed.startsWith("/") || typed.includes("://")) {
    return;
  }
  const turn = ++asked;
  const address = new URL(field.dataset.searchThings, window.location.href);
  address.searchParams.set("q", typed);
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok || turn !== asked) {
    return;
  }
  const { suggestions } = await response.json();
  list.replaceChildren(
    ...suggestions
      .filter((thing) => thing.type !== "theme")
      .map((thing) => {
        const option = document.createElement("option");
        option.value = thing.url;
        option.label = `${thing.title} · ${thing.label}`;
        option.textContent = option.label;
        return option;
      }),
  );
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field instanceof HTMLInputElement && field.dataset.searchThings) {
    window.clearTimeout(waiting);
    // Without an answer the field stays what it is: an address may be pasted, a title written out.
    waiting = window.setTimeout(() => complete(field).catch(() => undefined), DELAY);
  }
});
