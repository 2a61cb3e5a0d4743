// Fills in the title that the address of a new card brings along, so long as there is none.

(() => {
  function fill() {
    const given = new URLSearchParams(location.search).get("title");
    const title = document.getElementById("id_title");
    if (!given || !title || title.value) return;
    title.value = given.slice(0, title.maxLength > 0 ? title.maxLength : 255);
    for (const name of ["input", "change", "blur"]) {
      title.dispatchEvent(new Event(name, { bubbles: true }));
    }
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", fill);
  else fill();
})();
