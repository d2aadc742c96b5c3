// An answer that a link leads to opens by itself. The prognosis never does: its link leads to the heading above it.
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches(".tumour-question details")) {
    target.open = true;
    target.scrollIntoView();
  }
};

addEventListener("hashchange", open);
open();
