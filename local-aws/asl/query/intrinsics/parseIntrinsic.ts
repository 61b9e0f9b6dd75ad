import { type Path, PathReader } from '../jsonpath/parsePath.ts';

export type Argument =
  | { kind: 'text'; raw: string }
  | { kind: 'value'; value: number | boolean | null }
  | { kind: 'path'; path: Path }
  | { kind: 'call'; call: Intrinsic };

/** A call of an intrinsic function, such as `States.Format('{}', $.name)`. */
export interface Intrinsic {
  name: string;
  arguments: Argument[];
  source: string;
}

export class IntrinsicSyntaxError extends Error {
  override readonly name = 'IntrinsicSyntaxError';
}

/** Throws {@link IntrinsicSyntaxError} or `PathSyntaxError`. */
export function parseIntrinsic(source: string): Intrinsic {
  const reader = new PathReader(source);
  reader.space();
  const call = readCall(reader);
  reader.space();
  if (reader.at < source.length) fail(reader, 'unexpected text after the call');
  return call;
}

function fail(reader: PathReader, reason: string): never {
  throw new IntrinsicSyntaxError(`The function '${reader.source}' is not valid: ${reason} at position ${reader.at}`);
}

function readCall(reader: PathReader): Intrinsic {
  const start = reader.at;
  const name = /^States\.([A-Za-z0-9]+)\s*\(/.exec(reader.source.slice(start));
  if (!name?.[1]) return fail(reader, 'a call of a function is missing');
  reader.at += name[0].length;
  const list: Argument[] = [];
  reader.space();
  if (reader.source[reader.at] !== ')') {
    list.push(readArgument(reader));
    for (reader.space(); reader.source[reader.at] === ','; reader.space()) {
      reader.at++;
      list.push(readArgument(reader));
    }
  }
  if (reader.source[reader.at] !== ')') fail(reader, ') is missing');
  reader.at++;
  return { name: `States.${name[1]}`, arguments: list, source: reader.source.slice(start, reader.at) };
}

function readArgument(reader: PathReader): Argument {
  reader.space();
  const rest = reader.source.slice(reader.at);
  if (rest.startsWith("'")) return { kind: 'text', raw: readText(reader) };
  if (rest.startsWith('$')) return { kind: 'path', path: reader.path() };
  if (rest.startsWith('States.')) return { kind: 'call', call: readCall(reader) };
  const literal = /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null)(?![\w.])/.exec(rest)?.[0];
  if (!literal) return fail(reader, 'a text in single quotes, a number, a path or a call is missing');
  reader.at += literal.length;
  return { kind: 'value', value: JSON.parse(literal) as number | boolean | null };
}

/** The text between single quotes with its escapes still in it: `States.Format` needs to see them. */
function readText(reader: PathReader): string {
  const match = /^'((?:[^'\\]|\\[\s\S])*)'/.exec(reader.source.slice(reader.at));
  if (!match) return fail(reader, "' is missing");
  reader.at += match[0].length;
  return match[1] ?? '';
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** The character that `\x` stands for. */
export const unescaped = (character: string): string => escapes[character] ?? character;

/** The text that an argument means. */
export const textOf = (raw: string): string =>
  raw.includes('\\') ? raw.replace(/\\([\s\S])/g, (_, character: string) => unescaped(character)) : raw;
