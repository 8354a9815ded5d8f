"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const from = byId(button.dataset.copy);
      try {
        await navigator.clipboard.writeText(from.value);
      } catch {
        from.select(); // no permission: the text is marked, for Ctrl-C
        document.execCommand("copy");
      }
      byId("copied").textContent = "Copied.";
    });
  }
  // A file that is dropped on the text is read as if it had been chosen.
  const text = byId("text");
  text.addEventListener("dragover", (event) => event.preventDefault());
  text.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    byId("file").files = event.dataTransfer.files;
  });
})();
