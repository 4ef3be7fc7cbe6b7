// Files on their way to the bot.

import { size } from './dom.js';

// most is how many bytes of files Discord takes at once.
export const most = 10 << 20;

// toFile is a file as it is sent: its bytes in base64.
export async function toFile(f) {
  if (f.size > most) throw new Error(`${f.name} has ${size(f.size)}; 10 MB are the most.`);
  const bytes = new Uint8Array(await f.arrayBuffer());
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return { name: f.name, type: f.type, size: f.size, data: btoa(binary) };
}
