// A command that is being written: a field for each of its options.

import { h, icon, replace } from './dom.js';
import { ask, interact } from './world.js';
import { note } from './note.js';
import { openModal } from './modal.js';
import { Field } from './field.js';

const CHAT = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

// lines are what can be run: each command, or each of its subcommands.
function lines(command) {
  const walk = (path, description, options) => {
    const nested = (options ?? []).filter((o) => o.type === SUBCOMMAND || o.type === GROUP);
    if (!nested.length) return [{ path, name: `/${path}`, detail: description, options: options ?? [] }];
    return nested.flatMap((o) => walk(`${path} ${o.name}`, o.description, o.options));
  };
  return walk(command.name, command.description, command.options);
}

// matching are the lines that fit what was typed after the slash; exact is the one
// that was typed whole, with what follows it.
export function matching(commands, typed) {
  const all = commands.filter((c) => c.type === CHAT).flatMap(lines).sort((a, b) => (a.path < b.path ? -1 : 1));
  const words = typed.toLowerCase();
  const whole = all.find((l) => words.startsWith(`${l.path} `));
  if (whole) return { items: [], exact: { ...whole, rest: typed.slice(whole.path.length + 1) } };
  const begun = all.filter((l) => l.path.startsWith(words));
  return { items: [...begun, ...all.filter((l) => !begun.includes(l) && l.path.includes(words.trim()))], exact: null };
}

export class CommandForm {
  constructor({ popup, form, close }) {
    Object.assign(this, { popup, form, close });
    this.fields = [];
    this.element = h('div', { class: 'command', role: 'group', hidden: true, onkeydown: (e) => this.key(e) });
  }

  get open() {
    return !this.element.hidden;
  }

  // begin shows a command's fields: those that are required, and buttons for others.
  begin(line) {
    this.line = line;
    this.fields = [];
    this.slots = h('div', { class: 'slots' });
    this.others = h('div', { class: 'others', role: 'group', 'aria-label': 'More options' });
    replace(this.element,
      h('div', { class: 'command-head' }, h('span', { class: 'command-name' }, line.name), h('span', { class: 'detail' }, line.detail),
        h('button', { class: 'round', type: 'button', 'aria-label': 'Cancel the command', onclick: () => this.cancel() }, icon('close'))),
      this.slots,
      h('div', { class: 'command-foot' }, this.others, h('button', { class: 'button button-primary run', type: 'submit' }, 'Run')));
    this.element.setAttribute('aria-label', `Command ${line.name}`);
    this.element.hidden = false;
    const [named] = /^([\w-]+):/.exec(line.rest ?? '') ?? [];
    for (const o of line.options) if (o.required || (named && named === `${o.name}:`)) this.add(o);
    this.drawOthers();
    const field = this.fields.find((f) => named === `${f.option.name}:`) ?? this.fields[0];
    if (field && line.rest) field.write(named === `${field.option.name}:` ? line.rest.slice(named.length).trim() : line.rest);
    (field?.input ?? this.element.querySelector('.run')).focus();
  }

  add(option) {
    const field = new Field(option, { popup: this.popup, complete: (name) => this.complete(name), next: () => this.next(field) });
    this.fields.push(field);
    this.slots.append(field.element);
    return field;
  }

  drawOthers() {
    const left = this.line.options.filter((o) => !this.fields.some((f) => f.option === o));
    replace(this.others, left.map((o) => h('button', { class: 'option', type: 'button', title: o.description, 'aria-label': `Add ${o.name}: ${o.description}`, onclick: () => {
      const field = this.add(o);
      this.drawOthers();
      field.input.focus();
    } }, icon('plus'), o.name)));
  }

  // next goes to the field after one that was filled in, or to the button.
  next(field) {
    const after = this.fields[this.fields.indexOf(field) + 1];
    (after?.input ?? this.element.querySelector('.run')).focus();
  }

  // values are the options that have one that fits, and what is typed in the field
  // that is being completed.
  values(focused) {
    const all = {};
    for (const f of this.fields) {
      if (f.option.name === focused) all[focused] = f.input.value;
      else if (!f.empty && !f.problem()) all[f.option.name] = f.value;
    }
    return all;
  }

  complete(name) {
    return ask('complete', { name: this.line.path, options: this.values(name), focused: name });
  }

  key(e) {
    if (e.isComposing) return;
    const field = this.fields.find((f) => f.input === e.target);
    if (field && this.popup.key(e)) return;
    if (e.key === 'Escape') {
      e.preventDefault();
      this.cancel();
    } else if (e.key === 'Backspace' && field?.empty && field.input.value === '') {
      e.preventDefault();
      this.drop(field);
    }
  }

  // drop takes an optional field away, and ends the command at a required one.
  drop(field) {
    if (field.option.required) return this.cancel();
    const at = this.fields.indexOf(field);
    this.fields.splice(at, 1);
    this.popup.hide();
    field.element.remove();
    this.drawOthers();
    (this.fields[Math.max(at - 1, 0)]?.input ?? this.element.querySelector('.run')).focus();
  }

  cancel() {
    this.popup.hide();
    this.element.hidden = true;
    note('composer', '');
    this.close();
  }

  // run sends the command if every field has what it needs.
  async run() {
    await Promise.all(this.fields.map((f) => f.reading)); // of a file
    this.fields.forEach((f) => f.settle());
    this.popup.hide();
    const wrong = this.fields.filter((f) => f.show(f.problem()));
    if (wrong.length) return wrong[0].input.focus();
    const button = this.element.querySelector('.run');
    if (button.disabled) return;
    button.disabled = true;
    try {
      await interact('run', { name: this.line.path, options: this.values() }, {
        modal: (m) => openModal(m, document.getElementById('say')),
        ended: (how) => how === 'failed' && note('composer', `${this.line.name}: the application did not respond.`),
      });
      this.cancel();
    } catch (e) {
      note('composer', e.message);
    }
    button.disabled = false;
  }
}
