"use strict";
// Answers are graded without a mouse: a key for each part of the rubric, each comment, each button.
// Keys are told by their place, so a Russian keyboard does the same. They work while the form has the
// focus; where somebody writes, letters are letters.
const form = document.getElementById("mark");
if (form) {
  const points = document.getElementById("points");
  const comment = document.getElementById("comment");
  const parts = [...form.querySelectorAll("[data-points]")];
  const decimal = form.closest("html").lang === "ru" ? "," : ".";
  const sum = () => {
    const chosen = parts.filter((part) => part.checked);
    const total = chosen.reduce((before, part) => before + Number(part.dataset.points), 0);
    points.value = chosen.length ? String(Number(total.toFixed(4))).replace(".", decimal) : "";
  };
  for (const part of parts) part.addEventListener("change", sum);
  const say = (text) => {
    const before = comment.value.trim();
    if (!before.includes(text)) comment.value = before ? `${before}\n${text}` : text;
  };
  for (const button of form.querySelectorAll("[data-comment]")) {
    button.addEventListener("click", () => say(button.dataset.comment));
  }
  const named = (event) => {
    const shift = event.shiftKey ? "shift+" : "";
    if (/^(Digit|Numpad)\d$/.test(event.code)) return shift + event.code.slice(-1);
    if (/^Key[A-Z]$/.test(event.code)) return event.code.slice(-1).toLowerCase();
    return event.key === "Enter" ? "enter" : "";
  };
  const writes = (element) => element === comment || element === points;
  form.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.target === points)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-key=enter]"));
      return;
    }
    if (event.key === "Escape" && writes(event.target)) {
      (parts[0] || form.querySelector("[data-key=enter]")).focus();
      return;
    }
    if (event.ctrlKey || writes(event.target)) return;
    const key = named(event);
    if (key === "enter" && ["BUTTON", "A"].includes(event.target.tagName)) return; // its own press
    const found = key && document.querySelector(`[data-key="${key}"]`);
    if (!found) return;
    event.preventDefault();
    if (found.type === "checkbox") {
      found.checked = !found.checked;
      found.focus();
      sum();
    } else if (writes(found)) {
      found.focus();
    } else if (found.tagName === "A") {
      found.click();
    } else if (found.type === "button") {
      say(found.dataset.comment);
    } else {
      form.requestSubmit(found);
    }
  });
  // Two presses give once: the second one would be for an answer that nobody has read.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; });
}
