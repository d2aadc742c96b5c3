// Keeps the numbers beside countries and therapies true while a reader chooses: asks the list itself.
const form = document.querySelector(".offers-block form");
let running;

const count = async () => {
  running?.abort();
  running = new AbortController();
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const box of form.querySelectorAll("[data-facet]")) {
    const fresh = page.querySelector(`[data-facet="${box.name}"][data-value="${CSS.escape(box.value)}"]`);
    if (!fresh) continue;
    box.dataset.count = fresh.dataset.count;
    box.disabled = fresh.disabled;
    box.closest("label").querySelector(".count").textContent = fresh.dataset.count;
  }
  form.querySelector("[data-total]").textContent = page.querySelector("[data-result-count]").textContent.trim();
};

form?.addEventListener("change", () => count().catch(() => {})); // the numbers stay as they were
