// What happened behind an answer: what was found, how its sentences were checked, how
// long it took, and what the bot and Discord said to each other.

import { h, icon, anchor, direction, plural, replace } from './dom.js';
import { ask, latestAnswer, on, world } from './world.js';

const title = h('h2', { id: 'drawer-title' }, 'What happened');
const about = h('div', { class: 'drawer-about' });
const content = h('div', { class: 'drawer-body', tabIndex: 0, role: 'region', 'aria-labelledby': 'drawer-title' });

// drawer is the right of the page.
export const drawer = h('aside', { class: 'drawer', id: 'drawer', 'aria-label': 'What happened', hidden: true },
  h('div', { class: 'drawer-head' }, title, h('button', { class: 'round', type: 'button', 'aria-label': 'Close', onclick: () => toggle(false) }, icon('close'))), about, content);

let chosen = ''; // the message that was asked about; empty: the latest answer
let shown = '';
let asked = 0;
let timer = 0;
let retry = 0;

// toggle opens or closes the drawer.
export function toggle(open = drawer.hidden) {
  const inside = drawer.contains(document.activeElement);
  drawer.hidden = !open;
  document.body.classList.toggle('with-drawer', open);
  const button = document.getElementById('drawer-button');
  button?.setAttribute('aria-expanded', String(open));
  if (open) refresh();
  else if (inside) button?.focus();
}

drawer.addEventListener('keydown', (e) => {
  if (e.key === 'Escape') toggle(false);
});

// While an answer is written it changes often; the drawer follows at this pace, in
// milliseconds.
const pace = 250;

function later() {
  if (drawer.hidden) return;
  clearTimeout(timer);
  timer = setTimeout(() => refresh(), pace);
}

// An explanation can come a moment after its message. It is asked for again so often,
// each time after twice as long: within eight seconds.
const most = 5;

async function refresh(again = 0) {
  if (chosen && !world.messages.has(chosen)) chosen = '';
  const m = world.messages.get(chosen) ?? latestAnswer();
  mark(m?.id);
  if (!m) {
    shown = '';
    replace(about, null);
    return replace(content, h('p', { class: 'drawer-empty' }, 'Ask something, and here you see how the answer came about: what was found, how each sentence was checked, and how long it took.'));
  }
  const turn = ++asked;
  try {
    const x = await ask('explain', { message: m.id });
    if (turn !== asked) return;
    if (x.explanation || !again) draw(m, x);
    if (!x.explanation && again < most) {
      clearTimeout(retry);
      retry = setTimeout(() => !drawer.hidden && refresh(again + 1), pace * 2 ** again);
    }
  } catch (e) {
    if (turn === asked) replace(content, h('p', { class: 'drawer-empty' }, e.message));
  }
}

// mark shows in the list which message the drawer is about.
function mark(id) {
  document.querySelector('.message.explained')?.classList.remove('explained');
  if (id && chosen) document.getElementById(`m-${id}`)?.classList.add('explained');
}

function draw(m, x) {
  const e = x.explanation;
  replace(about, h('p', null, chosen ? 'The answer that you chose. ' : 'The latest answer here. ',
    chosen && h('button', { class: 'plain', type: 'button', onclick: () => { chosen = ''; refresh(); } }, 'Follow the latest')));
  const open = shown === m.id ? [...content.querySelectorAll('details[open]')].map((d) => d.dataset.key) : ['passages', 'claims', 'dropped', e ? '' : 'calls'];
  const at = shown === m.id ? content.scrollTop : 0;
  shown = m.id;
  replace(content, e ? [question(e), claims(e), dropped(e), passages(e), timings(e)] : h('p', { class: 'drawer-empty' }, 'Nothing more is kept of this message. What the bot and Discord said to each other for it is below.'), calls(x));
  for (const d of content.querySelectorAll('details')) d.open = open.includes(d.dataset.key);
  content.scrollTop = at;
}

// part is a part of the drawer that opens and closes.
function part(key, name, count, ...inside) {
  return h('details', { class: 'part', 'data-key': key }, h('summary', null, h('span', null, name), count && h('span', { class: 'count' }, count)), h('div', { class: 'part-body' }, inside));
}

function question(e) {
  return h('section', { class: 'asked' },
    e.asked && h('p', { class: 'asked-words', dir: 'auto' }, e.asked),
    e.understood && e.understood !== e.asked && h('p', null, h('span', { class: 'label' }, 'Understood as '), h('span', { dir: 'auto' }, e.understood)),
    h('p', { class: 'facts' },
      h('span', { class: `verdict verdict-${e.refused ? 'unsupported' : 'supported'}` }, e.refused ? 'Declined' : 'Answered'),
      e.engine && h('span', { class: 'fact' }, e.engine), e.model && h('span', { class: 'fact' }, e.model)),
    e.note && h('p', { class: 'remark', dir: 'auto' }, e.note));
}

const source = (c) => [c.outlet, c.date].filter(Boolean).join(', ');

