import { invalid } from '../errors.ts';

/** One step of a filter: members, elements or a range of elements. */
type Step =
  | { kind: 'names'; names: string[] }
  | { kind: 'indices'; indices: number[] }
  | { kind: 'slice'; from: number | undefined; to: number | undefined }
  | { kind: 'all' };

export type Filter = readonly Step[];

const LONGEST = 63;
const TOKEN = /\.(?<name>[A-Za-z_][\w-]*|\*)|\[(?<inside>[^\]]*)\]/y;

/**
 * The part of JSONPath that batch transform takes for InputFilter and OutputFilter: `$`, `$[1:]`, `$[0,-1]`, `$.features`,
 * `$['id','SageMakerOutput']`. Throws `ValidationException`.
 */
export const parseFilter = (parameter: string, text: string | undefined): Filter | undefined => {
  if (text === undefined || text === '$' || text === '') return undefined;
  const wrong = (why: string) => invalid(`${parameter} ${text} is not a JSONPath that batch transform takes: ${why}`);
  if (text.length > LONGEST) throw wrong(`longer than ${LONGEST} characters`);
  if (!text.startsWith('$')) throw wrong('it must begin with $');
  const steps: Step[] = [];
  TOKEN.lastIndex = 1;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (!groups) throw wrong(`at ${text.slice(at)}`);
    const step = groups.name === undefined ? bracket(groups.inside ?? '') : named(groups.name);
    if (!step) throw wrong(`at ${text.slice(at)}`);
    steps.push(step);
  }
  return steps;
};

const named = (name: string): Step => (name === '*' ? { kind: 'all' } : { kind: 'names', names: [name] });

const bracket = (inside: string): Step | undefined => {
  const text = inside.trim();
  if (text === '*') return { kind: 'all' };
  const slice = /^(-?\d+)?\s*:\s*(-?\d+)?$/.exec(text);
  if (slice) {
    const [from, to] = [slice[1], slice[2]].map((part) => (part === undefined ? undefined : Number(part)));
    return { kind: 'slice', from, to };
  }
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every((part) => /^-?\d+$/.test(part))) return { kind: 'indices', indices: parts.map(Number) };
  const names = parts.map((part) => /^'([^']+)'$|^"([^"]+)"$/.exec(part));
  return names.every((match) => match) ? { kind: 'names', names: names.map((m) => m?.[1] ?? m?.[2] ?? '') } : undefined;
};

/** What a filter leaves of a record. Throws `Error` for an index or a name that the record does not have. */
export const applyFilter = (filter: Filter | undefined, record: unknown): unknown =>
  (filter ?? []).reduce((value, step) => take(value, step), record);

const take = (value: unknown, step: Step): unknown => {
  if (step.kind === 'all') return value;
  if (step.kind === 'names') {
    const object = value as Record<string, unknown> | null;
    const members = step.names.map((name) => {
      if (typeof object !== 'object' || object === null || !(name in object)) throw new Error(`no member ${name}`);
      return [name, object[name]] as const;
    });
    return members.length === 1 ? members[0]?.[1] : Object.fromEntries(members);
  }
  if (!Array.isArray(value)) throw new Error('not a list');
  if (step.kind === 'slice') return value.slice(step.from, step.to);
  return step.indices.map((index) => {
    const position = index < 0 ? value.length + index : index;
    if (position < 0 || position >= value.length) throw new Error(`no element ${index} among ${value.length}`);
    return value[position] as unknown;
  });
};
