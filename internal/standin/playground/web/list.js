// The messages of the channel that is shown.

import { h, icon, replace } from './dom.js';
import { message } from './message.js';
import { before, isEphemeral, on, tell, world } from './world.js';
import { refresh } from './markdown.js';
import { welcome } from './welcome.js';

const log = h('div', { class: 'log', id: 'log', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', tabIndex: 0 });
const pill = h('button', { class: 'pill', type: 'button', hidden: true, onclick: () => toEnd() }, 'New messages ', icon('down'));

// list is the pane with the messages.
export const list = h('div', { class: 'list' }, log, pill);

// Messages by one person within this time stand below one name.
const together = 7 * 60 * 1000;

// Nearer to the end than this many pixels, new messages keep it in view.
const nearEnd = 80;

// follows is whether the end is in view and stays there, until somebody scrolls away.
let follows = true;
let reached = 0; // how far it was scrolled to the end

function toEnd() {
  log.scrollTop = log.scrollHeight;
  reached = log.scrollTop;
  follows = true;
  pill.hidden = true;
}

// The event comes after the scrolling, and by then there may be more below: only who
// scrolls back leaves the end.
log.addEventListener('scroll', () => {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd) follows = true;
  else if (log.scrollTop < reached - 1) follows = false;
  if (follows) pill.hidden = true;
});

// A command's form takes room below, and a picture that has loaded, above the end.
const keep = () => follows && toEnd();
new ResizeObserver(keep).observe(log);
log.addEventListener('load', keep, true);

// joins reports whether a message stands below the name of the one before it.
function joins(m, last) {
  return !!last && last.author.id === m.author.id && m.type === 0 && ![18, 21].includes(last.type) && !m.message_reference &&
    (last.flags & 64) === (m.flags & 64) && new Date(m.timestamp) - new Date(last.timestamp) < together;
}

// sorted are the messages as they stand, oldest first.
const sorted = () => [...world.messages.values()].sort((a, b) => (before(a.id, b.id) ? -1 : 1));

// all draws the whole channel.
function all() {
  const place = world.channels.get(world.channel);
  log.setAttribute('aria-label', `Messages in ${place?.kind === 'channel' ? '#' : ''}${place?.name ?? ''}`);
  let last = null;
  let day = '';
  replace(log, welcome(place), sorted().map((m) => {
    const today = new Date(m.timestamp).toDateString();
    const line = day && day !== today ? divider(m) : null;
    day = today;
    const element = message(m, !line && joins(m, last));
    last = m;
    return [line, element];
  }));
  toEnd();
}

function divider(m) {
  return h('div', { class: 'divider' }, h('span', null, new Date(m.timestamp).toLocaleDateString(undefined, { dateStyle: 'long' })));
}

// one draws a message anew, or for the first time.
function one(m) {
  const old = document.getElementById(`m-${m.id}`);
  const stay = follows || (!old && forMe(m));
  const order = sorted();
  const at = order.findIndex((o) => o.id === m.id);
  const element = message(m, joins(m, order[at - 1]));
  if (old) swap(old, element);
  else {
    const next = order[at + 1] && document.getElementById(`m-${order[at + 1].id}`);
    log.insertBefore(element, next ?? null);
  }
  if (stay) toEnd();
  else if (!old) pill.hidden = false;
}

// forMe reports whether a message is mine or comes of what I did: it is what I wait
// for, wherever in the list I am.
function forMe(m) {
  return m.author.id === world.me || m.interaction?.user.id === world.me || isEphemeral(m);
}

// swap puts an element in another's place and keeps the focus where it was.
function swap(old, element) {
  const inside = old.contains(document.activeElement) && document.activeElement;
  const key = inside && inside.dataset.key;
  const said = old.querySelector(':scope > .note');
  old.replaceWith(element);
  if (said) element.append(said);
  if (inside) (key && element.querySelector(`[data-key="${CSS.escape(key)}"]:not(:disabled)`) || element).focus();
}

function gone(id) {
  const old = document.getElementById(`m-${id}`);
  const next = old?.nextElementSibling ?? old?.previousElementSibling;
  const focused = old?.contains(document.activeElement);
  old?.remove();
  if (focused) (next ?? log).focus();
  const after = sorted().find((m) => before(id, m.id));
  if (after) one(after);
}

// Up and down go from message to message, the menu key opens a message's menu.
log.addEventListener('keydown', (e) => {
  const here = e.target.closest('.message');
  if (e.key === 'ContextMenu' || (e.key === 'F10' && e.shiftKey)) {
    e.preventDefault();
    if (here) tell('menu', { id: here.dataset.id, at: e.target === here ? here.querySelector('.body') ?? here : e.target });
    return;
  }
  if (e.target !== log && e.target !== here) return;
  const messages = [...log.querySelectorAll('.message')];
  const at = messages.indexOf(here);
  const to = { ArrowUp: at < 0 ? messages.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[e.key];
  if (to === undefined || !messages[to]) return;
  e.preventDefault();
  messages[to].focus();
});

log.addEventListener('contextmenu', (e) => {
  const here = e.target.closest('.message');
  if (!here || e.target.closest('a') || String(getSelection()) !== '') return;
  e.preventDefault();
  tell('menu', { id: here.dataset.id, at: here, x: e.clientX, y: e.clientY });
});

// Only the tools of the message that has the focus are on the way of the Tab key.
log.addEventListener('focusin', (e) => {
  const here = e.target.closest('.message');
  for (const tool of log.querySelectorAll('.tool')) tool.tabIndex = tool.closest('.message') === here ? 0 : -1;
});

// A channel's name, or a thread's, in a message leads there.
log.addEventListener('click', (e) => {
  const to = e.target.closest('[data-channel]')?.dataset.channel;
  if (to) tell('go', to);
});

on('opened', all);
on('said', one);
on('deleted', gone);
on('jump', (id) => {
  const to = document.getElementById(`m-${id}`);
  to?.scrollIntoView({ block: 'center' });
  to?.focus();
});

// How often relative times are brought up to date, in milliseconds.
const refreshEvery = 20_000;
setInterval(() => refresh(log), refreshEvery);
