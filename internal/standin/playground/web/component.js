// What is below a message's words: embeds, files, buttons, menus, and the components
// that stand in the words' place.

import { h, icon, anchor, address, uploaded, size } from './dom.js';
import { parse, render } from './markdown.js';
import { ask, interact, names, world } from './world.js';
import { openModal } from './modal.js';
import { note } from './note.js';

const text = (s) => render(parse(s ?? ''), names);

// picture is a file of this run, or a note where one would have to be loaded from
// elsewhere.
function picture(url, description, message) {
  const named = /^attachment:\/\/(.+)$/.exec(url ?? '');
  const here = uploaded(named ? message.attachments.find((a) => a.filename === named[1])?.url : url);
  if (here) return h('img', { class: 'picture', src: here, alt: description ?? '', loading: 'lazy' });
  return h('p', { class: 'foreign' }, icon('link'), ' A picture that is not loaded: ', anchor(url, null, address(url) ? new URL(url).hostname : String(url)));
}

// embed is a framed card.
export function embed(e, message) {
  const card = h('div', { class: 'embed' },
    h('div', { class: 'embed-text' },
      e.author && h('p', { class: 'embed-author', dir: 'auto' }, e.author.url ? anchor(e.author.url, null, e.author.name) : e.author.name),
      e.title && h('p', { class: 'embed-title', dir: 'auto' }, e.url ? anchor(e.url, null, inlineOf(e.title)) : inlineOf(e.title)),
      e.description && h('div', { class: 'words' }, text(e.description)),
      e.fields?.length && h('dl', { class: 'embed-fields' }, e.fields.map((f) =>
        h('div', { class: f.inline ? 'inline' : '' }, h('dt', { dir: 'auto' }, inlineOf(f.name)), h('dd', { class: 'words' }, text(f.value))))),
      e.image && picture(e.image.url, e.title, message),
      (e.footer || e.timestamp) && h('p', { class: 'embed-footer', dir: 'auto' },
        [e.footer?.text, e.timestamp && new Date(e.timestamp).toLocaleString()].filter(Boolean).join(' · '))),
    e.thumbnail && h('div', { class: 'embed-thumbnail' }, picture(e.thumbnail.url, e.title, message)));
  if (e.color) card.style.setProperty('--edge', colour(e.color));
  return card;
}

const colour = (n) => `#${n.toString(16).padStart(6, '0')}`;

// inlineOf is a title: Markdown without a paragraph around it.
function inlineOf(s) {
  const nodes = text(s);
  return nodes.childNodes.length === 1 && nodes.firstChild.tagName === 'P' ? [...nodes.firstChild.childNodes] : nodes;
}

// attachment is a file: a picture, or a name and a size to download.
export function attachment(a) {
  const here = uploaded(a.url);
  if (here && /^image\/(png|jpeg|gif|webp)$/.test(a.content_type ?? '')) {
    const img = h('img', { class: 'picture', src: here, alt: a.description || a.filename, loading: 'lazy' });
    if (a.width) Object.assign(img, { width: a.width, height: a.height });
    return h('a', { class: 'picture-link', href: here, target: '_blank', rel: 'noreferrer noopener' }, img);
  }
  return h('div', { class: 'file' }, icon('file'),
    h('div', null, here ? h('a', { href: here, download: a.filename, dir: 'auto' }, a.filename) : h('span', null, a.filename), h('span', { class: 'file-size' }, size(a.size))));
}

// component is any part of a message's form.
export function component(c, message) {
  if (Object.hasOwn(makers, c.type)) return makers[c.type](c, message);
  return h('p', { class: 'foreign' }, `The playground does not show components of type ${c.type}.`);
}

const all = (list, message) => (list ?? []).map((c) => component(c, message));

const makers = {
  1: (c, m) => h('div', { class: 'row' }, all(c.components, m)),
  2: button,
  3: menu,
  5: menu, 6: menu, 7: menu, 8: menu,
  9: (c, m) => h('div', { class: 'section' }, h('div', null, all(c.components, m)), c.accessory && component(c.accessory, m)),
  10: (c) => h('div', { class: 'words' }, text(c.content)),
  11: (c, m) => h('div', { class: 'thumbnail' }, picture(c.media?.url, c.description, m)),
  12: (c, m) => h('div', { class: 'gallery' }, (c.items ?? []).map((i) => picture(i.media.url, i.description, m))),
  13: (c, m) => {
    const named = m.attachments.find((a) => `attachment://${a.filename}` === c.file?.url || a.url === c.file?.url);
    return named ? attachment(named) : h('p', { class: 'foreign' }, 'A file that is not there.');
  },
  14: (c) => h('hr', { class: c.divider === false ? 'gap' : c.spacing === 2 ? 'wide' : '' }),
  17: (c, m) => {
    const box = h('div', { class: 'embed container' }, h('div', { class: 'embed-text' }, all(c.components, m)));
    if (c.accent_color) box.style.setProperty('--edge', colour(c.accent_color));
    return box;
  },
};

