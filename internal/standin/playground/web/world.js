// What the page knows: who is there, the channels, and what was said in them. Parts of
// the page listen for what changes.

export const world = {
  me: '', bot: '', dm: '', server: '', sends: '', examples: [], roles: [],
  people: new Map(), // faces by id
  channels: new Map(), // places by id
  channel: '', // the one that is shown
  commands: [], // that I can use there
  messages: new Map(), // of the channel that is shown, by id, oldest first
  unread: new Map(), // how many of a channel's messages mention me, by its id
  socket: null,
};

const listeners = new Map();

// on calls f at each tell of a kind.
export function on(kind, f) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), f]);
}

export function tell(kind, detail) {
  for (const f of listeners.get(kind) ?? []) f(detail);
}

// ask sends a request about the channel that is shown, or the one in fields.
export function ask(what, fields) {
  return world.socket.ask(what, { channel: world.channel, ...fields });
}

export const person = (id) => world.people.get(id);
export const isBot = (m) => m.author.id === world.bot;
export const isEphemeral = (m) => (m.flags & 64) !== 0;
export const isThinking = (m) => (m.flags & 128) !== 0;

// names are what the text of messages refers to.
export const names = {
  get me() {
    return world.me;
  },
  user: (id) => person(id)?.name,
  channel: (id) => world.channels.get(id)?.name,
  role: (id) => world.roles.find((r) => r.id === id)?.name.replace(/^@/, ''),
};

// snowflakes are compared as the numbers that they are.
export const before = (a, b) => (a.length === b.length ? a < b : a.length < b.length);

// put keeps a message of the channel that is shown; it says whether it is a new one.
export function put(m) {
  const isNew = !world.messages.has(m.id);
  world.messages.set(m.id, m);
  return isNew;
}

// latestAnswer is the last message of the bot's that answers a person, and not a
// button or a form; undefined where there is none.
export function latestAnswer() {
  const answers = [...world.messages.values()].filter((m) => isBot(m) && m.type !== 21 && ![3, 5].includes(m.interaction_metadata?.type));
  return answers.at(-1);
}

// began are the interactions of this tab that the bot is to answer: what to do about
// each, by id. An event can come before the id does.
const began = new Map();
const early = new Map();

// interact asks for something that the bot answers, and calls ended with
// "acknowledged" or "failed", and modal with a form that it opens.
export async function interact(what, fields, { ended, modal } = {}) {
  const id = await ask(what, fields);
  began.set(id, { ended, modal });
  for (const e of early.get(id) ?? []) answered(e);
  early.delete(id);
}

// answered takes an event about an interaction; those of other tabs of the same
// person are forgotten after some more.
export function answered(e) {
  const mine = began.get(e.interaction);
  if (!mine) {
    early.set(e.interaction, [...(early.get(e.interaction) ?? []), e]);
    if (early.size > 50) early.delete(early.keys().next().value);
    return;
  }
  if (e.event === 'modal') {
    mine.modal?.(e.modal);
    return;
  }
  began.delete(e.interaction);
  mine.ended?.(e.event);
}
