// Says an hour in the reader's own time zone where that is another than the one it is held in.

const language = document.documentElement.lang;

function isElsewhere(element, when) {
  const offset = element.getAttribute("datetime").match(/([+-])(\d\d):(\d\d)$/);
  if (!offset) return false;
  const minutes = (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1);
  return -when.getTimezoneOffset() !== minutes;
}

function say(element) {
  if (element.dataset.localTimeSaid) return;
  element.dataset.localTimeSaid = "yes";
  const when = new Date(element.getAttribute("datetime"));
  if (Number.isNaN(when.getTime()) || !isElsewhere(element, when)) return;
  const text = new Intl.DateTimeFormat(language, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(when);
  const words = element.dataset.localTime.replace("{time}", text);
  element.textContent = "localOnly" in element.dataset ? words : `${element.textContent} (${words})`;
}

function sayAll(root) {
  for (const element of root.querySelectorAll("time[data-local-time]")) say(element);
}

sayAll(document);
document.addEventListener("htmx:afterSettle", (event) => sayAll(event.detail.elt));
