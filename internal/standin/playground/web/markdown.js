// Discord's Markdown: parse makes a tree of a text, render makes elements of the tree.
// No text ever becomes anything but text, and no address but of http and https a link.

import { h, address, anchor, direction } from './dom.js';

// A text nests no deeper than this; what is inside stays as it was written.
const deepest = 12;

// parse reads a text into blocks: {type, ...} with inline nodes under "inside".
export function parse(text) {
  const out = [];
  const fence = /(?<!\\)```(?:([\w+#.-]{1,20})\n|\n)?([\s\S]*?)```\n?/g;
  let at = 0;
  for (let m = fence.exec(text); m; m = fence.exec(text)) {
    if (m[2].trim() === '') continue;
    blocks(text.slice(at, m.index).replace(/\n$/, ''), out, 0);
    out.push({ type: 'fence', language: m[1] ?? '', text: m[2].replace(/\n$/, '') });
    at = fence.lastIndex;
  }
  blocks(text.slice(at), out, 0);
  return out;
}

const heading = /^ ?(#{1,3}) +(\S.*)$/;
const small = /^ *-# +(\S.*)$/;
const bullet = /^( *)([-*]|\d{1,9}\.) +(\S.*)$/;
const quote = /^> (.*)$/;

// blocks reads lines that are in no fence.
function blocks(text, out, depth) {
  if (text === '') return;
  const lines = text.split('\n');
  let plain = [];
  const flush = () => {
    if (plain.join('').trim() !== '') out.push({ type: 'paragraph', inside: inline(plain.join('\n'), 0) });
    plain = [];
  };
  for (let i = 0; i < lines.length; ) {
    let m;
    if (lines[i].startsWith('>>> ') && depth < deepest) {
      flush();
      const inside = [];
      blocks([lines[i].slice(4), ...lines.slice(i + 1)].join('\n'), inside, depth + 1);
      out.push({ type: 'quote', inside });
      return;
    }
    if (quote.test(lines[i]) && depth < deepest) {
      flush();
      const inner = [];
      for (; i < lines.length && (m = quote.exec(lines[i])); i++) inner.push(m[1]);
      const inside = [];
      blocks(inner.join('\n'), inside, depth + 1);
      out.push({ type: 'quote', inside });
    } else if ((m = heading.exec(lines[i]))) {
      flush();
      out.push({ type: 'heading', level: m[1].length, inside: inline(m[2], 0) });
      i++;
    } else if ((m = small.exec(lines[i]))) {
      flush();
      out.push({ type: 'small', inside: inline(m[1], 0) });
      i++;
    } else if (bullet.test(lines[i])) {
      flush();
      i = list(lines, i, out);
    } else {
      plain.push(lines[i++]);
    }
  }
  flush();
}

// list reads the lines of a list into nested ones and returns where it ends.
function list(lines, i, out) {
  const open = []; // the lists around the line, each with its indent
  for (let m; i < lines.length && (m = bullet.exec(lines[i])); i++) {
    const indent = m[1].length;
    const ordered = m[2].length > 1;
    while (open.length > 1 && open.at(-1).indent > indent) open.pop();
    // Dots and numbers do not stand in one list.
    if (open.length && open.at(-1).indent >= indent && open.at(-1).node.ordered !== ordered) open.pop();
    const last = open.at(-1);
    if (!last || (indent > last.indent && open.length < deepest)) {
      const node = { type: 'list', ordered, start: parseInt(m[2], 10) || 1, items: [] };
      (last ? last.node.items.at(-1).lists : out).push(node);
      open.push({ indent, node });
    }
    open.at(-1).node.items.push({ inside: inline(m[3], 0), lists: [] });
  }
  return i;
}

// marks are the pairs around a text; what is inside is read again.
const marks = [
  ['strongem', /\*\*\*(?!\*)((?:\\[\s\S]|[^\\])+?)\*\*\*(?!\*)/y],
  ['strong', /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y],
  ['underline', /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y],
  ['strike', /~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/y],
  ['spoiler', /\|\|((?:\\[\s\S]|[^\\])+?)\|\|/y],
  ['em', /\*(?![\s*])((?:\\[\s\S]|\*\*[^*]+\*\*|[^\\*])*?[^\s*\\])\*(?!\*)/y],
  ['em', /(?<![\p{L}\p{N}_])_(?![\s_])((?:__|\\[\s\S]|[^\\_])+?)_(?![\p{L}\p{N}_])/uy],
];

// tags are what stands between angle brackets.
const tags = [
  [/<@!?(\d{1,20})>/y, (m) => ({ type: 'user', id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ type: 'role', id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ type: 'channel', id: m[1] })],
  [/<\/([^:>\n]{1,100}):(\d{1,20})>/y, (m) => ({ type: 'command', name: m[1] })],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (m) => ({ type: 'time', at: Number(m[1]), style: m[2] ?? 'f' })],
  [/<a?:(\w{1,32}):\d{1,20}>/y, (m) => ({ type: 'text', text: `:${m[1]}:` })],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => ({ type: 'link', href: m[1], inside: [{ type: 'text', text: m[1] }] })],
];

