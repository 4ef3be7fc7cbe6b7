// One message of the list.

import { h, icon, plural } from './dom.js';
import { parse, render } from './markdown.js';
import { attachment, component, embed, reactions } from './component.js';
import { ask, isBot, isEphemeral, isThinking, names, tell, world } from './world.js';
import { note } from './note.js';

// Colours of people who have no picture; which one is somebody's is by their id.
const hues = [262, 200, 150, 25, 340, 95, 225, 305];

// avatar is a person's round sign.
export function avatar(user, small) {
  const bot = user.id === world.bot;
  const sign = h('span', { class: `avatar${small ? ' avatar-small' : ''}${bot ? ' avatar-bot' : ''}`, 'aria-hidden': 'true' },
    bot ? icon('paper') : (user.name ?? user.username).slice(0, 1).toUpperCase());
  if (!bot) sign.style.setProperty('--hue', hues[[...world.people.keys()].indexOf(user.id) % hues.length] ?? hues[0]);
  return sign;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

// when is a message's time as it stands beside the name.
function when(m) {
  const at = new Date(m.timestamp);
  const today = at.toDateString() === new Date().toDateString();
  return h('time', { class: 'when', dateTime: m.timestamp, title: at.toLocaleString() }, today ? `Today at ${clock.format(at)}` : `${day.format(at)} ${clock.format(at)}`);
}

// Kinds of message that only tell of something.
const THREAD_CREATED = 18;
const THREAD_STARTER = 21;

// message makes a message's element. Joined ones follow another by the same person
// and have no head.
export function message(m, joined) {
  if (m.type === THREAD_CREATED) return told(m);
  const shown = m.type === THREAD_STARTER && m.referenced_message ? { ...m.referenced_message, id: m.id, starter: true } : m;
  const mine = m.mentions.some((u) => u.id === world.me) && m.author.id !== world.me;
  const classes = ['message', joined && 'joined', isEphemeral(m) && 'ephemeral', mine && 'mentions-me', shown.starter && 'starter'];
  return h('article', { class: classes.filter(Boolean).join(' '), id: `m-${m.id}`, tabIndex: -1, 'data-id': m.id, 'aria-labelledby': `by-${m.id} said-${m.id}` },
    above(shown), gutter(shown, joined), body(shown, joined), tools(shown));
}

// told is a line about something that happened.
function told(m) {
  return h('article', { class: 'message told', id: `m-${m.id}`, tabIndex: -1, 'data-id': m.id },
    icon('thread'), h('p', { dir: 'auto' }, h('strong', null, m.author.username), ' started a thread: ',
      h('button', { class: 'plain', type: 'button', 'data-channel': m.message_reference?.channel_id }, m.content)), when(m));
}

// above is what a message answers, or the command that brought it.
function above(m) {
  if (m.interaction) {
    return h('div', { class: 'above' }, avatar(m.interaction.user, true), h('span', null, h('strong', null, m.interaction.user.username), ' used '),
      h('span', { class: 'command-name' }, (m.type === 23 ? '' : '/') + m.interaction.name));
  }
  if (!m.message_reference || m.starter) return null;
  const to = m.referenced_message;
  if (!to) return h('div', { class: 'above' }, icon('reply'), h('em', null, 'The message is not there any more'));
  const words = to.content || (to.embeds.length ? 'An embed' : to.attachments.length ? 'A file' : 'A message');
  return h('button', { class: 'above above-link', type: 'button', onclick: () => tell('jump', to.id) },
    avatar(to.author, true), h('strong', null, to.author.username), h('span', { class: 'above-words', dir: 'auto' }, flat(words)));
}

// flat is a message's words on one line, without their Markdown.
function flat(words) {
  return [...render(parse(words.slice(0, 300)), names).children].map((block) => block.textContent).join(' ').slice(0, 160);
}

function gutter(m, joined) {
  if (joined) return h('time', { class: 'gutter-time', dateTime: m.timestamp, 'aria-hidden': 'true' }, clock.format(new Date(m.timestamp)));
  return avatar(m.author);
}

function body(m, joined) {
  return h('div', { class: 'body' },
    h('div', { class: joined ? 'head hidden' : 'head', id: `by-${m.id}` }, h('span', { class: 'name', dir: 'auto' }, m.author.username), m.author.bot && h('span', { class: 'tag' }, 'APP'), when(m)),
    h('div', { id: `said-${m.id}` }, words(m),
      m.embeds.map((e) => embed(e, m)),
      m.attachments.length > 0 && h('div', { class: 'files' }, m.attachments.map(attachment))),
    !m.starter && m.components.map((c) => component(c, m)),
    reactions(m), thread(m),
    isEphemeral(m) && h('p', { class: 'only-you' }, icon('eye'), 'Only you can see this · ',
      h('button', { class: 'plain', type: 'button', 'data-key': 'dismiss', onclick: () => dismiss(m) }, 'Dismiss message')));
}

function words(m) {
  if (isThinking(m)) {
    return h('p', { class: 'thinking' }, h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), `${m.author.username} is thinking…`);
  }
  if (!m.content) return null;
  const said = h('div', { class: 'words' }, render(parse(m.content), names));
  if (m.edited_timestamp) {
    const last = said.lastElementChild;
    (last?.tagName === 'P' ? last : said).append(h('span', { class: 'edited', title: new Date(m.edited_timestamp).toLocaleString() }, ' (edited)'));
  }
  return said;
}

// thread is the card of the thread that was started from a message.
function thread(m) {
  if (!m.thread || m.starter) return null;
  const known = world.channels.get(m.thread.id);
  return h('button', { class: 'thread-card', type: 'button', 'data-channel': m.thread.id, 'data-key': 'thread' },
    icon('thread'), h('span', { class: 'thread-name', dir: 'auto' }, m.thread.name),
    h('span', { class: 'thread-count' }, `${plural(known?.messages ?? m.thread.message_count ?? 0, 'message')} ›`));
}

// tools are what can be done with a message, shown when the pointer or the focus is
// there.
function tools(m) {
  if (isThinking(m)) return null;
  const tool = (name, label, act) => h('button', { class: 'tool', type: 'button', tabIndex: -1, 'aria-label': label, title: label, 'data-key': `tool-${name}`, onclick: (e) => act(e.currentTarget) }, icon(name));
  return h('div', { class: 'tools' },
    isBot(m) && tool('search', 'What happened', () => tell('explain', m.id)),
    !isEphemeral(m) && tool('reply', 'Reply', () => tell('reply', m.id)),
    tool('more', 'More', (b) => tell('menu', { id: m.id, at: b })));
}

function dismiss(m) {
  ask('delete', { message: m.id }).catch((e) => note(`m-${m.id}`, e.message));
}
