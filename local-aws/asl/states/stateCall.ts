import type { Branch, Visit } from '../branch.ts';
import { languageOf, type QueryLanguage, type Scene, type State } from '../definition.ts';
import type { Json } from '../json.ts';
import type { Payload } from '../payload.ts';
import type { Scope } from '../query/scope.ts';
import type { Run } from '../run.ts';

/** A state under way in a branch. */
export interface StateCall {
  run: Run;
  branch: Branch;
  scene: Scene;
  state: State;
  name: string;
  language: QueryLanguage;
  visit: Visit;
  /** The input as the state was entered with it. */
  input: Payload;
}

/** A value, or the promise of one where something has to be waited for: most states need not give up their turn. */
export type Awaitable<T> = T | Promise<T>;

/** Where a state leads. */
export interface Transition {
  output: Payload;
  /** Undefined at the end of the branch. */
  next: string | undefined;
  assigned?: Record<string, Json>;
}

export function stateCall(run: Run, branch: Branch, state: State, visit: Visit): StateCall {
  const { scene } = branch;
  return {
    run,
    branch,
    scene,
    state,
    name: branch.state,
    language: languageOf(scene, state),
    visit,
    input: branch.input,
  };
}

const retriable = new Set(['Task', 'Parallel', 'Map']);

/** What the state's paths and expressions see; `$` is `input`. */
export function scopeOf(call: StateCall, input: Payload, states?: Scope['states'], token?: string): Scope {
  const { run, branch } = call;
  return {
    input,
    context: () =>
      run.context(branch, { retried: retriable.has(call.state.Type), ...(token === undefined ? {} : { token }) }),
    variables: branch.variables,
    services: run.surroundings.queries,
    states: states ?? { input: call.input.value },
  };
}
