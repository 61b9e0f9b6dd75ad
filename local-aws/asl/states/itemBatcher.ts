import { runtimeError } from '../failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Payload } from '../payload.ts';
import { maximumPayloadBytes } from '../payload.ts';
import type { ChildInput } from '../ports.ts';
import { evaluateJsonata, requireType } from '../query/jsonata.ts';
import { requirePath } from '../query/resolvePath.ts';
import { evaluateTemplate } from '../query/template.ts';
import { effectiveInput } from './fields.ts';
import { type StateCall, scopeOf } from './stateCall.ts';

/** Inputs of the child executions: each an item, or as many as ItemBatcher puts together. */
export async function* batches(call: StateCall, items: AsyncIterable<Payload>): AsyncGenerator<ChildInput> {
  const { ItemBatcher } = call.state;
  if (!isObject(ItemBatcher)) {
    for await (const item of items) yield { text: item.text, items: 1 };
    return;
  }
  const most = await number(call, ItemBatcher, 'MaxItemsPerBatch');
  const bytes = (await number(call, ItemBatcher, 'MaxInputBytesPerBatch')) ?? maximumPayloadBytes;
  const opening = await batchInput(call, ItemBatcher);
  let texts: string[] = [];
  let size = 0;
  const batch = (): ChildInput => {
    const made = { text: `{${opening}"Items":[${texts.join(',')}]}`, items: texts.length };
    texts = [];
    size = 0;
    return made;
  };
  const frame = Buffer.byteLength(opening) + '{"Items":[]}'.length;
  for await (const { text } of items) {
    const length = Buffer.byteLength(text) + 1;
    if (texts.length > 0 && (texts.length >= (most ?? Number.POSITIVE_INFINITY) || frame + size + length > bytes))
      yield batch();
    texts.push(text);
    size += length;
  }
  if (texts.length > 0) yield batch();
}

/** `"BatchInput":{…},` or nothing. */
async function batchInput(call: StateCall, { BatchInput }: JsonObject): Promise<string> {
  if (BatchInput === undefined) return '';
  const scope = scopeOf(call, effectiveInput(call));
  const value: Json =
    call.language === 'JSONata'
      ? await evaluateJsonata(BatchInput, 'ItemBatcher/BatchInput', scope)
      : evaluateTemplate(BatchInput, scope);
  return `"BatchInput":${JSON.stringify(value)},`;
}

async function number(call: StateCall, batcher: JsonObject, field: string): Promise<number | undefined> {
  const scope = scopeOf(call, effectiveInput(call));
  const written = batcher[field];
  const path = batcher[`${field}Path`];
  if (call.language === 'JSONata') {
    if (written === undefined) return undefined;
    const value = await evaluateJsonata(written, `ItemBatcher/${field}`, scope);
    return requireType<number>(value, written, `ItemBatcher/${field}`, 'number');
  }
  if (typeof path !== 'string') return typeof written === 'number' ? written : undefined;
  const value = requirePath(path, `${field}Path`, scope);
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0) {
    throw runtimeError(
      `The ${field}Path field refers to value "${JSON.stringify(value)}" which is not a valid integer: ${path}`,
    );
  }
  return value;
}