const escaped = /\\([^\p{L}\p{N}\s])/uy;
const code = /(`{1,2})(?!`)([\s\S]*?[^`])\1(?!`)/y;
const bare = /https?:\/\/(?:[^\s<\]]|\](?!\())*[^\s<.,:;"'\])!?*_|~]/y;
const everyone = /@(?:everyone|here)(?![\p{L}\p{N}])/uy;
const text = /[^\\`<[h*_~|@]+|[\s\S]/y;

// inline reads a text without blocks.
export function inline(source, depth) {
  if (depth > deepest) return [{ type: 'text', text: source }];
  const out = [];
  const say = (s) => {
    if (out.at(-1)?.type === 'text') out.at(-1).text += s;
    else out.push({ type: 'text', text: s });
  };
  const match = (pattern, i) => {
    pattern.lastIndex = i;
    return pattern.exec(source);
  };
  for (let i = 0; i < source.length; ) {
    const c = source[i];
    let m = null;
    let node = null;
    if (c === '\\' && (m = match(escaped, i))) say(m[1]);
    else if (c === '`' && (m = match(code, i))) node = { type: 'code', text: m[2].replace(/^ (.*[^ ].*) $/s, '$1') };
    else if (c === '<') [m, node] = tag(match, i);
    else if (c === '[') [m, node] = masked(source, i, depth);
    else if (c === 'h' && (m = match(bare, i))) [m, node] = plainLink(source, m);
    else if (c === '@' && (m = match(everyone, i))) node = { type: 'everyone', text: m[0] };
    else if ('*_~|'.includes(c)) [m, node] = marked(match, i, depth);
    if (!m) say((m = match(text, i))[0]);
    else if (node) out.push(node);
    i += m[0].length;
  }
  return out;
}

// plainLink is an address in the text; a bracket that was opened in it belongs to it.
function plainLink(source, m) {
  const count = (c) => m[0].split(c).length;
  const closes = source[m.index + m[0].length] === ')' && count('(') > count(')');
  const href = closes ? `${m[0]})` : m[0];
  return [[href], { type: 'link', href, inside: [{ type: 'text', text: href }] }];
}

function tag(match, i) {
  for (const [pattern, make] of tags) {
    const m = match(pattern, i);
    if (m) return [m, make(m)];
  }
  return [null, null];
}

function marked(match, i, depth) {
  for (const [type, pattern] of marks) {
    const m = match(pattern, i);
    if (m && m[1].trim() !== '') return [m, { type, inside: inline(m[1], depth + 1) }];
  }
  return [null, null];
}

