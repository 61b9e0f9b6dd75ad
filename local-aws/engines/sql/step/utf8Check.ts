import { isUtf8 } from 'node:buffer';

/** Whether bytes that come in pieces are UTF-8; a character may lie across two pieces. */
export class Utf8Check {
  #begun: Buffer = Buffer.alloc(0);
  #sound = true;

  take(piece: Buffer): void {
    if (!this.#sound) return;
    const bytes = this.#begun.length > 0 ? Buffer.concat([this.#begun, piece]) : piece;
    const whole = bytes.length - unfinished(bytes);
    this.#sound = isUtf8(bytes.subarray(0, whole));
    // A copy, because the piece's memory may be used again.
    this.#begun = Buffer.from(bytes.subarray(whole));
  }

  end(): boolean {
    return this.#sound && this.#begun.length === 0;
  }
}

/** How many bytes at the end begin a character that is not complete. */
const unfinished = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
};
