// Fetches the map when it is opened: the page that the link inside leads to, put in the link's place. A region of
// the drawing is the same link as in the table, which the list knows how to follow (filters.js).
const list = document.querySelector("[data-filtered-list]");
let isOpen = false;

const fill = async (box) => {
  const link = box.querySelector("p > a");
  if (box.querySelector("[data-region-map]")) return;
  box.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    link.parentElement.replaceWith(page.querySelector("[data-region-map]"));
  } catch {
    link.focus(); // it leads to the map all the same
  } finally {
    box.removeAttribute("aria-busy");
  }
};

// Events of opening do not bubble: they are met on their way down.
list.addEventListener("toggle", ({ target: box }) => {
  if (!box.matches("[data-map]")) return;
  isOpen = box.open;
  if (isOpen) fill(box);
}, true);

list.addEventListener("click", (event) => {
  const region = event.target.closest("[data-map] svg a");
  if (!region || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  list.querySelector(`[data-map] table [data-region="${region.dataset.region}"]`).click();
});

// Other results bring a closed map along.
new MutationObserver(() => {
  if (isOpen) list.querySelector("[data-map]").open = true;
}).observe(document.getElementById("results"), { childList: true });
