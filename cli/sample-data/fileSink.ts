import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Transform, type TransformCallback } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** What a control file says of a file. */
export interface LandedFile {
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
}

const CHUNK = 1 << 18;

/** Writes lines to a file, compressed when its name ends in `.gz`, and knows rows, bytes and hash at the end; holds a chunk at most. */
export class FileSink {
  private text = '';
  private rows = 0;
  private bytes = 0;
  private readonly hash = createHash('sha256');
  private readonly head: NodeJS.WritableStream;
  private readonly ended: Promise<void>;

  private readonly name: string;

  constructor(path: string, name: string, header: string) {
    this.name = name;
    const file = createWriteStream(path);
    const meter = new Transform({
      transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
        this.bytes += chunk.length;
        this.hash.update(chunk);
        done(null, chunk);
      },
    });
    meter.pipe(file);
    this.ended = finished(file);
    if (name.endsWith('.gz')) {
      const gzip = createGzip({ level: 1 });
      gzip.pipe(meter);
      this.head = gzip;
    } else this.head = meter;
    this.text = `${header}\n`;
  }

  line(text: string): void {
    this.text += `${text}\n`;
    this.rows++;
  }

  /** To be awaited now and then: waits while the disk is behind. */
  async drain(): Promise<void> {
    if (this.text.length < CHUNK) return;
    const room = this.head.write(this.text);
    this.text = '';
    if (!room) await once(this.head, 'drain');
  }

  async close(): Promise<LandedFile> {
    this.head.end(this.text);
    await this.ended;
    return { name: this.name, rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
