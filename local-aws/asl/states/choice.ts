import { matchesRule } from '../choice/matchRule.ts';
import { runtimeError } from '../failure.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { Payload } from '../payload.ts';
import { evaluateJsonata, requireType } from '../query/jsonata.ts';
import { conclude, effectiveInput } from './fields.ts';
import { type Awaitable, type StateCall, scopeOf, type Transition } from './stateCall.ts';

/** Goes on with the first rule that holds, or `Default`. */
export function choice(call: StateCall): Awaitable<Transition> {
  const rules = Array.isArray(call.state.Choices) ? call.state.Choices.filter(isObject) : [];
  if (call.language === 'JSONata') return jsonataChoice(call, rules);
  const input = effectiveInput(call);
  const scope = scopeOf(call, input);
  const rule = rules.find((each) => matchesRule(each, scope));
  // A rule may assign; the output paths are the state's.
  if (rule) return conclude(withAssign(call, rule), input, String(rule.Next), { plain: true });
  return otherwise(call, input);
}

async function jsonataChoice(call: StateCall, rules: readonly JsonObject[]): Promise<Transition> {
  for (const [index, rule] of rules.entries()) {
    const { Condition = false } = rule;
    const field = `Choices[${index}]/Condition`;
    const value = await evaluateJsonata(Condition, field, scopeOf(call, call.input));
    if (!requireType<boolean>(value, Condition, field, 'boolean')) continue;
    return conclude(call, call.input, String(rule.Next), { source: rule, prefix: `Choices[${index}]/` });
  }
  return otherwise(call, call.input);
}

function otherwise(call: StateCall, input: Payload): Awaitable<Transition> {
  const { Default } = call.state;
  if (typeof Default === 'string') return conclude(call, input, Default, { plain: true });
  throw runtimeError('Failed to transition out of the state. The state does not point to a next state.');
}

function withAssign(call: StateCall, rule: JsonObject): StateCall {
  const { Assign: _, ...rest } = call.state;
  const state = { ...rest, ...(rule.Assign === undefined ? {} : { Assign: rule.Assign }) } as StateCall['state'];
  return { ...call, state };
}
