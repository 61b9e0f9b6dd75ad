import { type Filter, parseFilter } from './parseFilter.ts';

/** One step of a JSONPath, as Jayway's library (which the service uses) understands it. */
export type Step =
  | { kind: 'names'; names: string[] }
  | { kind: 'indexes'; indexes: number[] }
  | { kind: 'slice'; from?: number; to?: number }
  | { kind: 'wildcard' }
  | { kind: 'descendants' }
  | { kind: 'filter'; filter: Filter; source: string }
  | { kind: 'function'; name: string };

export interface Path {
  source: string;
  /** `$` is the input, `$$` the context object, `$name` a variable, `@` the item of a filter. */
  root: 'input' | 'context' | 'variable' | 'item';
  variable?: string;
  steps: Step[];
  /** Whether it names one value at most; otherwise its result is a list. */
  definite: boolean;
}

export class PathSyntaxError extends Error {
  override readonly name = 'PathSyntaxError';
}

const functions = new Set(['length', 'min', 'max', 'avg', 'sum', 'stddev', 'keys']);
const variableName = /^\$([A-Za-z_][A-Za-z0-9_]*)/;

/** Throws {@link PathSyntaxError} when `source` is no JSONPath. */
export function parsePath(source: string): Path {
  const reader = new PathReader(source);
  const path = reader.path();
  if (reader.at < source.length) reader.fail('unexpected text');
  return path;
}

/** Reads paths out of a longer text, too: filters hold paths. */
export class PathReader {
  readonly source: string;
  at: number;

  constructor(source: string, at = 0) {
    this.source = source;
    this.at = at;
  }

  fail(reason: string): never {
    throw new PathSyntaxError(`Invalid path '${this.source}': ${reason} at position ${this.at}`);
  }

  path(): Path {
    const start = this.at;
    const { root, variable } = this.#root();
    const steps: Step[] = [];
    while (this.at < this.source.length) {
      const before = this.at;
      this.#step(steps);
      if (this.at === before) break;
    }
    return {
      source: this.source.slice(start, this.at),
      root,
      ...(variable === undefined ? {} : { variable }),
      steps,
      definite: steps.every(isDefinite),
    };
  }

  #root(): Pick<Path, 'root' | 'variable'> {
    const rest = this.source.slice(this.at, this.at + 128);
    if (rest.startsWith('@')) {
      this.at++;
      return { root: 'item' };
    }
    if (rest.startsWith('$$')) {
      this.at += 2;
      return { root: 'context' };
    }
    const named = variableName.exec(this.source.slice(this.at));
    if (named?.[1]) {
      this.at += named[0].length;
      return { root: 'variable', variable: named[1] };
    }
    if (!rest.startsWith('$')) this.fail('a path starts with $');
    this.at++;
    return { root: 'input' };
  }

  #step(steps: Step[]): void {
    const { source } = this;
    if (source.startsWith('..', this.at)) {
      this.at += 2;
      steps.push({ kind: 'descendants' });
      if (source[this.at] === '[') this.#bracket(steps);
      else this.#name(steps);
    } else if (source[this.at] === '.') {
      this.at++;
      if (source[this.at] === '[') this.#bracket(steps);
      else this.#name(steps);
    } else if (source[this.at] === '[') this.#bracket(steps);
  }

  #name(steps: Step[]): void {
    const { source } = this;
    if (source[this.at] === '*') {
      this.at++;
      steps.push({ kind: 'wildcard' });
      return;
    }
    const start = this.at;
    while (this.at < source.length && !/[.[\]()\s,=<>!&|~'"]/.test(source[this.at] ?? '')) this.at++;
    const name = source.slice(start, this.at);
    if (name === '') this.fail('a name is missing');
    if (source.startsWith('()', this.at)) {
      if (!functions.has(name)) this.fail(`${name}() is not a function of JSONPath`);
      this.at += 2;
      steps.push({ kind: 'function', name });
      return;
    }
    steps.push({ kind: 'names', names: [name] });
  }

  #bracket(steps: Step[]): void {
    this.at++;
    this.space();
    const next = this.source[this.at];
    if (next === '?') steps.push(this.#filter());
    else if (next === '*') {
      this.at++;
      steps.push({ kind: 'wildcard' });
    } else if (next === "'" || next === '"') steps.push({ kind: 'names', names: this.#list(() => this.quoted()) });
    else steps.push(this.#numbers());
    this.space();
    if (this.source[this.at] !== ']') this.fail('] is missing');
    this.at++;
  }

  #filter(): Step {
    this.at++;
    this.space();
    if (this.source[this.at] !== '(') this.fail('a filter is written [?(…)]');
    const start = this.at;
    const filter = parseFilter(this);
    return { kind: 'filter', filter, source: this.source.slice(start, this.at) };
  }

  #numbers(): Step {
    const text = /^[-\d:,\s]+/.exec(this.source.slice(this.at))?.[0];
    if (!text) this.fail('an index, a name in quotes, * or a filter is missing');
    this.at += text.length;
    const slice = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*$/.exec(text);
    if (slice) {
      const step: Step = { kind: 'slice' };
      if (slice[1] !== undefined) step.from = Number(slice[1]);
      if (slice[2] !== undefined) step.to = Number(slice[2]);
      return step;
    }
    const indexes = text.split(',').map((index) => index.trim());
    if (!indexes.every((index) => /^-?\d+$/.test(index))) this.fail('an index is a whole number');
    return { kind: 'indexes', indexes: indexes.map(Number) };
  }

  #list<T>(read: () => T): T[] {
    const items = [read()];
    for (this.space(); this.source[this.at] === ','; this.space()) {
      this.at++;
      this.space();
      items.push(read());
    }
    return items;
  }

  quoted(): string {
    const quote = this.source[this.at];
    let text = '';
    for (this.at++; this.source[this.at] !== quote; this.at++) {
      if (this.at >= this.source.length) this.fail(`${quote} is missing`);
      if (this.source[this.at] === '\\') this.at++;
      text += this.source[this.at] ?? '';
    }
    this.at++;
    return text;
  }

  space(): void {
    while (/\s/.test(this.source[this.at] ?? '')) this.at++;
  }
}

function isDefinite(step: Step): boolean {
  if (step.kind === 'names') return step.names.length === 1;
  if (step.kind === 'indexes') return step.indexes.length === 1;
  return step.kind === 'function';
}