function claims(e) {
  if (!e.claims?.length) return null;
  return part('claims', 'Sentences and their checks', String(e.claims.length), h('ol', { class: 'claims' }, e.claims.map((c) => h('li', null,
    h('p', { dir: 'auto' }, c.text), h('p', { class: 'facts' }, h('span', { class: `verdict verdict-${word(c.verdict)}` }, c.verdict), c.reason && h('span', { class: 'fact' }, c.reason)),
    (c.cites ?? []).map((s) => h('blockquote', { dir: direction(s.quote) }, h('p', null, s.quote), h('p', { class: 'cite', dir: 'auto' }, `[${s.n}] `, s.url ? anchor(s.url, null, s.title || s.url) : s.title, source(s) && ` — ${source(s)}`)))))));
}

const word = (verdict) => String(verdict).toLowerCase().replace(/[^a-z]/g, '');

function dropped(e) {
  if (!e.dropped?.length) return null;
  return part('dropped', 'Left out', plural(e.dropped.length, 'sentence'), h('ul', { class: 'claims' }, e.dropped.map((d) => h('li', null, h('p', { class: 'struck', dir: 'auto' }, d.text), h('p', { class: 'remark', dir: 'auto' }, d.reason)))));
}

// clip is how many characters of a passage are shown at first: some five lines.
const clip = 260;

function passages(e) {
  if (!e.passages?.length) return null;
  const top = { words: 0, meaning: 0, fused: 0 };
  for (const p of e.passages) for (const k in top) top[k] = Math.max(top[k], p[k]);
  return part('passages', 'Passages', plural(e.passages.length, 'passage'), h('ol', { class: 'passages' }, e.passages.map((p) => h('li', { class: p.cited ? 'cited' : '' },
    h('p', { class: 'passage-head', dir: 'auto' }, h('span', { class: 'rank' }, `${p.rank}`), ' ', p.url ? anchor(p.url, null, p.title || p.url) : h('strong', null, p.title || 'Untitled'), p.cited && h('span', { class: 'fact' }, 'cited')),
    source(p) && h('p', { class: 'cite', dir: 'auto' }, source(p)),
    h('dl', { class: 'scores' }, Object.keys(top).map((k) => h('div', null, h('dt', null, k), h('dd', null, bar(p[k], top[k]), h('span', { class: 'number' }, p[k].toFixed(2)))))),
    h('p', { class: 'passage-text', dir: 'auto' }, p.text.length > clip ? `${p.text.slice(0, clip)}…` : p.text),
    p.text.length > clip && h('details', { class: 'whole', 'data-key': `passage-${p.rank}` }, h('summary', null, 'The whole passage'), h('p', { class: 'passage-text', dir: 'auto' }, p.text))))));
}

// bar is a number beside others, as a length.
function bar(n, most) {
  const b = h('span', { class: 'bar', 'aria-hidden': 'true' }, h('i'));
  b.firstChild.style.width = `${most > 0 ? Math.max(0, (100 * n) / most) : 0}%`;
  return b;
}

const milliseconds = (nanoseconds) => {
  const n = nanoseconds / 1e6;
  return n < 10 ? `${n.toFixed(1)} ms` : n < 10_000 ? `${Math.round(n)} ms` : `${(n / 1000).toFixed(1)} s`;
};

function timings(e) {
  if (!e.timings?.length) return null;
  const most = Math.max(...e.timings.map((t) => t.took));
  return part('timings', 'Timings', '', h('dl', { class: 'scores' }, e.timings.map((t) => h('div', null, h('dt', null, t.name), h('dd', null, bar(t.took, most), h('span', { class: 'number' }, milliseconds(t.took)))))));
}

function calls(x) {
  return part('calls', 'Requests to Discord', String(x.calls.length + (x.left ?? 0)), h('ul', { class: 'calls' }, x.calls.map(call)),
    x.left > 0 && h('p', { class: 'remark' }, `${x.left} more are not shown.`));
}

function call(c) {
  const d = h('details', { class: 'call', 'data-key': `call-${c.n}` },
    h('summary', null, h('span', { class: 'method' }, c.method), h('span', { class: 'path', title: c.path }, c.route || c.path), h('span', { class: c.status >= 400 || c.status === 0 ? 'status bad' : 'status' }, String(c.status || 'broken')), h('span', { class: 'number' }, milliseconds(c.took))));
  // Bodies are long, and most are never looked at.
  d.addEventListener('toggle', () => {
    if (!d.open || d.childElementCount > 1) return;
    d.append(h('p', { class: 'remark', dir: 'ltr' }, c.path + (c.query ? `?${c.query}` : '')), c.body ? body('Sent', c.body) : '', c.response ? body('Answered', c.response) : '', c.body || c.response ? '' : h('p', { class: 'remark' }, 'Without bodies.'));
  });
  return h('li', null, d);
}

function body(name, text) {
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // It is shown as it is: it was cut, or is no JSON.
  }
  return h('div', null, h('p', { class: 'label' }, name), h('pre', { tabIndex: 0, dir: 'ltr' }, shown));
}

on('explain', (id) => {
  chosen = id;
  toggle(true);
  content.focus();
});
on('opened', () => {
  chosen = '';
  if (!drawer.hidden) refresh();
});
on('said', later);
on('deleted', later);
