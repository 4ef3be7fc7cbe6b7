// What stands above the first message of a channel: what it is for, and how to begin.

import { h, icon, replace } from './dom.js';
import { ask, person, world } from './world.js';

// welcome is the head of a channel's history.
export function welcome(place) {
  if (!place) return null;
  if (place.kind === 'thread') return h('div', { class: 'welcome' }, h('h2', { dir: 'auto' }, place.name), h('p', null, 'A thread: the bot remembers what was asked in it before.'));
  const bot = person(world.bot)?.name ?? 'the bot';
  const main = place.kind === 'channel' && place.id === firstChannel();
  return h('div', { class: 'welcome' },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, icon(place.kind === 'direct' || main ? 'paper' : 'hash')),
    h('h2', null, place.kind === 'direct' ? bot : `Welcome to #${place.name}`),
    h('p', null, main ? `This is the bot as it is on Discord, in a copy of Discord on this machine. Ask it something: it answers from the coverage, and every sentence was checked against its source.`
      : place.kind === 'direct' ? 'Only you two are here: there is no need to mention it.' : 'A channel like any other: mention the bot, or type / for its commands.'),
    world.examples.length > 0 && examples(place, bot),
    main && h('ul', { class: 'hints' },
      h('li', null, 'Type ', h('kbd', null, '/'), ' for the commands, ', h('kbd', null, '@'), ' to mention somebody.'),
      h('li', null, 'Right-click a message, or press ', h('kbd', null, '⋯'), ', to check it against the coverage.'),
      h('li', null, icon('search'), ' shows what happened behind an answer.'),
      h('li', null, 'Open this page in another tab to be somebody else.')),
    h('p', { class: 'sends' }, icon('lock'), ' ', world.sends || 'Nothing that you type leaves this machine.'));
}

const firstChannel = () => [...world.channels.values()].find((p) => p.kind === 'channel')?.id;

function examples(place, bot) {
  const problem = h('p', { class: 'note', role: 'alert', hidden: true });
  const put = (question) => async () => {
    try {
      await ask('send', { text: place.kind === 'direct' ? question : `<@${world.bot}> ${question}` });
      problem.hidden = true;
      document.getElementById('say').focus();
    } catch (e) {
      problem.hidden = false;
      replace(problem, e.message);
    }
  };
  return h('div', { class: 'examples', role: 'group', 'aria-label': 'Questions to begin with' },
    world.examples.map((q) => h('button', { class: 'example', type: 'button', onclick: put(q) },
      place.kind !== 'direct' && h('span', { class: 'mention' }, `@${bot}`), ' ', h('span', { dir: 'auto' }, q))), problem);
}
