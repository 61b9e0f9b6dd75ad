import { isObject, type Json, type JsonObject } from '../json.ts';
import type { ItemReader } from '../ports.ts';
import { evaluateJsonata } from '../query/jsonata.ts';
import { evaluateTemplate } from '../query/template.ts';
import { effectiveInput } from './fields.ts';
import { integerField } from './mapLimits.ts';
import { type StateCall, scopeOf } from './stateCall.ts';

/** Where the items of a distributed Map are read from. */
export async function itemReader(call: StateCall): Promise<ItemReader> {
  const written: JsonObject = isObject(call.state.ItemReader) ? call.state.ItemReader : {};
  const scope = scopeOf(call, effectiveInput(call));
  const given: Json =
    call.language === 'JSONata'
      ? await evaluateJsonata(written.Arguments ?? {}, 'ItemReader/Arguments', scope)
      : evaluateTemplate(written.Parameters ?? {}, scope);
  const config: JsonObject = isObject(written.ReaderConfig) ? written.ReaderConfig : {};
  const maxItems = await integerField(call, config, 'MaxItems', 'ItemReader/ReaderConfig/');
  return {
    resource: String(written.Resource),
    parameters: isObject(given) ? given : {},
    config,
    maxItems: maxItems || Number.POSITIVE_INFINITY,
  };
}
