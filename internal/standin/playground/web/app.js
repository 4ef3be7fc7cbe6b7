// The page: its parts, who this tab is, and what happens.

import { h, icon, replace } from './dom.js';
import { Socket } from './socket.js';
import { answered, ask, isBot, on, put, tell, world } from './world.js';
import { applyTheme, sidebar } from './sidebar.js';
import { list } from './list.js';
import { composer } from './composer.js';
import { drawer, toggle } from './drawer.js';
import { contextMenu } from './menu.js';

applyTheme();
// The key in the address worked once and is of no more use.
if (location.search) history.replaceState(null, '', '/');

const banner = h('div', { class: 'banner', role: 'alert', hidden: true });
const title = h('div', { class: 'channel-title' });
const header = h('header', { class: 'header' },
  h('button', { class: 'round side-button', type: 'button', 'aria-label': 'Channels and people', 'aria-controls': 'sidebar', 'aria-expanded': 'false', onclick: () => side() }, icon('menu')),
  title,
  h('button', { class: 'button button-quiet', id: 'drawer-button', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'drawer', onclick: () => toggle() }, icon('search'), 'What happened'));

document.getElementById('app').append(
  h('a', { class: 'skip', href: '#say', onclick: (e) => { e.preventDefault(); document.getElementById('say').focus(); } }, 'To the message field'),
  sidebar, h('main', { class: 'main' }, header, banner, list, composer), drawer, contextMenu);

// side shows or hides the sidebar where there is no room for it.
function side(open = !document.body.classList.contains('with-side')) {
  document.body.classList.toggle('with-side', open);
  header.querySelector('.side-button').setAttribute('aria-expanded', String(open));
}

// opening is the channel that is about to be shown, and what happened in it since it
// was asked for.
let opening = null;

// go shows a channel.
async function go(id) {
  if (!world.channels.has(id)) return;
  const mine = { id, held: [] };
  opening = mine;
  let messages;
  let commands;
  try {
    [messages, commands] = await Promise.all([ask('open', { channel: id }), ask('commands', { channel: id })]);
  } catch (e) {
    return say(e.message);
  }
  if (opening !== mine) return; // another was chosen meanwhile
  opening = null;
  Object.assign(world, { channel: id, commands });
  sessionStorage.setItem('channel', id);
  world.messages = new Map(messages.map((m) => [m.id, m]));
  world.unread.delete(id);
  const p = world.channels.get(id);
  const parent = world.channels.get(p.parent);
  replace(title, parent && [h('button', { class: 'plain', type: 'button', onclick: () => go(parent.id) }, `#${parent.name}`), h('span', { 'aria-hidden': 'true' }, '›')],
    icon({ channel: 'hash', thread: 'thread', direct: 'at' }[p.kind]), h('h2', { dir: 'auto' }, p.name));
  document.title = `${p.kind === 'channel' ? '#' : ''}${p.name} · Newsdesk playground`;
  side(false);
  tell('opened', id);
  mine.held.forEach(happened);
}

// happened takes an event, or holds it back for a channel that is about to be shown.
function happened(e) {
  if (opening && (e.message?.channel_id ?? e.channel) === opening.id) opening.held.push(e);
  else events[e.event]?.(e);
}

// to shows a channel that somebody chose, and lets them write in it.
async function to(id) {
  await go(id);
  document.getElementById('say').focus();
}

on('go', to);

function say(words) {
  banner.textContent = words;
  banner.hidden = !words;
}

// hello tells the playground who this tab was, and begins again with what there is.
async function hello() {
  let tab = sessionStorage.getItem('tab');
  if (!tab) sessionStorage.setItem('tab', tab = crypto.randomUUID());
  const w = await world.socket.ask('hello', { tab, person: sessionStorage.getItem('person') ?? '' });
  sessionStorage.setItem('person', w.me);
  Object.assign(world, { me: w.me, bot: w.bot, dm: w.dm, server: w.server, sends: w.sends ?? '', examples: w.examples ?? [], roles: w.roles ?? [] });
  setPeople(w.people);
  setChannels(w.channels);
  const first = w.channels.find((p) => p.kind === 'channel')?.id;
  const kept = [world.channel, sessionStorage.getItem('channel')].find((id) => world.channels.has(id));
  await go(kept ?? first);
  if (document.activeElement === document.body) document.getElementById('say').focus();
}

function setPeople(people) {
  world.people = new Map(people.map((p) => [p.id, p]));
  tell('people');
}

function setChannels(channels) {
  const had = world.channels;
  world.channels = new Map(channels.map((p) => [p.id, p]));
  tell('channels');
  if (world.channel && !world.channels.has(world.channel)) go(channels.find((p) => p.kind === 'channel')?.id);
  // A thread has the id of the message that it was started from, whose card counts.
  for (const p of channels) {
    const card = world.messages.get(p.id);
    if (card?.channel_id === world.channel && had.get(p.id)?.messages !== p.messages) tell('said', card);
  }
}

const events = {
  message: (e) => {
    const m = e.message;
    if (m.channel_id === world.channel) return changed(m);
    const place = world.channels.get(m.channel_id);
    if (!place || m.author.id === world.me) return;
    const forMe = place.kind === 'direct' || m.mentions.some((u) => u.id === world.me);
    world.unread.set(m.channel_id, (world.unread.get(m.channel_id) ?? 0) + (forMe ? 1 : 0));
    tell('unread');
  },
  edit: (e) => e.message.channel_id === world.channel && changed(e.message),
  delete: (e) => {
    if (e.channel === world.channel && world.messages.delete(e.id)) tell('deleted', e.id);
  },
  typing: (e) => tell('typing', e),
  people: (e) => setPeople(e.people),
  channels: (e) => setChannels(e.channels),
  commands: () => ask('commands').then((commands) => Object.assign(world, { commands }), () => {}), // the channel was left
  modal: answered,
  acknowledged: answered,
  failed: answered,
};

// changed shows a message of this channel as it is now, and in those that answer it.
function changed(m) {
  put(m);
  tell('said', m);
  if (isBot(m) && document.hidden) document.title = `(•) ${document.title.replace(/^\(•\) /, '')}`;
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) document.title = document.title.replace(/^\(•\) /, '');
});

document.addEventListener('pointerdown', (e) => {
  if (!e.target.closest('.sidebar, .side-button')) side(false);
});

world.socket = new Socket({
  onOpen: hello,
  onEvent: happened,
  onState: (state) => {
    document.documentElement.dataset.state = state;
    say({ open: '', lost: 'The connection is lost. Coming back…', refused: 'The playground was started anew. Open the link that it printed.' }[state]);
  },
});
