"use strict";
/* One language switch for the whole form, inlines included: shows the fields of one language, or all. */
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[id$=_form]");
  if (!form) return;

  const words = {
    de: { label: "Sprache der Texte", all: "Alle", errors: "mit Fehlern" },
    en: { label: "Language of the texts", all: "All", errors: "with errors" },
    fr: { label: "Langue des textes", all: "Toutes", errors: "avec des erreurs" },
    it: { label: "Lingua dei testi", all: "Tutte", errors: "con errori" },
  };
  const say = words[document.documentElement.lang.slice(0, 2)] || words.en;
  const rows = new Map(); // row element -> language
  const remembered = "desk-language";
  const bar = document.createElement("div");
  let shown = "*";

  const collect = (root) => {
    for (const input of root.querySelectorAll(".mt")) {
      const match = /(?:^|\s)mt-field-\S+-([a-z]{2})(?:\s|$)/.exec(input.className);
      const row = input.closest(".fieldBox") || input.closest(".form-row");
      if (match && row && !input.closest("td")) rows.set(row, match[1]);
    }
  };

  const show = (language) => {
    shown = language;
    for (const [row, own] of rows) row.hidden = language !== "*" && own !== language;
    for (const button of bar.children) button.setAttribute("aria-pressed", String(button.value === language));
    try { sessionStorage.setItem(remembered, language); } catch { /* private mode */ }
  };

  const addButton = (language) => {
    const button = document.createElement("button");
    button.type = "button";
    button.value = language;
    button.textContent = language === "*" ? say.all : language.toUpperCase();
    const mine = [...rows].filter(([, own]) => own === language).map(([row]) => row);
    if (mine.some((row) => row.querySelector(".errorlist"))) {
      button.className = "has-errors";
      button.textContent += ` (${say.errors})`;
    }
    button.addEventListener("click", () => show(language));
    bar.append(button);
  };

  collect(form);
  const languages = [...new Set(rows.values())];
  if (languages.length < 2) return;
  bar.className = "desk-languages";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", say.label);
  for (const language of [...languages, "*"]) addButton(language);
  form.prepend(bar);

  let last = null;
  try { last = sessionStorage.getItem(remembered); } catch { /* private mode */ }
  const wrong = bar.querySelector(".has-errors");
  // who may only translate starts with the first language whose texts are open to them
  const open = languages.find((language) =>
    [...rows].some(([row, own]) => own === language && row.querySelector("textarea:enabled, input:enabled")));
  show(wrong ? wrong.value : languages.includes(last) || last === "*" ? last : open || languages[0]);

  // a row added to an inline follows the switch
  document.addEventListener("formset:added", (event) => { collect(event.target); show(shown); });
  // an invalid field that is hidden must not block the form silently
  form.addEventListener("invalid", (event) => {
    const row = [...rows.keys()].find((candidate) => candidate.contains(event.target));
    if (row && row.hidden) show(rows.get(row));
  }, true);
});
