// A field of a command: one option, with what it offers.

import { h } from './dom.js';
import { world } from './world.js';
import { toFile } from './upload.js';

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;
const FILE = 11;

const kinds = { [STRING]: 'text', [INTEGER]: 'whole number', [BOOLEAN]: 'yes or no', [USER]: 'person', [CHANNEL]: 'channel', [ROLE]: 'role', [MENTIONABLE]: 'person or role', [NUMBER]: 'number', [FILE]: 'file' };

// For so many milliseconds nothing must be typed until the bot is asked what it offers.
const pause = 120;

const channelTypes = { channel: 0, direct: 1, thread: 11 };

// fixed are all values that an option can have, or null where others can be typed.
function fixed(o) {
  const people = () => [...world.people.values()].map((p) => ({ name: p.name, value: p.id, detail: p.bot ? 'the bot' : '' }));
  const roles = () => world.roles.map((r) => ({ name: r.name, value: r.id, detail: 'role' }));
  switch (o.type) {
    case BOOLEAN:
      return [{ name: 'True', value: true }, { name: 'False', value: false }];
    case USER:
      return people();
    case ROLE:
      return roles();
    case MENTIONABLE:
      return [...people(), ...roles()];
    case CHANNEL:
      return [...world.channels.values()].filter((p) => p.kind !== 'direct' && (!o.channel_types?.length || o.channel_types.includes(channelTypes[p.kind])))
        .map((p) => ({ name: (p.kind === 'channel' ? '#' : '') + p.name, value: p.id }));
    default:
      return o.choices?.length ? o.choices.map((c) => ({ name: c.name, value: c.value })) : null;
  }
}

export class Field {
  // complete asks the bot for what it offers; next goes on from this field.
  constructor(option, { popup, complete, next }) {
    Object.assign(this, { option, popup, complete, next });
    this.picked = null; // {name, value} that was chosen from a list
    this.asked = 0;
    const id = `option-${option.name}`;
    this.offers = option.type !== FILE && (option.autocomplete || fixed(option) !== null);
    this.input = option.type === FILE ? h('input', { id, type: 'file', onchange: () => { this.reading = this.take(); } })
      : h('input', {
        id, type: 'text', autocomplete: 'off', dir: 'auto', spellcheck: false, inputMode: option.type === INTEGER || option.type === NUMBER ? 'decimal' : 'text',
        role: this.offers ? 'combobox' : null, 'aria-autocomplete': this.offers ? 'list' : null, 'aria-expanded': this.offers ? 'false' : null,
        placeholder: kinds[option.type], oninput: () => this.typed(), onfocus: () => this.suggest(), onblur: () => this.left(),
      });
    this.input.setAttribute('aria-required', String(!!option.required));
    this.input.setAttribute('aria-describedby', `${id}-about ${id}-wrong`);
    this.wrong = h('p', { class: 'slot-wrong', id: `${id}-wrong`, role: 'alert' });
    this.element = h('div', { class: 'slot' },
      h('div', { class: 'slot-box' }, h('label', { for: id }, option.name, option.required && h('span', { class: 'star', title: 'required', 'aria-hidden': 'true' }, ' *')), this.input),
      h('span', { class: 'sr', id: `${id}-about` }, `${option.description}, ${kinds[option.type]}`), this.wrong);
  }

  get empty() {
    return this.option.type === FILE ? !this.file : this.input.value === '';
  }

  // value is what is sent.
  get value() {
    const { type } = this.option;
    if (type === FILE) return this.file;
    if (this.picked) return this.picked.value;
    return type === INTEGER || type === NUMBER ? Number(this.input.value) : this.input.value;
  }

  write(words) {
    this.input.value = words;
    this.picked = null;
  }

  // problem is what is wrong with what is in the field, or "".
  problem() {
    const o = this.option;
    if (this.unread) return this.unread;
    if (this.empty) return o.required ? 'This option is required.' : '';
    if (o.type === FILE || this.picked) return '';
    const n = Number(this.input.value);
    if (fixed(o)) return 'Choose one of those that are offered.';
    if ((o.type === INTEGER && !Number.isSafeInteger(n)) || (o.type === NUMBER && !Number.isFinite(n))) return `A ${kinds[o.type]}, please.`;
    if (o.type !== STRING && (n < (o.min_value ?? -Infinity) || n > (o.max_value ?? Infinity))) return bounds(o.min_value, o.max_value, '');
    const length = this.input.value.length;
    if (o.type === STRING && (length < (o.min_length ?? 0) || length > (o.max_length ?? 6000))) return bounds(o.min_length, o.max_length ?? 6000, ' characters');
    return '';
  }

  // show says what is wrong beside the field, and whether anything is.
  show(words) {
    this.wrong.textContent = words;
    this.input.setAttribute('aria-invalid', String(words !== ''));
    return words !== '';
  }

  // settle takes what was typed for the choice that it names.
  settle() {
    const all = this.option.type === FILE ? null : fixed(this.option);
    if (!all || this.picked) return;
    const words = this.input.value.trim().toLowerCase();
    this.picked = all.find((c) => c.name.toLowerCase() === words) ?? null;
  }

  async take() {
    this.unread = '';
    this.file = null;
    const f = this.input.files[0];
    try {
      if (f) this.file = await toFile(f);
    } catch (e) {
      this.unread = e.message;
    }
    this.show(this.unread);
  }

  typed() {
    this.picked = null;
    this.show('');
    this.suggest();
  }

  left() {
    this.settle();
    this.popup.hide();
    clearTimeout(this.timer);
    this.asked++;
  }

  // suggest offers what fits what is typed.
  suggest() {
    const title = `${this.option.name}: ${this.option.description}`;
    if (!this.option.autocomplete) {
      const words = this.picked ? '' : this.input.value.trim().toLowerCase();
      const items = (fixed(this.option) ?? []).filter((c) => c.name.toLowerCase().includes(words));
      return this.popup.show({ input: this.input, title, items, pick: (c) => this.pick(c), first: words !== '' });
    }
    clearTimeout(this.timer);
    const asked = ++this.asked;
    this.timer = setTimeout(async () => {
      let items = [];
      let empty = '';
      try {
        items = await this.complete(this.option.name);
      } catch (e) {
        empty = `No suggestions: ${e.message}`;
      }
      if (asked === this.asked && document.activeElement === this.input) this.popup.show({ input: this.input, title, items, pick: (c) => this.pick(c), first: false, empty });
    }, pause);
  }

  pick(choice) {
    this.picked = choice;
    this.input.value = choice.name;
    this.show('');
    this.next();
  }
}

function bounds(least, most, of) {
  if (least === undefined) return `At most ${most}${of}, please.`;
  return most === undefined ? `At least ${least}${of}, please.` : `${least} to ${most}${of}, please.`;
}
