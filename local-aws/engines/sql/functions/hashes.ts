import { coerced, isIntegral } from '../compile/coercion.ts';
import { mismatch } from '../compile/failure.ts';
import { type Typed, typed } from '../compile/typed.ts';
import { notPortable } from '../errors.ts';
import { BIGINT, INT, STRING, typeName } from '../types/dataType.ts';
import { arg, type Entries, type Entry, generic } from './entry.ts';

/** What a digest takes, as text: its bytes are the text's. */
const text = (value: Typed, name: string): string => {
  if (value.type.kind === 'string' || value.type.kind === 'null') return coerced(value, STRING).sql;
  if (value.type.kind === 'binary') return value.sql;
  throw mismatch(name, 'a text', value.type);
};

/** A hash of several columns goes on from one to the next; NULL leaves it as it is. */
const chained = (kind: 'murmur3' | 'xxhash64', seed: string, result: typeof INT): Entry =>
  generic(1, 99, (args, name) => {
    const sql = args.reduce((hash, value) => {
      const { tag, argument } = hashed(value, name);
      return `coalesce(java_${kind}_${tag}(${argument}, ${hash}), ${hash})`;
    }, seed);
    return typed(sql, result);
  });

const hashed = (value: Typed, name: string): { tag: string; argument: string } => {
  const { kind } = value.type;
  if (kind === 'string' || kind === 'null') return { tag: 'text', argument: coerced(value, STRING).sql };
  if (kind === 'bigint' || kind === 'timestamp' || kind === 'timestamp_ntz')
    return { tag: 'long', argument: kind === 'bigint' ? value.sql : `epoch_us(${value.sql})` };
  if (isIntegral(value.type) || kind === 'boolean') return { tag: 'int', argument: `CAST(${value.sql} AS INTEGER)` };
  if (kind === 'date') return { tag: 'int', argument: `CAST(${value.sql} - DATE '1970-01-01' AS INTEGER)` };
  if (kind === 'double') return { tag: 'double', argument: value.sql };
  throw notPortable(`${name} of ${typeName(value.type)}`, 'md5 of its text');
};

/** Digests and hashes. */
export const hashes: Entries = {
  md5: generic(1, 1, (args, name) => typed(`md5(${text(arg(args, 0), name)})`, STRING)),
  sha: generic(1, 1, (args, name) => typed(`sha1(${text(arg(args, 0), name)})`, STRING)),
  sha1: generic(1, 1, (args, name) => typed(`sha1(${text(arg(args, 0), name)})`, STRING)),
  sha2: generic(2, 2, (args, name) => {
    const bits = arg(args, 1).literal;
    if (bits === '256' || bits === '0') return typed(`sha256(${text(arg(args, 0), name)})`, STRING);
    if (bits !== '224' && bits !== '384' && bits !== '512')
      throw notPortable('sha2 of other bits', '224, 256, 384 or 512');
    if (arg(args, 0).type.kind === 'binary') throw notPortable(`sha2(…, ${bits}) of a binary`, 'sha2(…, 256)');
    return typed(`java_sha${bits}(${text(arg(args, 0), name)})`, STRING);
  }),
  crc32: generic(1, 1, (args, name) => {
    if (arg(args, 0).type.kind === 'binary') throw notPortable('crc32 of a binary', 'crc32 of a text');
    return typed(`java_crc32(${text(arg(args, 0), name)})`, BIGINT);
  }),
  hash: chained('murmur3', 'CAST(42 AS INTEGER)', INT),
  xxhash64: chained('xxhash64', 'CAST(42 AS BIGINT)', BIGINT),
};
