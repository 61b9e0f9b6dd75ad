import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StepError } from '../../../local-aws/engines/sql/errors.ts';
import type { ResolvedObject, StepPort } from '../../../local-aws/engines/sql/step/port.ts';

/** A bucket as a folder: what a step's storage is in tests. */
export class FolderPort implements StepPort {
  readonly root = mkdtempSync(join(tmpdir(), 'nightjar-step-'));
  readonly published: string[] = [];
  readonly lines: string[] = [];

  path(uri: string): string {
    return join(this.root, uri.replace('s3://', ''));
  }

  land(uri: string, content: string | Uint8Array): string {
    mkdirSync(dirname(this.path(uri)), { recursive: true });
    writeFileSync(this.path(uri), content);
    return uri;
  }

  /** Makes a file of the machine an object without copying it. */
  link(uri: string, file: string): void {
    mkdirSync(dirname(this.path(uri)), { recursive: true });
    symlinkSync(file, this.path(uri));
  }

  read(uri: string): string {
    return readFileSync(this.path(uri), 'utf8');
  }

  resolve(uri: string): ResolvedObject {
    const path = this.path(uri);
    try {
      return { uri, path, size: statSync(path).size, etag: etagOf(path) };
    } catch (cause) {
      throw new StepError('SourceMissing', `${uri} is not there`, { cause });
    }
  }

  publish(file: string, uri: string): Promise<{ size: number; etag: string }> {
    const path = this.path(uri);
    mkdirSync(dirname(path), { recursive: true });
    renameSync(file, path);
    this.published.push(uri);
    return Promise.resolve({ size: statSync(path).size, etag: etagOf(path) });
  }

  log(line: string): void {
    this.lines.push(line);
  }
}

const etagOf = (path: string): string => createHash('md5').update(readFileSync(path)).digest('hex');
