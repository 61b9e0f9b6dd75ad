import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WrittenEvent } from '../../asl/history.ts';
import { eventText } from './historyText.ts';

/** Where a text lies in the file. */
export interface Extent {
  offset: number;
  length: number;
}

/** Characters that are put together before they become bytes. */
const stretch = 1 << 16;

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
  /** Bytes in the buffer that are not in the file yet. */
  #used = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes lists of events, each as one text, and says where each lies. */
  append(lists: readonly (readonly WrittenEvent[])[]): Extent[] {
    this.#open();
    const extents: Extent[] = [];
    for (const list of lists) {
      const offset = this.#end + this.#used;
      let text = '';
      let before: WrittenEvent | undefined;
      for (const event of list) {
        text += eventText(event, before);
        before = event;
        if (text.length < stretch) continue;
        this.#add(text);
        text = '';
      }
      this.#add(text);
      extents.push({ offset, length: this.#end + this.#used - offset });
    }
    this.#write();
    return extents;
  }

  #add(text: string): void {
    const most = text.length * 3;
    if (this.#used + most > this.#buffer.length) this.#write();
    if (most > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(most);
    this.#used += this.#buffer.write(text, this.#used, 'utf8');
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
