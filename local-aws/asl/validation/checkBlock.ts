import { isObject, type JsonObject } from '../json.ts';
import { blockFields, machineFields } from '../stateFields.ts';
import { checkScopes } from './checkScopes.ts';
import { checkState } from './checkState.ts';
import { checkTransitions } from './checkTransitions.ts';
import type { Findings } from './diagnostic.ts';

export interface BlockContext {
  findings: Findings;
  location: string;
  language: 'JSONPath' | 'JSONata';
  express: boolean;
  /** Names of states seen so far: they are unique in the whole machine. */
  names: Set<string>;
  /** Variables that the scopes around assign. */
  outer: ReadonlySet<string>;
  isMachine: boolean;
  distributed: boolean;
}

/** A machine, a branch or an item processor: its own fields, its states, and whether they lead anywhere. */
export function checkBlock(block: JsonObject, context: BlockContext): void {
  const { findings, location } = context;
  const { StartAt, States, QueryLanguage } = block;
  const known: readonly string[] = context.isMachine ? machineFields : blockFields;
  for (const field of Object.keys(block)) {
    if (!known.includes(field)) findings.schema(`Field '${field}' is not supported`, location || '/');
  }
  if (QueryLanguage !== undefined && QueryLanguage !== 'JSONPath' && QueryLanguage !== 'JSONata') {
    findings.schema("Value is not valid. Expected one of ['JSONPath', 'JSONata']", `${location}/QueryLanguage`);
  }
  const language = QueryLanguage === 'JSONata' || QueryLanguage === 'JSONPath' ? QueryLanguage : context.language;
  if (typeof StartAt !== 'string') findings.schema(missing('StartAt', StartAt), location || '/');
  if (!isObject(States) || Object.keys(States).length === 0) {
    findings.schema(
      States === undefined ? missing('States', States) : 'States must be a non-empty object',
      location || '/',
    );
    return;
  }
  const outer = new Set([...context.outer, ...checkScopes(States, context.outer, context)]);
  for (const [name, state] of Object.entries(States)) {
    checkState(name, state, { ...context, language, outer, location: `${location}/States/${name}` }, checkBlock);
  }
  checkTransitions(block, context);
}

const missing = (field: string, value: unknown): string =>
  value === undefined ? `These fields are required: [${field}]` : `Expected value of type String`;
