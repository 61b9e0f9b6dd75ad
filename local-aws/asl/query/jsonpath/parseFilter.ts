import type { Json } from '../../json.ts';
import type { Path, PathReader } from './parsePath.ts';

export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: Json }
  | { kind: 'pattern'; pattern: RegExp };

/** The condition of `[?(…)]`. */
export type Filter =
  | { kind: 'and' | 'or'; parts: Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'exists'; path: Path }
  | { kind: 'compare'; operator: string; left: Operand; right: Operand };

const operators = /^(===|!==|==|!=|<=|>=|=~|<|>|in\b|nin\b|subsetof\b|anyof\b|noneof\b|contains\b|size\b|empty\b)/i;

/** Reads `(…)` with the reader standing on the opening parenthesis. */
export function parseFilter(reader: PathReader): Filter {
  expect(reader, '(');
  const filter = either(reader);
  expect(reader, ')');
  return filter;
}

function expect(reader: PathReader, text: string): void {
  reader.space();
  if (!reader.source.startsWith(text, reader.at)) reader.fail(`${text} is missing`);
  reader.at += text.length;
}

function skips(reader: PathReader, text: string): boolean {
  reader.space();
  if (!reader.source.startsWith(text, reader.at)) return false;
  reader.at += text.length;
  return true;
}

function either(reader: PathReader): Filter {
  const parts = [both(reader)];
  while (skips(reader, '||')) parts.push(both(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
}

function both(reader: PathReader): Filter {
  const parts = [single(reader)];
  while (skips(reader, '&&')) parts.push(single(reader));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
}

function single(reader: PathReader): Filter {
  reader.space();
  const next = reader.source[reader.at];
  if (next === '!') {
    reader.at++;
    return { kind: 'not', part: single(reader) };
  }
  if (next === '(') return parseFilter(reader);
  const left = operand(reader);
  reader.space();
  const operator = operators.exec(reader.source.slice(reader.at))?.[0];
  if (!operator) {
    if (left.kind !== 'path') return reader.fail('a comparison is missing');
    return { kind: 'exists', path: left.path };
  }
  reader.at += operator.length;
  return { kind: 'compare', operator: operator.toLowerCase(), left, right: operand(reader) };
}

function operand(reader: PathReader): Operand {
  reader.space();
  const { source } = reader;
  const next = source[reader.at] ?? '';
  if (next === '$' || next === '@') return { kind: 'path', path: reader.path() };
  if (next === "'" || next === '"') return { kind: 'value', value: reader.quoted() };
  if (next === '/') return { kind: 'pattern', pattern: pattern(reader) };
  if (next === '[') return { kind: 'value', value: list(reader) };
  const literal = /^(-?\d+(\.\d+)?([eE][+-]?\d+)?|true|false|null)/.exec(source.slice(reader.at))?.[0];
  if (!literal) return reader.fail('a value is missing');
  reader.at += literal.length;
  return { kind: 'value', value: JSON.parse(literal) as Json };
}

function pattern(reader: PathReader): RegExp {
  const match = /^\/((?:[^\\/]|\\.)*)\/([a-z]*)/.exec(reader.source.slice(reader.at));
  if (!match) return reader.fail('/ is missing');
  reader.at += match[0].length;
  return new RegExp(`^(?:${match[1]})$`, (match[2] ?? '').replace(/[^ims]/g, ''));
}

function list(reader: PathReader): Json[] {
  const items: Json[] = [];
  reader.at++;
  for (reader.space(); reader.source[reader.at] !== ']'; reader.space()) {
    const item = operand(reader);
    if (item.kind !== 'value') return reader.fail('a list holds values');
    items.push(item.value);
    if (!skips(reader, ',')) break;
  }
  expect(reader, ']');
  return items;
}
