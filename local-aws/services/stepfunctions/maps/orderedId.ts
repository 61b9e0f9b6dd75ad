import { randomBytes } from 'node:crypto';

/** A UUID (version 7) that begins with the time: names of a million children then go into their index at its end. */
export function orderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${'89ab'[Number.parseInt(random[3] ?? '0', 16) % 4]}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
