// Where messages are written: mentions, files, replies, and the way to the commands.

import { h, icon, replace, size } from './dom.js';
import { ask, on, person, world } from './world.js';
import { Popup } from './popup.js';
import { CommandForm, matching } from './command.js';
import { note } from './note.js';
import { most, toFile } from './upload.js';

const popup = new Popup('Suggestions');
const say = h('textarea', { id: 'say', rows: 1, dir: 'auto', maxLength: 4000, 'aria-autocomplete': 'list', 'aria-describedby': 'composer-hint' });
const picker = h('input', { type: 'file', multiple: true, hidden: true, tabIndex: -1, 'aria-label': 'Files' });
const replyBar = h('div', { class: 'reply-bar', hidden: true });
const chips = h('div', { class: 'chips', hidden: true });
const box = h('div', { class: 'box' },
  h('button', { class: 'round', type: 'button', 'aria-label': 'Add files', title: 'Add files', onclick: () => picker.click() }, icon('plus')), picker, say,
  h('button', { class: 'round send', type: 'submit', 'aria-label': 'Send', title: 'Send' }, icon('send')));
const typing = h('p', { class: 'typing', role: 'status' });
const hint = h('p', { class: 'hint', id: 'composer-hint' }, h('kbd', null, 'Enter'), ' sends · ', h('kbd', null, 'Shift Enter'), ' breaks the line · ', h('kbd', null, '/'), ' commands');

// composer is the bottom of the channel.
export const composer = h('form', { class: 'composer', id: 'composer', onsubmit: send }, popup.element, replyBar, chips, box, h('div', { class: 'below' }, typing, hint));

const command = new CommandForm({ popup, form: composer, close: () => {
  box.hidden = false;
  say.value = '';
  grow();
  say.focus();
} });
composer.insertBefore(command.element, box);

let files = [];
let reply = null;
let changing = null; // the message of mine that is being edited
let sending = false;

// longest is how many characters Discord takes in a message.
const longest = 2000;

// send posts what was written.
async function send(e) {
  e?.preventDefault();
  if (command.open) return command.run();
  const words = mentioned(say.value.trim());
  if (sending || (words === '' && files.length === 0)) return;
  if (words.length > longest) return note('composer', `Discord takes ${longest} characters at most; this has ${words.length}.`);
  sending = true;
  try {
    if (changing) await ask('edit', { message: changing, text: words });
    else await ask('send', { text: words, reply: reply ?? '', files });
    say.value = '';
    typed = 0;
    files = [];
    setBar();
    drawFiles();
    grow();
    popup.hide();
    note('composer', '');
  } catch (err) {
    note('composer', err.message);
  }
  sending = false;
}

// mentioned puts ids in the place of the names after an @, longest names first.
function mentioned(words) {
  const faces = [...world.people.values()].sort((a, b) => b.name.length - a.name.length);
  for (const f of faces) {
    const name = f.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    words = words.replace(new RegExp(`(?<![\\p{L}\\p{N}<])@${name}(?![\\p{L}\\p{N}])`, 'giu'), `<@${f.id}>`);
  }
  return words;
}

// Discord says that somebody types for ten seconds; more often than every eight need
// not be said.
const typedEvery = 8000;
let typed = 0;

say.addEventListener('input', () => {
  grow();
  suggest();
  if (say.value && !say.value.startsWith('/') && Date.now() - typed > typedEvery) {
    typed = Date.now();
    ask('type').catch(() => {}); // only a nicety
  }
  if (!say.value) typed = 0;
});

say.addEventListener('keydown', (e) => {
  if (popup.key(e) || e.isComposing) return;
  if (e.key === 'Enter' && !e.shiftKey) send(e);
  else if (e.key === 'Escape' && (reply || changing)) setBar();
  else if (e.key === 'ArrowUp' && say.value === '') {
    e.preventDefault();
    [...document.querySelectorAll('.log .message')].at(-1)?.focus();
  }
});
say.addEventListener('blur', () => popup.hide());

// suggest offers commands after a /, and people after an @.
function suggest() {
  const at = say.selectionStart;
  const slash = /^\/([^\n]*)$/.exec(say.value);
  const mention = /(?:^|\s)@([\p{L}\p{N}_.-]{0,32})$/u.exec(say.value.slice(0, at));
  if (slash) return suggestCommands(slash[1]);
  if (!mention) return popup.hide();
  const begun = mention[1].toLowerCase();
  const items = [...world.people.values()].filter((p) => p.name.toLowerCase().startsWith(begun)).map((p) => ({ name: `@${p.name}`, detail: p.bot ? 'the bot' : p.online ? 'here' : 'away', person: p }));
  popup.show({ input: say, title: items.length ? 'People' : '', items, pick: ({ person: p }) => {
    const from = at - mention[1].length - 1;
    say.value = `${say.value.slice(0, from)}@${p.name} ${say.value.slice(at)}`;
    say.selectionStart = say.selectionEnd = from + p.name.length + 2;
  } });
}

