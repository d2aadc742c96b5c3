// Suggestions while typing: a list under the search field, by mouse, touch or keyboard (a combobox as ARIA describes
// it). Who has no script, or no connection just then, types on: the form works without.
const input = document.getElementById("q");
const form = input.form;
const status = form.querySelector("[data-suggestions-status]");
const list = document.createElement("div");
let waiting;
let running;
let active = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

const mark = (place) => {
  const all = options();
  active = all.length ? (place + all.length) % all.length : -1;
  all.forEach((option, index) => option.setAttribute("aria-selected", index === active));
  if (active < 0) input.removeAttribute("aria-activedescendant");
  else {
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }
};

const close = () => {
  clearTimeout(waiting);
  running?.abort();
  list.hidden = true;
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  status.textContent = "";
};

const suggest = async () => {
  running?.abort();
  const mine = (running = new AbortController());
  const asked = [...new FormData(form)].filter(([, value]) => value !== "");
  try {
    const answer = await fetch(`${input.dataset.suggestions}?${new URLSearchParams(asked)}`, { signal: mine.signal });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine.signal.aborted || document.activeElement !== input) return;
    const told = page.querySelector("[data-suggestions-number]");
    told?.remove();
    list.replaceChildren(...page.body.children);
    const number = options().length;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !number;
    input.setAttribute("aria-expanded", String(Boolean(number)));
    status.textContent = told?.textContent ?? "";
  } catch {
    if (!mine.signal.aborted) close();
  }
};

list.id = "suggestions";
list.className = "suggestions";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", status.dataset.suggestionsStatus);
input.parentElement.append(list);
input.setAttribute("role", "combobox");
input.setAttribute("aria-autocomplete", "list");
input.setAttribute("aria-expanded", "false");
input.setAttribute("aria-controls", list.id);

input.addEventListener("input", () => {
  clearTimeout(waiting);
  if (input.value.trim().length < 2) close();
  else waiting = setTimeout(suggest, 150);
});

input.addEventListener("keydown", (event) => {
  if (list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    options()[active].click();
  } else if (event.key === "Escape") {
    event.preventDefault(); // else the field is emptied, too
    close();
  }
});

list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
input.addEventListener("blur", close);
form.addEventListener("submit", close);
