import { queryError, runtimeError } from '../failure.ts';
import type { Json } from '../json.ts';
import { Payload } from '../payload.ts';
import { evaluateJsonata, requireType } from '../query/jsonata.ts';
import { selectPath } from '../query/resolvePath.ts';
import { evaluateTemplate } from '../query/template.ts';
import { effectiveInput } from './fields.ts';
import { type StateCall, scopeOf } from './stateCall.ts';

/** The list that the Map goes over: ItemsPath or Items, or its input. */
export async function mapItems(call: StateCall): Promise<Json[]> {
  const { state } = call;
  if (call.language === 'JSONata') {
    if (state.Items === undefined) {
      if (Array.isArray(call.input.value)) return call.input.value;
      throw queryError(`Map state input must be an array but was: ${JSON.stringify(call.input.value)}`);
    }
    const value = await evaluateJsonata(state.Items, 'Items', scopeOf(call, call.input));
    return requireType<Json[]>(value, state.Items, 'Items', 'array');
  }
  const input = effectiveInput(call);
  const path = typeof state.ItemsPath === 'string' ? state.ItemsPath : '$';
  const value = path === '$' ? input.value : selectPath(path, scopeOf(call, input));
  if (!Array.isArray(value)) throw runtimeError(`Reference path "${path}" must point to array.`);
  return value;
}

/** The input of an iteration: the item, or what ItemSelector makes of it. */
export async function itemInput(
  call: StateCall,
  input: Payload,
  item: { Index: number; Value: Json; Key?: string },
): Promise<Payload> {
  const { state } = call;
  const selector = state.ItemSelector ?? (call.language === 'JSONPath' ? state.Parameters : undefined);
  if (selector === undefined) return input;
  const effective = effectiveInput(call);
  const outer = scopeOf(call, effective);
  const scope = { ...outer, context: () => ({ ...outer.context(), Map: { Item: item } }) };
  if (call.language === 'JSONata') return new Payload(await evaluateJsonata(selector, 'ItemSelector', scope));
  return new Payload(evaluateTemplate(selector, scope));
}
