/** Elements of the page, made one by one: no text ever becomes markup. */

/** An element of a class of ours, with properties, around texts and other elements. */
export function element(tag, name, properties = {}, ...inside) {
  const made = document.createElement(tag);
  if (name) {
    made.className = `autograder-${name}`;
  }
  for (const [key, value] of Object.entries(properties)) {
    made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

/** A link to a page that opens beside this one; plain text where it leads to no web page. */
export function link(address, text) {
  if (!/^https?:\/\//i.test(address)) {
    return element('span', '', {}, text);
  }
  return element('a', '', { href: address, target: '_blank', rel: 'noopener noreferrer' }, text);
}
