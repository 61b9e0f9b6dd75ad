import type { Target } from '@aws-sdk/client-eventbridge';
import { compilePath } from './jsonPath.ts';
import type { BusEvent } from './records.ts';

/** What a target gets of an event, as text: the whole event, a constant, a part of it, or a template filled from it. */
export function targetInput(
  target: Target,
  event: BusEvent,
  rule: { name: string; arn: string },
  ingestedAt: number,
): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(compilePath(target.InputPath)(event) ?? {});
  if (target.InputTransformer === undefined) return JSON.stringify(event);
  const values = new Map<string, unknown>([
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', new Date(ingestedAt).toISOString()],
    ['aws.events.event', { ...event, detail: undefined }],
    ['aws.events.event.json', event],
  ]);
  for (const [name, path] of Object.entries(target.InputTransformer.InputPathsMap ?? {}))
    values.set(name, compilePath(path)(event));
  return fillTemplate(target.InputTransformer.InputTemplate ?? '', values);
}

/**
 * Fills `<name>` in a template. Outside of quotes a value is inserted as JSON, within quotes as the text it is; a template that is one
 * quoted string gives that string. A value that the event does not have is an empty string.
 */
export function fillTemplate(template: string, values: ReadonlyMap<string, unknown>): string {
  let quoted = false;
  let output = '';
  for (let index = 0; index < template.length; index++) {
    const character = template[index] ?? '';
    const name = character === '<' ? /^<([\w.-]+)>/.exec(template.slice(index, index + 300))?.[1] : undefined;
    if (name !== undefined && values.has(name)) {
      output += insert(values.get(name), quoted);
      index += name.length + 1;
    } else if (character === '\\' && quoted) output += character + (template[++index] ?? '');
    else {
      if (character === '"') quoted = !quoted;
      output += character;
    }
  }
  return output;
}

function insert(value: unknown, quoted: boolean): string {
  if (!quoted) return JSON.stringify(value ?? '');
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
