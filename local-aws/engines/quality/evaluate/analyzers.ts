import type { Analyzer, Condition, SimpleRule } from '../language/ast.ts';
import { type ReturnType, ruleType } from '../language/ruleTypes.ts';

const ANY: Readonly<Partial<Record<ReturnType, Condition>>> = {
  NUMBER: { kind: 'number', operator: '!=', operands: [{ kind: 'number', text: '0' }] },
  DURATION: { kind: 'duration', operator: '>', operands: [{ amount: 0, unit: 'days' }] },
};

/** The rule that measures what an analyzer asks for, its verdict not looked at; undefined where no condition makes sense of it. */
export const analyzerRule = ({ type, parameters }: Analyzer): SimpleRule | undefined => {
  const found = ruleType(type, parameters.length);
  if (found === undefined || found.notEvaluated !== undefined || found.returns.includes('STRING')) return undefined;
  const condition = found.returns.map((kind) => ANY[kind]).find((candidate) => candidate !== undefined);
  return { kind: 'rule', type, parameters, ...(condition ? { condition } : {}), tags: new Map(), labels: new Map() };
};
