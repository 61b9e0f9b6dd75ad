import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A set of packages, locked by hash for every platform, and what shows that it works once installed. */
export interface Lock {
  name: string;
  file: string;
  /** Module that must import, and its version. */
  module: string;
  version: string;
  /** Packages that come as source alone and are built here; nothing else is. */
  source?: readonly string[];
}

const lock = (name: string, module: string, version: string, source: readonly string[] = []): Lock => ({
  name,
  file: join(import.meta.dirname, 'locks', `${name}.txt`),
  module,
  version,
  source,
});

export const locks = {
  'xgboost-3.2.0': lock('xgboost-3.2.0', 'xgboost', '3.2.0'),
  'xgboost-3.0.5': lock('xgboost-3.0.5', 'xgboost', '3.0.5'),
  'pyspark-4.1.1': lock('pyspark-4.1.1', 'pyspark', '4.1.1', ['pyspark']),
} as const;

export type LockName = keyof typeof locks;

/** First 32 digits of the SHA-256 of all parts. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);

export const readLock = ({ file }: Lock): string => readFileSync(file, 'utf8');
