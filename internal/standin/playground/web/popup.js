// A list to choose from, above the field that somebody types in. The field keeps the
// focus; the list says which of its lines is the current one.

import { h, replace } from './dom.js';

let count = 0;

export class Popup {
  // label is what the list is of, for screen readers.
  constructor(label) {
    this.id = `popup-${++count}`;
    this.list = h('ul', { class: 'popup-list', id: this.id, role: 'listbox', 'aria-label': label });
    this.title = h('p', { class: 'popup-title' });
    this.element = h('div', { class: 'popup', hidden: true }, this.title, this.list);
    this.items = [];
    this.at = -1;
    // The field would lose the focus.
    this.element.addEventListener('mousedown', (e) => e.preventDefault());
  }

  get open() {
    return !this.element.hidden;
  }

  // show offers items ({mark, name, detail}) for a field and calls pick with the one
  // that is chosen. Unless one is to be chosen at once, none is current at first.
  show({ input, title, items, pick, first = true, empty = '' }) {
    Object.assign(this, { input, items, pick });
    this.title.textContent = title ?? '';
    this.title.hidden = !title;
    const lines = items.map((item, i) => h('li', { id: `${this.id}-${i}`, role: 'option', 'aria-selected': 'false', onclick: () => this.choose(i), onmousemove: () => this.go(i) },
      item.mark ?? null, h('span', { class: 'popup-name', dir: 'auto' }, item.name), item.detail && h('span', { class: 'detail', dir: 'auto' }, item.detail)));
    replace(this.list, lines.length ? lines : empty && h('li', { class: 'popup-empty', role: 'option', 'aria-disabled': 'true' }, empty));
    this.list.hidden = !lines.length && !empty;
    this.element.hidden = !lines.length && !title && !empty;
    if (this.element.hidden) return this.hide();
    input.setAttribute('aria-controls', this.id);
    if (input.getAttribute('role') === 'combobox') input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.at = -1;
    this.go(first && items.length ? 0 : -1);
  }

  hide() {
    this.element.hidden = true;
    this.items = [];
    this.at = -1;
    this.input?.removeAttribute('aria-activedescendant');
    this.input?.removeAttribute('aria-controls');
    if (this.input?.getAttribute('role') === 'combobox') this.input.setAttribute('aria-expanded', 'false');
  }

  go(i) {
    if (i === this.at) return;
    this.list.children[this.at]?.setAttribute('aria-selected', 'false');
    this.at = i;
    const line = this.list.children[i];
    if (!line) return this.input.removeAttribute('aria-activedescendant');
    line.setAttribute('aria-selected', 'true');
    line.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', line.id);
  }

  choose(i) {
    const { pick } = this;
    const item = this.items[i];
    this.hide();
    pick(item);
  }

  // key takes a key that is the list's, and says whether it was.
  key(e) {
    if (!this.open || e.isComposing) return false;
    const n = this.items.length;
    if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && n) this.go((this.at + (e.key === 'ArrowDown' ? 1 : this.at < 0 ? 0 : -1) + n) % n);
    else if ((e.key === 'Enter' || e.key === 'Tab') && !e.shiftKey && this.at >= 0) this.choose(this.at);
    else if (e.key === 'Escape') this.hide();
    else return false;
    e.preventDefault();
    e.stopPropagation();
    return true;
  }
}
