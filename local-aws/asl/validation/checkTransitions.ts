import { isObject, type JsonObject } from '../json.ts';
import type { BlockContext } from './checkBlock.ts';

/** Where a state can lead, with the place that says so. */
function* targets(state: JsonObject): Generator<{ name: string; place: string }> {
  if (typeof state.Next === 'string') yield { name: state.Next, place: '/Next' };
  for (const [index, rule] of (Array.isArray(state.Choices) ? state.Choices : []).entries()) {
    if (isObject(rule) && typeof rule.Next === 'string') yield { name: rule.Next, place: `/Choices[${index}]/Next` };
  }
  if (typeof state.Default === 'string') yield { name: state.Default, place: '/Default' };
  for (const [index, catcher] of (Array.isArray(state.Catch) ? state.Catch : []).entries()) {
    if (isObject(catcher) && typeof catcher.Next === 'string')
      yield { name: catcher.Next, place: `/Catch[${index}]/Next` };
  }
}

/** Targets that do not exist, states that cannot be reached, and a block that cannot end. */
export function checkTransitions(block: JsonObject, { findings, location }: BlockContext): void {
  const states = isObject(block.States) ? block.States : {};
  const { StartAt } = block;
  if (typeof StartAt === 'string' && !Object.hasOwn(states, StartAt)) {
    findings.error('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${StartAt}`, `${location}/StartAt`);
  }
  const reached = new Set<string>(typeof StartAt === 'string' ? [StartAt] : []);
  let ends = false;
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue;
    if (state.End === true || state.Type === 'Succeed' || state.Type === 'Fail') ends = true;
    for (const target of targets(state)) {
      if (!Object.hasOwn(states, target.name)) {
        const place = `${location}/States/${name}${target.place}`;
        findings.error('MISSING_TRANSITION_TARGET', `Missing 'Next' target: ${target.name}`, place);
      } else if (target.name !== name) reached.add(target.name);
    }
  }
  // A block without an end is told so, and not also that states are out of reach.
  if (!ends) {
    findings.error('MISSING_END_STATE', 'Workflow has no terminal state');
    return;
  }
  for (const name of Object.keys(states)) {
    if (reached.has(name)) continue;
    findings.error('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, `${location}/States/${name}`);
  }
}
