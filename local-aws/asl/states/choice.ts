import { matchesRule } from '../choice/matchRule.ts';
import { runtimeError } from '../failure.ts';
import { isObject, type JsonObject } from '../json.ts';
import { evaluateJsonata, requireType } from '../query/jsonata.ts';
import { conclude, effectiveInput } from './fields.ts';
import { type StateCall, scopeOf, type Transition } from './stateCall.ts';

/** Goes on with the first rule that holds, or `Default`. */
export async function choice(call: StateCall): Promise<Transition> {
  const { state } = call;
  const input = effectiveInput(call);
  const rules = Array.isArray(state.Choices) ? state.Choices.filter(isObject) : [];
  for (const [index, rule] of rules.entries()) {
    if (!(await holds(call, rule, index))) continue;
    const next = String(rule.Next);
    if (call.language === 'JSONata') return conclude(call, input, next, { source: rule, prefix: `Choices[${index}]/` });
    // A rule may assign; the output paths are the state's.
    return conclude(withAssign(call, rule), input, next, { plain: true });
  }
  if (typeof state.Default !== 'string') {
    throw runtimeError('Failed to transition out of the state. The state does not point to a next state.');
  }
  return conclude(call, input, state.Default, { plain: true });
}

async function holds(call: StateCall, rule: JsonObject, index: number): Promise<boolean> {
  if (call.language === 'JSONPath') return matchesRule(rule, scopeOf(call, effectiveInput(call)));
  const { Condition = false } = rule;
  const field = `Choices[${index}]/Condition`;
  const value = await evaluateJsonata(Condition, field, scopeOf(call, call.input));
  return requireType<boolean>(value, Condition, field, 'boolean');
}

function withAssign(call: StateCall, rule: JsonObject): StateCall {
  const { Assign: _, ...rest } = call.state;
  const state = { ...rest, ...(rule.Assign === undefined ? {} : { Assign: rule.Assign }) } as StateCall['state'];
  return { ...call, state };
}
