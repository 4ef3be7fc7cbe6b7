// The menu of a message: replies, threads, reactions, and the bot's message commands.

import { h, icon, replace } from './dom.js';
import { ask, interact, isBot, isEphemeral, on, person, tell, world } from './world.js';
import { openModal } from './modal.js';
import { note } from './note.js';

const MESSAGE_COMMAND = 3;
const quick = ['👍', '❤️', '😂', '🎉', '👀', '✅'];

const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': 'Message', hidden: true });
let from = null; // where the focus was

// contextMenu is put into the page once.
export const contextMenu = menu;

const item = (label, act, mark, extra) => h('button', { class: 'menu-item', role: 'menuitem', type: 'button', tabIndex: -1, ...extra, onclick: () => { close(); act(); } }, h('span', null, label), mark && icon(mark));

const group = (label, items) => items.length > 0 && h('div', { role: 'group', 'aria-label': label, class: 'menu-group' }, label === 'Apps' && h('p', { class: 'menu-title', 'aria-hidden': 'true' }, 'Apps'), items);

function show({ id, at, x, y }) {
  const m = world.messages.get(id);
  if (!m) return;
  const ephemeral = isEphemeral(m);
  const say = (words) => note(`m-${id}`, words);
  const act = (what, fields) => ask(what, { message: id, ...fields }).catch((e) => say(e.message));
  replace(menu,
    !ephemeral && h('div', { role: 'group', 'aria-label': 'React', class: 'menu-group reacts' }, quick.map((emoji) =>
      h('button', { class: 'menu-item', role: 'menuitem', type: 'button', tabIndex: -1, 'aria-label': `React with ${emoji}`, onclick: () => { close(); act('react', { emoji }); } }, emoji))),
    group('Message', [
      !ephemeral && item('Reply', () => tell('reply', id), 'reply'),
      !ephemeral && !m.thread && world.channels.get(world.channel)?.kind === 'channel' && item('Start a thread', () => startThread(m, say), 'thread'),
      m.author.id === world.me && m.content && item('Edit', () => tell('change', id), 'edit'),
      isBot(m) && item('What happened', () => tell('explain', id), 'search'),
      m.content && item('Copy text', () => navigator.clipboard.writeText(m.content).catch(() => say('The browser does not let the page copy.')), 'file'),
    ].filter(Boolean)),
    group('Apps', world.commands.filter((c) => c.type === MESSAGE_COMMAND).map((c) => item(c.name, () => run(c.name, m, say), 'paper'))),
    group('Delete', [ephemeral ? item('Dismiss', () => act('delete'), 'close')
      : (m.author.id === world.me || person(world.me)?.manages) && item('Delete message', () => act('delete'), 'close', { class: 'menu-item danger' })].filter(Boolean)));
  from = document.activeElement;
  menu.hidden = false;
  place(at.getBoundingClientRect(), x, y);
  items()[0]?.focus();
}

// place puts the menu where it was asked for, inside the window.
function place(box, x, y) {
  const left = x ?? Math.min(box.left + 48, box.right);
  const top = y ?? Math.min(box.top + 24, box.bottom);
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(top, innerHeight - menu.offsetHeight - 8))}px`;
}

async function run(name, m, say) {
  try {
    await interact('menu', { message: m.id, name }, {
      modal: (form) => openModal(form, document.getElementById(`m-${m.id}`)),
      ended: (how) => how === 'failed' && say(`${name}: the application did not respond.`),
    });
  } catch (e) {
    say(e.message);
  }
}

async function startThread(m, say) {
  try {
    const name = (m.content.replace(/<[^>]*>/g, '').trim() || 'Thread').slice(0, 60);
    tell('go', await ask('thread', { message: m.id, name }));
  } catch (e) {
    say(e.message);
  }
}

const items = () => [...menu.querySelectorAll('.menu-item')];

function close() {
  if (menu.hidden) return;
  menu.hidden = true;
  if (from?.isConnected) from.focus();
}

menu.addEventListener('keydown', (e) => {
  const all = items();
  const at = all.indexOf(document.activeElement);
  const row = all[at]?.closest('.reacts');
  const step = { ArrowDown: row ? quick.length - at : 1, ArrowUp: row ? -at - 1 : -1, ArrowRight: row ? 1 : 0, ArrowLeft: row ? -1 : 0 }[e.key];
  if (e.key === 'Escape' || e.key === 'Tab') close();
  else if (e.key === 'Home' || e.key === 'End') all.at(e.key === 'Home' ? 0 : -1).focus();
  else if (step !== undefined) all[(at + step + all.length) % all.length]?.focus();
  else return;
  e.preventDefault();
  e.stopPropagation();
});
document.addEventListener('pointerdown', (e) => {
  if (!menu.contains(e.target)) menu.hidden = true;
});
on('menu', show);
on('opened', () => { menu.hidden = true; });
