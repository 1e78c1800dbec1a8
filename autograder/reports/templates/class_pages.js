"use strict";
(() => {
  const table = document.querySelector("table.pages");
  if (!table) return;
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const compare = (one, other) => one.dataset.number === undefined
    ? order.compare(one.dataset.key, other.dataset.key)
    : Number(one.dataset.number) - Number(other.dataset.number);
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const rows = [...body.rows].sort((one, other) => compare(one.cells[place], other.cells[place]));
      body.append(...(up ? rows : rows.reverse()));
    });
  });
})();
