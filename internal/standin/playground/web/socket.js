// The connection to the playground: requests with their answers, events, and coming
// back when it breaks.

const first = 200; // milliseconds until the first try to come back; doubled each time
const longest = 4000;

export class Socket {
  // onOpen is called at each connection and may ask; onEvent gets events, which are
  // held back until onOpen has ended; onState is told "open", "lost" or "refused".
  constructor({ onOpen, onEvent, onState }) {
    Object.assign(this, { onOpen, onEvent, onState });
    this.last = 0;
    this.waiting = new Map();
    this.wait = first;
    this.connect();
    window.addEventListener('online', () => this.hurry());
    document.addEventListener('visibilitychange', () => this.hurry());
  }

  connect() {
    this.timer = 0;
    const ws = new WebSocket(`ws://${location.host}/socket`);
    this.ws = ws;
    let early = [];
    ws.addEventListener('open', async () => {
      try {
        await this.onOpen();
        this.wait = first;
        this.onState('open');
        const held = early;
        early = null;
        held.forEach(this.onEvent);
      } catch (e) {
        console.warn(`the connection could not be used: ${e.message}`);
        ws.close();
      }
    });
    ws.addEventListener('message', (e) => {
      const m = JSON.parse(e.data);
      if (m.re) this.answered(m);
      else if (early) early.push(m);
      else this.onEvent(m);
    });
    ws.addEventListener('close', () => this.lost());
  }

  answered(m) {
    const asked = this.waiting.get(m.re);
    this.waiting.delete(m.re);
    if (m.error) asked?.reject(new Error(m.error));
    else asked?.resolve(m.result);
  }

  // lost tries again later, unless the playground does not know this browser any more.
  async lost() {
    for (const { reject } of this.waiting.values()) reject(new Error('The connection broke. Try again.'));
    this.waiting.clear();
    this.onState('lost');
    this.timer = setTimeout(() => this.again(), this.wait);
    this.wait = Math.min(this.wait * 2, longest);
  }

  async again() {
    clearTimeout(this.timer);
    this.timer = 0;
    const there = await fetch('/web/icon.svg').then((r) => r.status, () => 0);
    if (there === 403) this.onState('refused');
    else if (there === 200) this.connect();
    else this.timer = setTimeout(() => this.again(), this.wait);
  }

  hurry() {
    if (this.timer && !document.hidden) this.again();
  }

  // ask sends a request and waits for its answer; an error has words for people.
  ask(what, fields) {
    if (this.ws.readyState !== WebSocket.OPEN) return Promise.reject(new Error('There is no connection to the playground.'));
    const id = ++this.last;
    this.ws.send(JSON.stringify({ ...fields, id, do: what }));
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }
}