const styles = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'secondary', 6: 'secondary' };

function button(c, message) {
  const label = [c.emoji?.name && h('span', { 'aria-hidden': 'true' }, `${c.emoji.name} `), c.label];
  if (c.style === 5) return anchor(c.url, { class: 'button button-secondary' }, label, icon('link'));
  const b = h('button', { class: `button button-${styles[c.style] ?? 'secondary'}`, type: 'button', disabled: c.disabled, 'data-key': c.custom_id }, label);
  b.addEventListener('click', () => act(b, 'press', { message: message.id, custom_id: c.custom_id }, message));
  return b;
}

// act does what a component asks for, and shows that the bot is awaited.
async function act(element, what, fields, message) {
  if (element.getAttribute('aria-busy') === 'true') return;
  element.setAttribute('aria-busy', 'true');
  const done = () => element.removeAttribute('aria-busy');
  try {
    await interact(what, fields, {
      modal: (m) => openModal(m, element),
      ended: (how) => {
        done();
        if (how === 'failed') note(`m-${message.id}`, 'This interaction failed: the application did not respond.');
      },
    });
  } catch (e) {
    done();
    note(`m-${message.id}`, e.message);
  }
}

// choices are what a menu offers: its own options, or people and channels.
function choices(c) {
  if (c.type === 3) return c.options ?? [];
  if (c.type === 8) return [...world.channels.values()].filter((p) => p.kind === 'channel').map((p) => ({ label: `#${p.name}`, value: p.id }));
  if (c.type === 6) return [];
  return [...world.people.values()].map((p) => ({ label: p.name, value: p.id }));
}

function menu(c, message) {
  const many = (c.max_values ?? 1) > 1;
  const offered = choices(c);
  const label = c.placeholder || 'Make a selection';
  if (!many) {
    const chosen = offered.find((o) => o.default);
    const select = h('select', { class: 'select', disabled: c.disabled, 'aria-label': label, 'data-key': c.custom_id },
      h('option', { value: '', disabled: true, selected: !chosen }, label),
      offered.map((o) => h('option', { value: o.value, selected: o === chosen }, [o.emoji?.name, o.label].filter(Boolean).join(' ') + (o.description ? ` — ${o.description}` : ''))));
    select.addEventListener('change', () => act(select, 'select', { message: message.id, custom_id: c.custom_id, values: [select.value] }, message));
    return select;
  }
  const boxes = offered.map((o) => h('label', { class: 'check' }, h('input', { type: 'checkbox', value: o.value, checked: !!o.default, disabled: c.disabled }), ' ', o.label, o.description && h('span', { class: 'detail' }, o.description)));
  const set = h('fieldset', { class: 'checks' }, h('legend', null, label), boxes);
  const send = h('button', { class: 'button button-secondary', type: 'button', disabled: c.disabled, 'data-key': c.custom_id }, 'Choose');
  send.addEventListener('click', () => {
    const values = [...set.querySelectorAll('input:checked')].map((i) => i.value);
    act(send, 'select', { message: message.id, custom_id: c.custom_id, values }, message);
  });
  set.append(send);
  return set;
}

// reactions are the emoji below a message; to press one adds or takes back one's own.
export function reactions(m) {
  if (!m.reactions?.length) return null;
  return h('div', { class: 'reactions' }, m.reactions.map((r) => h('button', {
    class: 'reaction', type: 'button', 'aria-pressed': String(r.me), 'data-key': `reaction-${r.emoji.name}`,
    'aria-label': `${r.emoji.name}, ${r.count}${r.me ? ', one of them yours' : ''}`,
    onclick: () => ask(r.me ? 'unreact' : 'react', { message: m.id, emoji: r.emoji.id ? `${r.emoji.name}:${r.emoji.id}` : r.emoji.name })
      .catch((e) => note(`m-${m.id}`, e.message)),
  }, h('span', null, r.emoji.id ? `:${r.emoji.name}:` : r.emoji.name), ' ', String(r.count))));
}
