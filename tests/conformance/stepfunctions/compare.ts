import type { RecordedEvent } from './cases.ts';

type Plain = null | boolean | number | string | Plain[] | { [name: string]: Plain };

/** Members that hold JSON as text; the recordings have some of them decoded and some not, so all are decoded here. */
const texts = new Set(['input', 'output', 'parameters']);

function decoded(value: Plain): Plain {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Plain;
  } catch {
    return value;
  }
}

/** An event in a form that compares: without its time, data decoded, the role left out (each run has its own). */
export function comparable(event: object): Plain {
  const { timestamp: _, ...rest } = event as Record<string, Plain>;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      name.endsWith('EventDetails') && isObject(value) ? comparableDetails(value) : value,
    ]),
  );
}

function comparableDetails(details: Record<string, Plain>): Plain {
  const { roleArn: _, ...rest } = details;
  return Object.fromEntries(
    Object.entries(rest).map(([name, value]) => {
      if (texts.has(name)) return [name, decoded(value)];
      if (name !== 'assignedVariables' || !isObject(value)) return [name, value];
      return [name, Object.fromEntries(Object.entries(value).map(([variable, text]) => [variable, decoded(text)]))];
    }),
  );
}

/** What an execution came to: its last event's type, and its output or the error's name. */
export function outcomeOf(event: object): Plain {
  const {
    type,
    executionSucceededEventDetails,
    executionFailedEventDetails,
    executionTimedOutEventDetails,
    executionAbortedEventDetails,
  } = comparable(event) as Record<string, { [name: string]: Plain } | undefined>;
  const failed = executionFailedEventDetails ?? executionTimedOutEventDetails ?? executionAbortedEventDetails;
  return {
    type: (type as unknown as Plain) ?? null,
    output: executionSucceededEventDetails?.output ?? null,
    error: failed?.error ?? null,
  };
}

const isObject = (value: unknown): value is Record<string, Plain> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that the recordings had scrubbed: random, dated, or naming the account's own resources. */
const placeholders = new Set(['date', 'timestamp', 'map_run_arn', 'snf_role_arn', 'RandomNumberGenerated']);
const marked = /<[A-Za-z][\w:.-]*>/;

/** The first place where the two differ, or undefined. `scrubbed` lets place holders of a recording stand for anything. */
export function difference(
  expected: Plain | undefined,
  actual: Plain | undefined,
  scrubbed: boolean,
  place = '',
): string | undefined {
  if (scrubbed && typeof expected === 'string' && (placeholders.has(expected) || marked.test(expected))) {
    return fits(expected, actual) ? undefined : differ(place, expected, actual);
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length) return differ(`${place}/length`, expected.length, actual.length);
    for (const [index, item] of expected.entries()) {
      const found = difference(item, actual[index], scrubbed, `${place}/${index}`);
      if (found) return found;
    }
    return undefined;
  }
  if (isObject(expected) && isObject(actual)) {
    for (const name of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = difference(expected[name], actual[name], scrubbed, `${place}/${name}`);
      if (found) return found;
    }
    return undefined;
  }
  return expected === actual ? undefined : differ(place, expected, actual);
}

/** Whether the value could be what was scrubbed: the text around the marks has to be there. */
function fits(expected: string, actual: Plain | undefined): boolean {
  if (placeholders.has(expected)) return typeof actual === 'string' || typeof actual === 'number';
  if (typeof actual !== 'string') return false;
  const source = expected
    .split(/<[A-Za-z][\w:.-]*>/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\d{12}/g, '\\d{12}'))
    .join('.+');
  return new RegExp(`^${source}$`, 's').test(actual);
}

const differ = (place: string, expected: Plain | undefined, actual: Plain | undefined): string =>
  `${place || '/'}\n      recorded ${shorten(expected)}\n      here     ${shorten(actual)}`;

function shorten(value: Plain | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}

/** Compares whole histories, event by event. */
export function historyDifference(expected: readonly RecordedEvent[], actual: readonly object[]): string | undefined {
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    const [wanted, had] = [expected[index], actual[index]];
    const found = difference(wanted && comparable(wanted), had && comparable(had), false);
    if (found) return `event ${index + 1} ${wanted?.type ?? had?.constructor.name ?? ''}${found}`;
  }
  return undefined;
}
