"use strict";
// Sorting, filtering and hiding names. Without this script, all of the page can be read.
const rowsOf = (table) => [...table.tBodies[0].rows];
const valueOf = (row, place) => {
  const cell = row.cells[place];
  return cell.dataset.value ?? cell.innerText.trim();
};
const language = document.documentElement.lang;

function sortBy(table, place, kind, direction) {
  const rows = rowsOf(table);
  const words = new Intl.Collator(language, { numeric: true });
  const compare = kind === "number"
    ? (a, b) => Number(valueOf(a, place) || 0) - Number(valueOf(b, place) || 0)
    : (a, b) => words.compare(valueOf(a, place), valueOf(b, place));
  rows.sort((a, b) => direction * compare(a, b));
  table.tBodies[0].append(...rows);
}

for (const head of document.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const kind = head.dataset.sort;
    const before = head.getAttribute("aria-sort");
    const first = kind === "number" ? "descending" : "ascending";
    const other = kind === "number" ? "ascending" : "descending";
    const now = before === first ? other : first;
    const table = head.closest("table");
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", now);
    sortBy(table, head.cellIndex, kind, now === "ascending" ? 1 : -1);
  });
}

for (const form of document.querySelectorAll(".sift")) {
  const table = document.getElementById(form.dataset.table);
  const said = form.querySelector("[data-said]");
  const asked = (name) => form.querySelector(`[data-by=${name}]`)?.value ?? "";
  const sift = () => {
    const text = asked("text").trim().toLocaleLowerCase(language);
    const section = asked("section"), mark = asked("mark");
    let shown = 0;
    for (const row of rowsOf(table)) {
      row.hidden = false;  // of a hidden row, nothing can be read
      row.hidden = (text && !row.innerText.toLocaleLowerCase(language).includes(text))
        || (section && !JSON.parse(row.dataset.sections).includes(section))
        || (mark && !row.dataset.marks.split(" ").includes(mark));
      shown += !row.hidden;
    }
    const all = rowsOf(table).length;
    said.textContent = shown === all ? "" : said.dataset.said.replace("{shown}", shown).replace("{all}", all);
  };
  form.hidden = false;
  form.addEventListener("input", sift);
  form.addEventListener("submit", (event) => event.preventDefault());
}

const names = document.getElementById("names");
if (names) {
  names.parentElement.hidden = false;
  names.addEventListener("click", () => {
    const hide = names.getAttribute("aria-pressed") !== "true";
    names.setAttribute("aria-pressed", hide);
    for (const each of document.querySelectorAll(".named")) each.hidden = hide;
    for (const each of document.querySelectorAll(".numbered")) each.hidden = !hide;
    if (!hide) return;
    for (const table of document.querySelectorAll("table:has(tr[data-number])")) {  // no order of names tells who it is
      const rows = rowsOf(table).sort((a, b) => a.dataset.number - b.dataset.number);
      table.tBodies[0].append(...rows);
      for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
    }
    for (const list of document.querySelectorAll(".people")) {
      const items = [...list.children].sort((a, b) => a.innerText.localeCompare(b.innerText, language, { numeric: true }));
      list.append(...items);
    }
  });
}
