import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const MAX_NAME = 180;

/** One part of a key as one name of a file system: what is unsafe there is percent-encoded, what is too long is shortened with its hash. */
const segment = (text: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a file name
  const safe = text.replace(/[\u0000-\u001f\u007f%\\:*?"<>|~]/g, (each) =>
    encodeURIComponent(each).replace('*', '%2A').replace('~', '%7E'),
  );
  const named = safe === '' || safe === '.' || safe === '..' ? `%${Buffer.from(safe || '/').toString('hex')}` : safe;
  if (Buffer.byteLength(named) <= MAX_NAME) return named;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${Buffer.from(named)
    .subarray(0, MAX_NAME - 20)
    .toString()
    .replace(/\uFFFD+$/, '')}%${hash}`;
};

/**
 * Where objects' bytes lie: `<root>/<bucket>/<key's directories>/~<unique id>~<key's last part>`. A file never changes once it has its
 * name, so whoever holds its path reads one version; the id keeps versions apart and file names from meeting directory names.
 */
export class ObjectFiles {
  readonly root: string;
  readonly #incoming: string;

  constructor(root: string) {
    this.root = root;
    this.#incoming = join(root, '.incoming');
    // What an earlier process had not finished is nobody's.
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true });
  }

  /** A path for bytes on their way in. */
  incoming(): string {
    return join(this.#incoming, randomBytes(12).toString('hex'));
  }

  /** The path, relative to the root, that a new version's file will have. */
  place(bucket: string, key: string): string {
    const parts = key.split('/');
    const name = `~${Date.now().toString(36)}${randomBytes(5).toString('hex')}~${segment(parts.at(-1) || ' ').trim()}`;
    return join(bucket, ...parts.slice(0, -1).map(segment), name);
  }

  absolute(relative: string): string {
    return join(this.root, relative);
  }

  /** Gives a finished file its place; at once, on the same file system. */
  publish(file: string, relative: string): void {
    const target = this.absolute(relative);
    try {
      renameSync(file, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(dirname(target), { recursive: true });
      renameSync(file, target);
    }
  }

  /** Moves a file of anywhere on the machine to the incoming ones. */
  async take(file: string): Promise<string> {
    const target = this.incoming();
    try {
      await rename(file, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await copyFile(file, target);
      await rm(file);
    }
    return target;
  }

  remove(relative: string): void {
    rmSync(this.absolute(relative), { force: true });
  }

  removeBucket(bucket: string): void {
    rmSync(join(this.root, bucket), { recursive: true, force: true });
  }
}
