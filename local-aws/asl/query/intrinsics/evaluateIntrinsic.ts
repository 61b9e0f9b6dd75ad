import { stateError } from '../../failure.ts';
import type { Json } from '../../json.ts';
import { requirePath } from '../resolvePath.ts';
import type { Scope } from '../scope.ts';
import { arrays } from './arrays.ts';
import { encodings } from './encodings.ts';
import { formatText } from './formatText.ts';
import { type IntrinsicFunction, IntrinsicProblem } from './intrinsicFunction.ts';
import { numbers } from './numbers.ts';
import { type Argument, type Intrinsic, parseIntrinsic, textOf } from './parseIntrinsic.ts';
import { texts } from './texts.ts';

/** Every intrinsic function by its name. */
export const intrinsicFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  ...arrays,
  ...encodings,
  ...numbers,
  ...texts,
};

export const isIntrinsic = (text: string): boolean => /^\s*States\./.test(text);

const parsed = new Map<string, Intrinsic>();

function callOf(source: string): Intrinsic {
  const known = parsed.get(source);
  if (known) return known;
  const call = parseIntrinsic(source);
  if (parsed.size > 10_000) parsed.clear();
  parsed.set(source, call);
  return call;
}

/** The call's value. Fails with `States.IntrinsicFailure`, or `States.Runtime` for a path that points nowhere. */
export function evaluateIntrinsic(source: string, field: string, scope: Scope): Json {
  return evaluateCall(callOf(source), field, scope);
}

function evaluateCall(call: Intrinsic, field: string, scope: Scope): Json {
  const values = call.arguments.map((argument, index) => argumentValue(argument, call.name, index, field, scope));
  try {
    if (call.name === 'States.Format') return formatText(values, call.arguments[0]?.kind === 'text');
    const definition = intrinsicFunctions[call.name];
    if (!definition) throw new IntrinsicProblem(`${call.name} is not an intrinsic function`);
    if (values.length < definition.least || values.length > definition.most) {
      throw new IntrinsicProblem(`Invalid number of arguments for ${call.name}`);
    }
    return definition.run(values, scope.services);
  } catch (error) {
    if (!(error instanceof IntrinsicProblem)) throw error;
    throw stateError(
      'States.IntrinsicFailure',
      `The function '${call.source}' had the following error: ${error.message}`,
    );
  }
}

function argumentValue(argument: Argument, name: string, index: number, field: string, scope: Scope): Json {
  switch (argument.kind) {
    case 'text':
      // The template of Format keeps its escapes: they tell a brace from a place holder.
      return name === 'States.Format' && index === 0 ? argument.raw : textOf(argument.raw);
    case 'value':
      return argument.value;
    case 'path':
      return requirePath(argument.path.source, field, scope);
    case 'call':
      return evaluateCall(argument.call, field, scope);
  }
}
