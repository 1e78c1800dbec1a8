/** A verdict of the service, as on its own pages. What it sends as HTML is read where nothing of it
 * can run, and made anew of the elements that such a page has; all else becomes plain text. */

import { element } from './elements';

const TAGS = new Set('DETAILS SUMMARY SECTION DIV P SPAN EM CODE PRE TABLE TBODY TR TD MARK'.split(' '));
const GONE = new Set('SCRIPT STYLE TEMPLATE NOSCRIPT IFRAME OBJECT'.split(' '));
const ATTRIBUTES = ['aria-label', 'aria-hidden', 'translate', 'dir', 'open'];
const NAME = /^[a-z-]{1,20}$/;

/** The elements of a verdict: its page's part on the question, notes, and how often one may ask. */
export function verdictOf(found, say) {
  const made = [];
  if (found.html) {
    const page = new DOMParser().parseFromString(found.html, 'text/html');
    made.push(...anew(page.body));
  } else {
    made.push(element('p', '', {}, found.words));
  }
  made.push(...found.notes.map(note => element('p', 'quiet', {}, note)));
  if (found.left <= 3) {
    made.push(element('p', 'quiet', {}, left(found, say)));
  }
  return made;
}

/** How many checks are left, or when the next one comes. */
function left(found, say) {
  if (found.left || !found.next_at) {
    return say('left', { number: found.left });
  }
  const minutes = Math.ceil((Date.parse(found.next_at) - Date.now()) / 60_000);
  return say('none_left', { minutes: Math.max(1, minutes) });
}

function anew(parent) {
  return [...parent.childNodes].flatMap(node => {
    if (node.nodeType === Node.TEXT_NODE) {
      return [node.textContent];
    }
    if (node.nodeType !== Node.ELEMENT_NODE || GONE.has(node.tagName)) {
      return [];
    }
    if (node.tagName === 'H2') {
      return [element('div', 'head', {}, ...anew(node))];
    }
    return TAGS.has(node.tagName) ? [same(node)] : anew(node);
  });
}

function same(node) {
  const made = element(node.tagName, '', {}, ...anew(node));
  made.className = [...node.classList]
    .filter(name => NAME.test(name))
    .map(name => `autograder-${name}`)
    .join(' ');
  for (const name of ATTRIBUTES) {
    if (node.hasAttribute(name)) {
      made.setAttribute(name, node.getAttribute(name));
    }
  }
  if (node.getAttribute('role') === 'img') {
    made.setAttribute('role', 'img');
  }
  if (node.getAttribute('tabindex') === '0') {
    made.tabIndex = 0;
  }
  return made;
}
