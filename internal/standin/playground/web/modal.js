// A form that the bot opens. The browser keeps the focus inside and closes it with
// Escape.

import { h, icon } from './dom.js';
import { interact } from './world.js';

// openModal shows a form; when it closes the focus goes back to where it was.
export function openModal(modal, from) {
  const fields = modal.components.map(row).filter(Boolean);
  const problem = h('p', { class: 'note', role: 'alert', hidden: true });
  const send = h('button', { class: 'button button-primary', type: 'submit' }, 'Submit');
  const dialog = h('dialog', { class: 'modal', 'aria-labelledby': 'modal-title' },
    h('form', { method: 'dialog', noValidate: true, onsubmit: (e) => submit(e, modal, fields, { dialog, problem, send }) },
      h('div', { class: 'modal-head' }, h('h2', { id: 'modal-title', dir: 'auto' }, modal.title),
        h('button', { class: 'round', type: 'button', 'aria-label': 'Close', onclick: () => dialog.close() }, icon('close'))),
      h('div', { class: 'modal-body' }, fields.map((f) => f.element), problem),
      h('div', { class: 'modal-foot' }, h('button', { class: 'button button-secondary', type: 'button', onclick: () => dialog.close() }, 'Cancel'), send)));
  dialog.addEventListener('close', () => {
    dialog.remove();
    (from?.isConnected ? from : document.querySelector(`[data-key="${CSS.escape(from?.dataset.key ?? '')}"]`) ?? document.getElementById('say'))?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.input.focus();
}

// row is a field of the form with its label, or words between fields.
function row(c) {
  if (c.type === 10) return { element: h('p', null, c.content) };
  const inner = c.type === 18 ? c.component : c.components?.[0];
  return inner ? field(inner, c.type === 18 ? c.label : inner.label, c.type === 18 ? c.description : '') : null;
}

function field(c, label, description) {
  const id = `field-${c.custom_id}`;
  const required = c.required !== false;
  const props = {
    id, name: c.custom_id, placeholder: c.placeholder ?? '', required, dir: 'auto', maxLength: c.max_length || 4000,
    'aria-describedby': `${id}-note`, value: c.value ?? '',
  };
  let input;
  if (c.type === 3) input = h('select', { id, class: 'select' }, (c.options ?? []).map((o) => h('option', { value: o.value, selected: o.default }, o.label)));
  else if (c.style === 2) input = h('textarea', { ...props, rows: 4 });
  else input = h('input', { ...props, type: 'text' });
  const words = h('p', { id: `${id}-note`, class: 'field-note' }, description);
  const element = h('div', { class: 'field' },
    h('label', { for: id }, h('span', { dir: 'auto' }, label), required && h('span', { class: 'star', 'aria-hidden': 'true' }, ' *')), input, words);
  return { element, id: c.custom_id, input, words, required, least: c.min_length || 0, description };
}

// wrong is what is wrong with a field's value, or "".
function wrong(f) {
  const n = f.input.value.length;
  if (f.required && n === 0) return 'This field is required.';
  if (n > 0 && n < f.least) return `At least ${f.least} characters, please.`;
  return '';
}

async function submit(event, modal, fields, { dialog, problem, send }) {
  event.preventDefault();
  const asked = fields.filter((f) => f.input);
  for (const f of asked) {
    f.words.textContent = wrong(f) || f.description;
    f.words.classList.toggle('bad', !!wrong(f));
    f.input.setAttribute('aria-invalid', String(!!wrong(f)));
  }
  const first = asked.find(wrong);
  if (first) return first.input.focus();
  const say = (words) => {
    problem.hidden = !words;
    problem.textContent = words;
    send.disabled = false;
  };
  send.disabled = true;
  try {
    await interact('submit', { interaction: modal.interaction_id, fields: Object.fromEntries(asked.map((f) => [f.id, f.input.value])) }, {
      ended: (how) => (how === 'failed' ? say('Something went wrong: the application did not respond.') : dialog.close()),
    });
  } catch (e) {
    say(e.message);
  }
}
