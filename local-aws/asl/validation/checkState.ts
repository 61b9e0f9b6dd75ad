import { isObject, type Json, type JsonObject } from '../json.ts';
import { parseResource } from '../taskResource.ts';
import type { BlockContext } from './checkBlock.ts';

const types = ['Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'];

/** Checks one state, and the blocks in it by `checkInner`. */
export function checkState(
  name: string,
  state: Json,
  context: BlockContext,
  checkInner: (block: JsonObject, context: BlockContext) => void,
): void {
  const { findings, location, names } = context;
  if (names.has(name)) findings.error('DUPLICATE_STATE_NAME', `Duplicate state name: ${name}`, location);
  names.add(name);
  if (name.length > 80) findings.schema('State name must have at most 80 characters', location);
  if (!isObject(state)) {
    findings.schema('Expected value of type Object', location);
    return;
  }
  if (typeof state.Type !== 'string' || !types.includes(state.Type)) {
    findings.schema(
      state.Type === undefined
        ? 'These fields are required: [Type]'
        : `Value is not valid. Expected one of ['Task', 'Wait', 'Pass', 'Succeed', 'Fail', 'Choice', 'Parallel', 'Map']`,
      state.Type === undefined ? location : `${location}/Type`,
    );
    return;
  }
  if (state.Type === 'Task' && (typeof state.Resource !== 'string' || !parseResource(state.Resource))) {
    findings.schema('Value is not a valid resource ARN', `${location}/Resource`);
  }
  for (const [index, branch] of (Array.isArray(state.Branches) ? state.Branches : []).entries()) {
    if (isObject(branch))
      checkInner(branch, { ...context, location: `${location}/Branches[${index}]`, isMachine: false });
  }
  for (const field of ['ItemProcessor', 'Iterator'] as const) {
    const block = state[field];
    if (isObject(block)) checkInner(block, { ...context, location: `${location}/${field}`, isMachine: false });
  }
}
