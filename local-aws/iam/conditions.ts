import { AwsError } from '../errors.ts';
import { type ContextValues, expandVariables, matchesArn, matchesPattern } from './patterns.ts';
import type { ConditionBlock } from './policyDocument.ts';

type Comparison = (given: string, wanted: string) => boolean;

const text = { equals: (given: string, wanted: string) => given === wanted };
const lower: Comparison = (given, wanted) => given.toLowerCase() === wanted.toLowerCase();
const number =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    compare(Number(given), Number(wanted));
const date =
  (compare: (given: number, wanted: number) => boolean): Comparison =>
  (given, wanted) =>
    compare(instant(given), instant(wanted));

/** Operators that hold when one wanted value matches; a `Not…` operator holds when none does. */
const OPERATORS: Readonly<Record<string, Comparison>> = {
  ArnEquals: (given, wanted) => matchesArn(wanted, given),
  ArnLike: (given, wanted) => matchesArn(wanted, given),
  BinaryEquals: text.equals,
  Bool: lower,
  DateEquals: date((a, b) => a === b),
  DateGreaterThan: date((a, b) => a > b),
  DateGreaterThanEquals: date((a, b) => a >= b),
  DateLessThan: date((a, b) => a < b),
  DateLessThanEquals: date((a, b) => a <= b),
  IpAddress: (given, wanted) => inBlock(given, wanted),
  NumericEquals: number((a, b) => a === b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  StringEquals: text.equals,
  StringEqualsIgnoreCase: lower,
  StringLike: (given, wanted) => matchesPattern(wanted, given),
};
const NEGATED: Readonly<Record<string, string>> = {
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
};

/** For SUPPORT.md. */
export const CONDITION_OPERATORS: readonly string[] = [...Object.keys(OPERATORS), ...Object.keys(NEGATED), 'Null'];

/** One line of a condition block, ready to be asked. */
export type Condition = (context: ContextValues) => boolean;

/** Compiles a condition block; all of its lines must hold. Throws `MalformedPolicyDocument` for an operator that does not exist. */
export function compileConditions(block: ConditionBlock | undefined): Condition[] {
  return Object.entries(block ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => compileLine(operator, key.toLowerCase(), [values].flat().map(String))),
  );
}

function compileLine(expression: string, key: string, values: readonly string[]): Condition {
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(expression) ?? [];
  if (name === 'Null') return (context) => (context.get(key) === undefined) === (values[0] === 'true');
  const negated = NEGATED[name];
  const compare = OPERATORS[negated ?? name];
  if (!compare) {
    throw new AwsError('MalformedPolicyDocument', `Syntax errors in policy: ${expression} is no condition operator.`);
  }
  return (context) => {
    const given = context.get(key);
    if (given === undefined || given.length === 0) {
      if (quantifier === 'ForAllValues' || ifExists) return true;
      return quantifier === undefined && negated !== undefined;
    }
    const wanted = values.map((value) => expandVariables(value, context)).filter((value) => value !== undefined);
    const matches = (value: string) => wanted.some((other) => compare(value, other)) !== (negated !== undefined);
    if (quantifier === 'ForAllValues') return given.every(matches);
    // Without a quantifier a negated operator must hold for every value that is given.
    return quantifier === undefined && negated !== undefined ? given.every(matches) : given.some(matches);
  };
}

function instant(value: string): number {
  return /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
}

function inBlock(address: string, block: string): boolean {
  const [base = '', bits = '32'] = block.split('/');
  const [given, wanted] = [addressNumber(address), addressNumber(base)];
  if (given === undefined || wanted === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(given / size) === Math.floor(wanted / size);
}

function addressNumber(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
