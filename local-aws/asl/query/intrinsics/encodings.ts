import { createHash } from 'node:crypto';
import { isObject, type Json } from '../../json.ts';
import { type IntrinsicFunction, IntrinsicProblem, textArgument } from './intrinsicFunction.ts';

/** Most characters that the encoding functions and the hash take. */
const longestText = 10_000;

const algorithms: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

export const encodings: Record<string, IntrinsicFunction> = {
  'States.Base64Encode': {
    least: 1,
    most: 1,
    run: (values) => Buffer.from(bounded(textArgument(values, 0))).toString('base64'),
  },

  'States.Base64Decode': { least: 1, most: 1, run: (values) => decode(bounded(textArgument(values, 0))) },

  'States.Hash': { least: 2, most: 2, run: (values) => hash(values[0] ?? null, textArgument(values, 1)) },

  'States.JsonMerge': { least: 3, most: 3, run: merge },

  'States.StringToJson': {
    least: 1,
    most: 1,
    run: (values) => {
      try {
        return JSON.parse(textArgument(values, 0)) as Json;
      } catch (error) {
        if (error instanceof IntrinsicProblem) throw error;
        throw new IntrinsicProblem('Invalid JSON string');
      }
    },
  },

  'States.JsonToString': { least: 1, most: 1, run: (values) => JSON.stringify(values[0]) },
};

function bounded(text: string): string {
  if (text.length > longestText) throw new IntrinsicProblem(`A text of at most ${longestText} characters is expected`);
  return text;
}

function decode(text: string): string {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new IntrinsicProblem('Input is not valid Base64');
  return Buffer.from(text, 'base64').toString('utf8');
}

/** The hash in hexadecimal digits. */
export function hash(value: Json, algorithm: string): string {
  const known = algorithms[algorithm];
  if (!known)
    throw new IntrinsicProblem(`Invalid hash algorithm ${algorithm}: one of ${Object.keys(algorithms).join(', ')}`);
  const text = bounded(typeof value === 'string' ? value : JSON.stringify(value));
  return createHash(known)
    .update(text, 'utf8')
    .digest('hex')
    .replace(/^0+(?=.)/, '');
}

function merge(values: Json[]): Json {
  const [first = null, second = null, deep] = values;
  if (!isObject(first) || !isObject(second)) throw new IntrinsicProblem('Only JSON objects can be merged');
  if (deep !== false) throw new IntrinsicProblem('Deep merge is not supported: the third argument must be false');
  return { ...first, ...second };
}
