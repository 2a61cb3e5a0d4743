// Says that a file is too large before it is sent, so that nobody waits for a refusal.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !input.dataset.maxBytes) return;
  const [file] = input.files;
  const tooLarge = Boolean(file) && file.size > Number(input.dataset.maxBytes);
  let note = input.parentElement.querySelector("[data-upload-note]");
  if (!tooLarge) {
    note?.remove();
    return;
  }
  if (!note) {
    note = document.createElement("p");
    note.dataset.uploadNote = "";
    note.className = "error-message";
    note.setAttribute("role", "alert");
    input.after(note);
  }
  note.textContent = input.dataset.tooLarge;
  input.value = "";
});