function suggestCommands(words) {
  const { items, exact } = matching(world.commands, words);
  if (exact) return begin(exact);
  popup.show({ input: say, title: 'Commands', items, pick: begin, empty: words ? 'There is no such command here.' : 'The bot has no commands here yet.' });
}

function begin(item) {
  popup.hide();
  note('composer', '');
  box.hidden = true;
  command.begin(item);
}

// grow makes the field as high as what is in it.
function grow() {
  say.style.height = 'auto';
  say.style.height = `${Math.min(say.scrollHeight, 240)}px`;
}

// setBar says above the field which message is answered or edited, if any is.
function setBar({ to = null, edit = null } = {}) {
  if (changing && !edit) say.value = '';
  reply = to?.id ?? null;
  changing = edit?.id ?? null;
  replyBar.hidden = !to && !edit;
  const words = edit ? 'Editing your message' : ['Replying to ', h('strong', { dir: 'auto' }, to?.author.username ?? '')];
  replace(replyBar, h('span', null, words), h('button', { class: 'round', type: 'button', 'aria-label': edit ? 'Do not edit' : 'Do not reply', onclick: () => { setBar(); say.focus(); } }, icon('close')));
  grow();
}

// named puts names in the place of the ids of mentions.
const named = (words) => words.replace(/<@!?(\d+)>/g, (all, id) => (person(id) ? `@${person(id).name}` : all));

async function addFiles(list) {
  try {
    const more = await Promise.all([...list].map(toFile));
    if ([...files, ...more].reduce((n, f) => n + f.size, 0) > most) throw new Error('The files have more than 10 MB together.');
    files.push(...more);
    note('composer', '');
  } catch (e) {
    note('composer', e.message);
  }
  drawFiles();
  say.focus();
}

function drawFiles() {
  chips.hidden = files.length === 0;
  replace(chips, files.map((f) => h('span', { class: 'chip' }, icon('file'), h('span', { dir: 'auto' }, f.name), ' ', h('span', { class: 'file-size' }, size(f.size)),
    h('button', { class: 'round', type: 'button', 'aria-label': `Remove ${f.name}`, onclick: () => { files = files.filter((o) => o !== f); drawFiles(); say.focus(); } }, icon('close')))));
}

picker.addEventListener('change', () => {
  addFiles(picker.files);
  picker.value = '';
});
say.addEventListener('paste', (e) => {
  if (e.clipboardData?.files.length) {
    e.preventDefault();
    addFiles(e.clipboardData.files);
  }
});
composer.addEventListener('dragover', (e) => e.preventDefault());
composer.addEventListener('drop', (e) => {
  e.preventDefault();
  if (e.dataTransfer?.files.length) addFiles(e.dataTransfer.files);
});

// Who types, until when in milliseconds.
const typists = new Map();

function drawTyping() {
  const now = Date.now();
  for (const [id, until] of typists) if (until < now) typists.delete(id);
  const who = [...typists.keys()].map((id) => person(id)?.name ?? 'Somebody');
  const words = who.length === 0 ? '' : who.length > 3 ? 'Several people are typing…' : `${who.join(', ').replace(/, ([^,]*)$/, ' and $1')} ${who.length > 1 ? 'are' : 'is'} typing…`;
  if (typing.textContent !== words) typing.textContent = words;
}
setInterval(drawTyping, 1000);

on('typing', ({ channel, user }) => {
  if (channel !== world.channel || user === world.me) return;
  typists.set(user, Date.now() + 10_000);
  drawTyping();
});
on('said', (m) => {
  typists.delete(m.author.id);
  drawTyping();
});
// What was begun in each channel, by its id, and in which the field is now.
const drafts = new Map();
let writing = '';

on('opened', (id) => {
  setBar();
  if (id !== writing) {
    drafts.set(writing, say.value);
    say.value = drafts.get(id) ?? '';
    writing = id;
    grow();
  }
  const p = world.channels.get(world.channel);
  say.placeholder = `Message ${p?.kind === 'channel' ? '#' : ''}${p?.name ?? ''}`;
  say.setAttribute('aria-label', say.placeholder);
  typists.clear();
  drawTyping();
  if (command.open) command.cancel();
});
on('reply', (id) => {
  setBar({ to: world.messages.get(id) });
  say.focus();
});
on('change', (id) => {
  const edit = world.messages.get(id);
  say.value = named(edit.content);
  setBar({ edit });
  say.focus();
});
on('deleted', (id) => (reply === id || changing === id) && setBar());
