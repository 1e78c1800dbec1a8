"use strict";
// The secret of a personal link stands behind "#", where no server sees it. It is put into the form,
// taken out of the address, and sent when a person presses the button: link previews use up nothing.
const enter = document.getElementById("enter");
if (enter && location.hash.length > 1) {
  document.getElementById("secret").value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  enter.querySelector("button").focus();
}
// A double click hands in once: the second press finds the button switched off.
for (const form of document.querySelectorAll("form.hand-in")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    setTimeout(() => { button.disabled = true; }, 0);
    addEventListener("pageshow", () => { button.disabled = false; });
  });
  const drop = form.querySelector(".drop");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const input = drop.querySelector("input");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
// What stands below a file is about that file: it goes as soon as another one is chosen, or none, and
// where the new one could not be looked at, that is said.
for (const input of document.querySelectorAll("input[type=file][hx-post]")) {
  const look = document.getElementById("look");
  const say = (id) => look.replaceChildren(document.getElementById(id).content.cloneNode(true));
  const isTooLarge = () => [...input.files].some((file) => file.size > Number(input.dataset.most));
  input.addEventListener("change", () => {
    look.replaceChildren();
    htmx.trigger(input, "htmx:abort");
    if (isTooLarge()) say("too-large");
    input.setCustomValidity(isTooLarge() ? look.textContent.trim() : "");
  });
  input.addEventListener("htmx:beforeRequest", (event) => {
    if (!input.files.length || isTooLarge()) event.preventDefault();
  });
  for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    input.addEventListener(failed, () => say("not-looked-at"));
  }
}
// What was chosen for a learning platform goes there by itself; the button is for who has no scripts.
const send = document.querySelector("form[data-send]");
if (send) send.submit();

// A file that was chosen before all of the page was there, or that a browser has kept, is looked at, too.
document.addEventListener("htmx:load", (event) => {
  for (const input of event.detail.elt.querySelectorAll("input[type=file][hx-post]")) {
    if (input.files.length) {
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
});
