// Applies filters without loading the whole page. The address, the back button and the server's answer stay
// the same; whenever anything fails, the browser does what it would have done without this script.
const list = document.querySelector("[data-filtered-list]");
const form = document.getElementById("filters");
const announcement = list.querySelector("[data-announcement]");
const DEFAULTS = { therapy_match: "any", radius: "50", sort: "turn" };
let running;
let shown = location.search;
let typing;

const isDefault = ([name, value]) => value === "" || DEFAULTS[name] === value;

const addressOf = (button) => {
  const asked = [...new FormData(form, button)].filter((pair) => !isDefault(pair));
  const query = new URLSearchParams(asked);
  return `${location.pathname}?${query}`.replace(/\?$/, "");
};

const withScript = (root) => {
  root.querySelectorAll("[data-with-script]").forEach((element) => (element.hidden = false));
  root.querySelectorAll("[data-without-script]").forEach((element) => (element.hidden = true));
};

// The same boxes get new counts where they stand, so that focus and scroll position stay.
const updateFacet = (facet, fresh) => {
  const boxes = [...facet.querySelectorAll("[data-facet]")];
  const freshBoxes = [...fresh.querySelectorAll("[data-facet]")];
  if (boxes.map((box) => box.value).join() !== freshBoxes.map((box) => box.value).join()) {
    facet.querySelector("fieldset").replaceWith(fresh.querySelector("fieldset"));
    return;
  }
  boxes.forEach((box, index) => {
    const freshBox = freshBoxes[index];
    box.checked = freshBox.hasAttribute("checked");
    box.disabled = freshBox.disabled;
    box.dataset.count = freshBox.dataset.count;
    box.closest("label").querySelector("span:last-child").textContent = freshBox.dataset.count;
  });
  fresh.querySelectorAll("[type=radio]").forEach((radio, index) => {
    facet.querySelectorAll("[type=radio]")[index].checked = radio.hasAttribute("checked");
  });
};

const freshOf = ({ id, name, value }) =>
  id ? document.getElementById(id) : form.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`);

const show = (page) => {
  const focused = document.activeElement;
  withScript(page);
  for (const facet of form.querySelectorAll(".facet")) {
    const fresh = page.getElementById(facet.id);
    if (fresh) updateFacet(facet, fresh);
  }
  for (const id of ["results", "filters-label", "apply"]) {
    document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  }
  for (const id of ["q", "near", "radius"]) {
    if (focused?.id !== id) form.elements[id].value = page.getElementById(id).value;
  }
  const menu = document.querySelector(".language-menu ul");
  menu.replaceChildren(...page.querySelector(".language-menu ul").childNodes);
  document.title = page.title;
  if (focused && !focused.isConnected) freshOf(focused)?.focus({ preventScroll: true });
  announcement.textContent = list.querySelector("[data-result-count]").textContent.trim();
};

const load = async (address, { remember = true, replace = false } = {}) => {
  clearTimeout(typing);
  running?.abort();
  const mine = (running = new AbortController());
  const results = document.getElementById("results");
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (remember && new URL(address, location).href !== location.href) {
      history[replace ? "replaceState" : "pushState"]({}, "", address);
    }
    shown = location.search;
    show(page);
  } catch (error) {
    if (mine.signal.aborted) return false;
    location.assign(address);
    return false;
  } finally {
    if (running === mine) results.removeAttribute("aria-busy");
  }
  return true;
};

const toResults = () => {
  const results = document.getElementById("results");
  results.scrollIntoView();
  results.focus({ preventScroll: true });
};

form.addEventListener("change", (event) => {
  if (event.target.id !== "q") load(addressOf());
});

form.addEventListener("input", (event) => {
  if (event.target.id !== "q") return;
  clearTimeout(typing);
  typing = setTimeout(() => load(addressOf(), { replace: true }), 400); // half a word is no step back
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(typing);
  form.querySelector(".toggle").open = false;
  if (await load(addressOf(event.submitter))) toResults();
});

// Pills, ways out and pages of results are links to the same list.
list.addEventListener("click", async (event) => {
  const link = event.target.closest("#results a");
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || link.pathname !== location.pathname || link.hash) return;
  event.preventDefault();
  if (await load(link.href)) toResults();
});

// The sort menu stands outside the form element.
list.addEventListener("change", (event) => {
  if (event.target.id === "sort") load(addressOf());
});

addEventListener("popstate", () => {
  if (location.search !== shown) load(location.href, { remember: false }); // else only the hash has changed
});

withScript(document);
