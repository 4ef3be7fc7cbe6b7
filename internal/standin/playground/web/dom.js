// Building of the page's elements. Nothing here, or anywhere in the page, takes HTML:
// what others wrote becomes text.

// h makes an element. Of its properties, those that begin with "on" are listeners,
// "class" and those with a dash are attributes, and null or false ones are left out.
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes('-') && name !== 'role' && name !== 'dir' && name !== 'list') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

// replace puts children in the place of those that an element has.
export function replace(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
}

const paths = {
  hash: 'M9 4 7 20M17 4l-2 16M4.500 9h16M3.500 15h16',
  thread: 'M5 4v9a3 3 0 0 0 3 3h11m-4-4 4 4-4 4',
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0v1.500a2.500 2.500 0 0 0 5 0V12a9 9 0 1 0-3.500 7.100',
  reply: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1',
  more: 'M5 11.500v1h.100v-1zM12 11.500v1h.100v-1zM19 11.500v1h.100v-1z',
  edit: 'M5 19h3L19 8l-3-3L5 16zM14 7l3 3',
  plus: 'M12 5v14M5 12h14',
  send: 'M4 12 20 4l-6 16-3-7z',
  close: 'M6 6l12 12M18 6 6 18',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  file: 'M13 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V8zM13 3v5h5',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM20 20l-4.500-4.500',
  theme: 'M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9z',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  down: 'M12 5v14m-6-6 6 6 6-6',
  menu: 'M4 7h16M4 12h16M4 17h16',
  link: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  paper: 'M5 4h11v14a2 2 0 0 0 2 2H7a2 2 0 0 1-2-2zM16 8h3v10a2 2 0 0 1-2 2M8 9l1.500 1.500L12.500 7.500M8 14.500h5',
};

// icon is a picture of a few strokes, which says nothing to a screen reader.
export function icon(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  return svg;
}

// address is a link that may be followed, or null: of http and https alone.
export function address(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

// anchor is a link to another page, or plain text where the address is none.
export function anchor(href, props, ...children) {
  const to = address(href);
  if (!to) return h('span', props, ...children);
  return h('a', { ...props, href: to, target: '_blank', rel: 'noreferrer noopener', title: to }, ...children);
}

// uploaded is the path of a file that was uploaded here, or null: the page loads
// nothing from anywhere else.
export function uploaded(text) {
  try {
    const url = new URL(text);
    const here = url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === 'standin.invalid';
    return here && /^\/attachments\/\d+\/\d+\/[^/]+$/.test(url.pathname) ? url.pathname : null;
  } catch {
    return null;
  }
}

const strong = /\p{L}/u;
const toLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

// direction is where a text begins, "rtl" or "ltr": that of its first letter.
export function direction(text) {
  const letter = strong.exec(text);
  return letter && toLeft.test(letter[0]) ? 'rtl' : 'ltr';
}

// size is a number of bytes in words.
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  const unit = bytes < 1e6 ? 'KB' : 'MB';
  return `${(bytes / (bytes < 1e6 ? 1e3 : 1e6)).toFixed(bytes < 1e5 ? 1 : bytes < 1e6 ? 0 : 2)} ${unit}`;
}

// plural is a count of something.
export const plural = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;
