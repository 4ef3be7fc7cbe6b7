// Short words in place: below the message or the field that they are about.

import { h } from './dom.js';

// note says something below the element with an id until it is said again or the
// element goes. It is read out at once.
export function note(id, words) {
  const at = document.getElementById(id);
  if (!at) return;
  at.querySelector(':scope > .note')?.remove();
  if (words) at.append(h('p', { class: 'note', role: 'alert' }, words));
}
