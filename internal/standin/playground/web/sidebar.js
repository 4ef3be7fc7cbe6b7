// The channels, the people, and who this tab is.

import { h, icon, replace } from './dom.js';
import { avatar } from './message.js';
import { on, person, tell, world } from './world.js';

const places = h('div', { class: 'places' });
const people = h('ul', { class: 'people' });
const me = h('div', { class: 'me' });
const server = h('h1', { class: 'server' });

// sidebar is the left of the page.
export const sidebar = h('nav', { class: 'sidebar', id: 'sidebar', 'aria-label': 'Channels and people' },
  server, h('div', { class: 'side-scroll', tabIndex: -1 }, places, h('h2', { id: 'people-title' }, 'People'), people), me);
people.setAttribute('aria-labelledby', 'people-title');

const marks = { channel: 'hash', thread: 'thread', direct: 'at' };

function entry(p) {
  const n = world.unread.get(p.id);
  const here = p.id === world.channel;
  return h('li', null, h('button', {
    class: `place place-${p.kind}${n === undefined ? '' : ' unread'}`, type: 'button', 'aria-current': here ? 'page' : null, 'data-place': p.id,
    onclick: () => tell('go', p.id),
  }, icon(marks[p.kind]), h('span', { class: 'place-name', dir: 'auto' }, p.name),
  n !== undefined && (n > 0 ? h('span', { class: 'badge', 'aria-label': `${n} mentions` }, String(n)) : h('span', { class: 'sr' }, 'unread'))));
}

function drawPlaces() {
  const all = [...world.channels.values()];
  const focused = document.activeElement?.dataset.place;
  const of = (parent) => all.filter((p) => p.kind === 'thread' && p.parent === parent && (!p.archived || p.id === world.channel));
  replace(places,
    h('h2', null, 'Channels'),
    h('ul', null, all.filter((p) => p.kind === 'channel').map((p) => {
      const li = entry(p);
      const threads = of(p.id);
      if (threads.length) li.append(h('ul', { class: 'threads' }, threads.map(entry)));
      return li;
    })),
    h('h2', null, 'Direct messages'),
    h('ul', null, all.filter((p) => p.kind === 'direct').map(entry)));
  if (focused) places.querySelector(`[data-place="${focused}"]`)?.focus();
}

function drawPeople() {
  server.textContent = world.server;
  replace(people, [...world.people.values()].map((p) => h('li', { class: p.online ? 'somebody' : 'somebody away' },
    h('span', { class: 'presence' }, avatar(p, true), h('span', { class: p.online ? 'dot on' : 'dot', 'aria-hidden': 'true' })),
    h('span', { class: 'somebody-name', dir: 'auto' }, p.name), p.bot && h('span', { class: 'tag' }, 'APP'),
    h('span', { class: 'sr' }, p.online ? ', here' : ', away'))));
  const i = person(world.me);
  if (!i) return;
  replace(me, avatar(i), h('div', { class: 'me-words' }, h('strong', null, `${i.name} (you)`),
    h('span', null, i.manages ? 'Manages the server' : 'A member')), themeButton());
}

const themes = { auto: 'as the system', light: 'light', dark: 'dark' };

// theme is what was chosen, kept for the next visit.
function theme() {
  const kept = localStorage.getItem('theme');
  return kept in themes ? kept : 'auto';
}

function themeButton() {
  const label = `Appearance: ${themes[theme()]}`;
  return h('button', { class: 'round', id: 'theme', type: 'button', 'aria-label': label, title: label, onclick: () => {
    const order = Object.keys(themes);
    localStorage.setItem('theme', order[(order.indexOf(theme()) + 1) % order.length]);
    applyTheme();
    drawPeople();
    document.getElementById('theme').focus();
  } }, icon('theme'));
}

// applyTheme makes the page light or dark.
export function applyTheme() {
  document.documentElement.dataset.theme = theme();
}

on('channels', drawPlaces);
on('unread', drawPlaces);
on('opened', drawPlaces);
on('people', drawPeople);
