import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

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
  /** Bytes in the buffer that are not in the file yet. */
  #used = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Writes lists of texts of JSON, each as one JSON list, and says where each lies. */
  append(lists: readonly (readonly string[])[]): Extent[] {
    this.#open();
    const extents: Extent[] = [];
    for (const list of lists) {
      const offset = this.#end + this.#used;
      let separator = '[';
      for (const text of list) {
        this.#room(text.length * 3 + 2);
        this.#used += this.#buffer.write(separator, this.#used, 'latin1');
        this.#used += this.#buffer.write(text, this.#used, 'utf8');
        separator = ',';
      }
      this.#room(2);
      this.#used += this.#buffer.write(list.length === 0 ? '[]' : ']', this.#used, 'latin1');
      extents.push({ offset, length: this.#end + this.#used - offset });
    }
    this.#write();
    return extents;
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
