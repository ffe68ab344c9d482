"use strict";
const form = document.querySelector("form.filter");
if (form) {
  const cards = [...document.querySelectorAll("details.scenario")];
  const rows = [...document.querySelectorAll("tbody tr[data-verdict]")];
  const texts = new Map([...cards, ...rows].map((part) => [part, part.textContent.toLowerCase()]));
  const fits = (part, wanted) =>
    texts.get(part).includes(wanted.text) &&
    (!wanted.verdict || part.dataset.verdict.split(" ").includes(wanted.verdict)) &&
    (!wanted.area || !part.dataset.area || part.dataset.area === wanted.area) &&
    (!wanted.level || (part.dataset.level || "").split(" ").includes(wanted.level));
  const apply = () => {
    const field = (name) => (form.elements[name] ? form.elements[name].value.trim() : "");
    const wanted = { text: field("text").toLowerCase(), verdict: field("verdict"), area: field("area"), level: field("level") };
    const isNarrow = Object.values(wanted).some(Boolean);
    for (const part of [...cards, ...rows]) part.hidden = isNarrow && !fits(part, wanted);
    for (const area of document.querySelectorAll("details.area")) {
      const some = area.querySelector("tbody tr:not([hidden])");
      area.hidden = !some;
      if (isNarrow && some) area.open = true;
    }
    for (const group of document.querySelectorAll("section.group, #faults"))
      group.hidden = isNarrow && !group.querySelector("details.scenario:not([hidden])");
    const shown = cards.filter((card) => !card.hidden).length;
    form.querySelector("output").textContent = isNarrow
      ? `${shown} of ${cards.length} scenarios, ${rows.filter((row) => !row.hidden).length} of ${rows.length} requirements`
      : "";
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
}
const unfold = () => {
  const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let outer = part; outer; outer = outer.parentElement) if (outer.tagName === "DETAILS") outer.open = true;
  if (part) part.scrollIntoView();
};
addEventListener("hashchange", unfold);
unfold();
