import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WrittenEvent } from '../../asl/history.ts';

/** Where a text lies in the file. */
export interface Extent {
  offset: number;
  length: number;
}

/**
 * Texts one after the other in a plain file that only grows. Histories are most of what executions write, and they never change:
 * a database would write each of their bytes several times. Its rows say where they lie, so a text that was cut off by the end of the
 * process is one that nothing refers to.
 */
export class HistoryFile {
  readonly #path: string;
  #descriptor: number | undefined;
  #end = 0;
  #buffer = Buffer.allocUnsafe(1 << 20);
  readonly #constants = new Map<string, Buffer>();
  /** Bytes in the buffer that are not in the file yet. */
  #used = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes lists of events, each as one JSON list, and says where each lies. */
  append(lists: readonly (readonly WrittenEvent[])[]): Extent[] {
    this.#open();
    const extents: Extent[] = [];
    for (const list of lists) {
      const offset = this.#end + this.#used;
      let separator = '[{"timestamp":';
      for (const event of list) {
        this.#event(event, separator);
        separator = ',{"timestamp":';
      }
      this.#constant(list.length === 0 ? '[]' : ']');
      extents.push({ offset, length: this.#end + this.#used - offset });
    }
    this.#write();
    return extents;
  }

  /** As `textOf` of the event. */
  #event(event: WrittenEvent, opening: string): void {
    this.#constant(opening);
    this.#number(event.timestamp);
    this.#constant(',"type":"');
    this.#constant(event.type);
    this.#constant('","id":');
    this.#number(event.id);
    this.#constant(',"previousEventId":');
    this.#number(event.previousEventId);
    const { details } = event;
    if (details.length > 0) this.#constant(',');
    for (let index = 0; index < details.length; index++) {
      const piece = details[index] ?? '';
      if (index % 2 === 0) this.#constant(piece);
      else if (piece !== '') this.#data(piece);
    }
    this.#constant('}');
  }

  #constant(text: string): void {
    let bytes = this.#constants.get(text);
    if (!bytes) {
      bytes = Buffer.from(text);
      if (this.#constants.size > 20_000) this.#constants.clear();
      this.#constants.set(text, bytes);
    }
    this.#room(bytes.length);
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  #data(text: string): void {
    this.#room(text.length * 3);
    this.#used += this.#buffer.write(text, this.#used, 'utf8');
  }

  #number(value: number): void {
    this.#room(20);
    let length = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) length++;
    let rest = value;
    for (let at = this.#used + length - 1; at >= this.#used; at--) {
      const next = Math.floor(rest / 10);
      this.#buffer[at] = 48 + (rest - next * 10);
      rest = next;
    }
    this.#used += length;
  }

  /** Makes room for that many bytes, by writing what is there. */
  #room(bytes: number): void {
    if (this.#used + bytes <= this.#buffer.length) return;
    this.#write();
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(bytes);
  }

  #write(): void {
    const file = this.#open();
    for (let written = 0; written < this.#used; ) {
      written += writeSync(file, this.#buffer, written, this.#used - written, this.#end + written);
    }
    this.#end += this.#used;
    this.#used = 0;
  }

  read({ offset, length }: Extent): string {
    const bytes = Buffer.alloc(length);
    readSync(this.#open(), bytes, 0, length, offset);
    return bytes.toString('utf8');
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    if (this.#descriptor === undefined) {
      mkdirSync(dirname(this.#path), { recursive: true });
      this.#descriptor = openSync(this.#path, 'a+');
      closeSync(this.#descriptor);
      this.#descriptor = openSync(this.#path, 'r+');
      this.#end = fstatSync(this.#descriptor).size;
    }
    return this.#descriptor;
  }
}