// masked reads [words](address), whose words hold no address of their own.
function masked(source, i, depth) {
  let open = 0;
  let end = i;
  for (; end < source.length; end++) {
    if (source[end] === '\\') end++;
    else if (source[end] === '[') open++;
    else if (source[end] === ']' && --open === 0) break;
  }
  if (source[end] !== ']' || source[end + 1] !== '(') return [null, null];
  const target = /\((?:<([^<>\s]+)>|([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))(?: +"[^"\n]*")?\)/y;
  target.lastIndex = end + 1;
  const m = target.exec(source);
  const words = source.slice(i + 1, end);
  const href = m && (m[1] ?? m[2]);
  if (!m || words.trim() === '' || !address(href) || /https?:\/\//.test(words)) return [null, null];
  return [[source.slice(i, target.lastIndex)], { type: 'link', href, inside: inline(words, depth + 1) }];
}

// render makes elements of blocks. names tells the names of people, channels and
// roles by their ids: names.user(id), names.channel(id), names.role(id), and who is
// reading: names.me.
export function render(nodes, names) {
  const all = document.createDocumentFragment();
  for (const node of nodes) all.append(block(node, names));
  return all;
}

function block(node, names) {
  switch (node.type) {
    case 'fence':
      return h('pre', { class: 'fence', tabIndex: 0 }, h('code', null, node.text));
    case 'heading':
      return h('p', { class: `heading heading-${node.level}`, role: 'heading', 'aria-level': String(node.level + 2), dir: 'auto' }, phrases(node.inside, names));
    case 'small':
      return h('p', { class: 'small', dir: 'auto' }, phrases(node.inside, names));
    case 'quote':
      return directed(h('blockquote', null, render(node.inside, names)));
    case 'list':
      return directed(h(node.ordered ? 'ol' : 'ul', node.ordered ? { start: node.start } : null,
        node.items.map((item) => h('li', { dir: 'auto' }, phrases(item.inside, names), item.lists.map((l) => block(l, names))))));
    default:
      return h('p', { dir: 'auto' }, phrases(node.inside, names));
  }
}

// directed turns an element to where its words begin: what has its mark at the side.
function directed(element) {
  element.dir = direction(element.textContent);
  return element;
}

// phrases makes elements of inline nodes.
export function phrases(nodes, names) {
  return nodes.map((node) => phrase(node, names));
}

const elements = { strong: 'strong', em: 'em', underline: 'u', strike: 's' };

function phrase(node, names) {
  switch (node.type) {
    case 'text':
      return document.createTextNode(node.text);
    case 'code':
      return h('code', { class: 'code' }, node.text);
    case 'strongem':
      return h('strong', null, h('em', null, phrases(node.inside, names)));
    case 'link':
      return anchor(node.href, null, phrases(node.inside, names));
    case 'spoiler':
      return spoiler(node, names);
    case 'time':
      return moment(node);
    case 'user':
      return h('span', { class: node.id === names.me ? 'mention mention-me' : 'mention', dir: 'auto' }, `@${names.user(node.id) ?? 'unknown-user'}`);
    case 'role':
      return h('span', { class: 'mention', dir: 'auto' }, `@${names.role?.(node.id) ?? 'role'}`);
    case 'channel':
      return h('button', { class: 'mention', type: 'button', 'data-channel': node.id, dir: 'auto' }, `#${names.channel(node.id) ?? 'unknown'}`);
    case 'command':
      return h('span', { class: 'mention', dir: 'auto' }, `/${node.name}`);
    case 'everyone':
      return h('span', { class: 'mention' }, node.text);
    default:
      return h(elements[node.type], null, phrases(node.inside, names));
  }
}

// spoiler hides its words until it is pressed.
function spoiler(node, names) {
  const inside = h('span', { class: 'spoiled', 'aria-hidden': 'true', inert: true }, phrases(node.inside, names));
  const reveal = (e) => {
    if (e.type === 'keydown' && e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    cover.replaceWith(h('span', { class: 'spoiler-open' }, phrases(node.inside, names)));
  };
  const cover = h('span', { class: 'spoiler', role: 'button', tabIndex: 0, 'aria-label': 'Spoiler: press to show', onclick: reveal, onkeydown: reveal }, inside);
  return cover;
}

const styles = {
  t: { timeStyle: 'short' }, T: { timeStyle: 'medium' }, d: { dateStyle: 'short' }, D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' }, F: { dateStyle: 'full', timeStyle: 'short' },
};

// moment is a time, in the reader's own zone.
function moment(node) {
  const at = new Date(node.at * 1000);
  if (Number.isNaN(at.getTime())) return h('span', { class: 'time' }, 'Invalid date');
  const full = new Intl.DateTimeFormat(undefined, styles.F).format(at);
  const shown = node.style === 'R' ? relative(at) : new Intl.DateTimeFormat(undefined, styles[node.style]).format(at);
  return h('time', { class: node.style === 'R' ? 'time relative' : 'time', dateTime: at.toISOString(), title: full }, shown);
}

const steps = [['year', 31557600], ['month', 2629800], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

// relative is how far a time is from now, in words.
export function relative(at) {
  const seconds = (at.getTime() - Date.now()) / 1000;
  const [unit, length] = steps.find(([, n]) => Math.abs(seconds) >= n) ?? steps.at(-1);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / length), unit);
}

// refresh brings the relative times below an element up to date.
export function refresh(root) {
  for (const t of root.querySelectorAll('time.relative')) t.textContent = relative(new Date(t.dateTime));
}
