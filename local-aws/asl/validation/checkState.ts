import type { State } from '../definition.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { fieldsOfStates, languageOfField } from '../stateFields.ts';
import { parseResource } from '../taskResource.ts';
import type { BlockContext } from './checkBlock.ts';
import { checkChoices } from './checkChoices.ts';
import { checkExpressions } from './checkExpressions.ts';
import { checkHandlers } from './checkHandlers.ts';
import { checkNumbers } from './checkNumbers.ts';
import { checkTemplates } from './checkTemplates.ts';

type CheckBlock = (block: JsonObject, context: BlockContext) => void;

const typeList = "['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map']";

/** Checks one state, and the blocks in it by `checkInner`. */
export function checkState(name: string, state: Json, context: BlockContext, checkInner: CheckBlock): void {
  const { findings, location, names } = context;
  if (names.has(name)) findings.error('DUPLICATE_STATE_NAME', `Duplicate State name: ${name}`, location);
  names.add(name);
  if (name.length > 80) findings.schema('State name must not exceed 80 characters', location);
  if (!isObject(state)) {
    findings.schema('Expected value of type Object', location);
    return;
  }
  if (state.Type === undefined) {
    findings.schema('These fields are required: [Type]', location);
    return;
  }
  if (typeof state.Type !== 'string' || !Object.hasOwn(fieldsOfStates, state.Type)) {
    findings.schema(`Value is not valid. Expected one of ${typeList}`, `${location}/Type`);
    return;
  }
  const language = languageOf(state, context);
  checkFields(state as State, language, context);
  checkRequired(state as State, language, context);
  const inState = { ...context, language };
  checkNumbers(state as State, inState);
  if (state.Type === 'Choice') checkChoices(state, inState);
  checkHandlers(state, inState);
  if (language === 'JSONata') checkExpressions(state, inState);
  else checkTemplates(state, inState);
  // Blocks inside have the machine's language, whatever this state says of its own.
  checkBlocks(state, context, checkInner);
}

function languageOf(state: JsonObject, { findings, location, language }: BlockContext): 'JSONPath' | 'JSONata' {
  const own = state.QueryLanguage;
  if (own === undefined) return language;
  if (own !== 'JSONPath' && own !== 'JSONata') {
    findings.schema("Value is not valid. Expected one of ['JSONPath', 'JSONata']", `${location}/QueryLanguage`);
    return language;
  }
  if (own === 'JSONPath' && language === 'JSONata') {
    findings.schema("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", location);
  }
  return own;
}

function checkFields(state: State, language: 'JSONPath' | 'JSONata', { findings, location }: BlockContext): void {
  for (const field of Object.keys(state)) {
    if (field === 'Type' || field === 'Comment' || field === 'QueryLanguage') continue;
    if (!fieldsOfStates[state.Type].includes(field)) findings.schema(`Field '${field}' is not supported`, location);
    else if ((languageOfField[field] ?? language) !== language) {
      findings.schema(
        `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${languageOfField[field]}' QueryLanguage`,
        location,
      );
    }
  }
}

/** Groups of fields of which a state needs exactly one. */
const needed: Partial<Record<State['Type'], readonly string[][]>> = {
  Task: [['Resource']],
  Choice: [['Choices']],
  Wait: [['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath']],
  Parallel: [['Branches']],
  Map: [['ItemProcessor', 'Iterator']],
};

function checkRequired(state: State, language: string, { findings, location }: BlockContext): void {
  const groups = [...(needed[state.Type] ?? [])];
  if (!['Choice', 'Succeed', 'Fail'].includes(state.Type)) groups.push(['Next', 'End']);
  for (const group of groups) {
    const given = group.filter((field) => state[field] !== undefined && !(field === 'End' && state.End === false));
    const offered = group.filter((field) => (languageOfField[field] ?? language) === language);
    if (given.length === 0) {
      findings.schema(
        offered.length === 1
          ? `These fields are required: [${offered[0]}]`
          : `One of these fields is required: [${offered.join(', ')}]`,
        location,
      );
    }
    if (given.length > 1) findings.schema(`Only one of these fields may be set: [${given.join(', ')}]`, location);
  }
  for (const field of ['Error', 'Cause']) {
    if (state.Type === 'Fail' && state[field] !== undefined && state[`${field}Path`] !== undefined) {
      findings.schema(`You cannot specify both '${field}' and '${field}Path'`, location);
    }
  }
  if (state.Type === 'Task' && state.Resource !== undefined && !parseResource(String(state.Resource))) {
    findings.schema('Value is not a valid resource ARN', `${location}/Resource`);
  }
}

function checkBlocks(state: JsonObject, context: BlockContext, checkInner: CheckBlock): void {
  const { findings, location } = context;
  for (const [index, branch] of (Array.isArray(state.Branches) ? state.Branches : []).entries()) {
    if (isObject(branch))
      checkInner(branch, { ...context, location: `${location}/Branches[${index}]`, isMachine: false });
  }
  for (const field of ['ItemProcessor', 'Iterator']) {
    const block = state[field];
    if (!isObject(block)) continue;
    const config = isObject(block.ProcessorConfig) ? block.ProcessorConfig : {};
    if (context.express && config.Mode === 'DISTRIBUTED') {
      findings.schema("Mode 'DISTRIBUTED' is not supported by state machines of type EXPRESS", `${location}/${field}`);
    }
    checkInner(block, { ...context, location: `${location}/${field}`, isMachine: false });
  }
}
