import type { Json, JsonObject } from './json.ts';

export type QueryLanguage = 'JSONPath' | 'JSONata';

export type StateType = 'Pass' | 'Task' | 'Choice' | 'Wait' | 'Succeed' | 'Fail' | 'Parallel' | 'Map';

/** A state as it is written; validation has seen to the types of its fields. */
export interface State extends JsonObject {
  Type: StateType;
}

/** States that belong together: a whole machine, a branch, an item processor. */
export interface Block {
  StartAt: string;
  States: Record<string, State>;
  QueryLanguage?: QueryLanguage;
  TimeoutSeconds?: number;
  ProcessorConfig?: { Mode?: 'INLINE' | 'DISTRIBUTED'; ExecutionType?: 'STANDARD' | 'EXPRESS' };
}

/** A block with what its states inherit. */
export interface Scene {
  block: Block;
  language: QueryLanguage;
}

/** The machine's own block. */
export function parseDefinition(text: string): Scene {
  const block = JSON.parse(text) as Block;
  return { block, language: block.QueryLanguage ?? 'JSONPath' };
}

export const languageOf = (scene: Scene, state: State): QueryLanguage =>
  (state.QueryLanguage as QueryLanguage | undefined) ?? scene.language;

/** A block inside a state: states of a branch or an item processor have the machine's language unless they say so. */
export const inner = (scene: Scene, block: Json | undefined): Scene => ({
  block: block as unknown as Block,
  language: scene.language,
});

export const processorOf = (state: State): Json | undefined => state.ItemProcessor ?? state.Iterator;

export const isDistributed = (state: State): boolean =>
  (processorOf(state) as unknown as Block | undefined)?.ProcessorConfig?.Mode === 'DISTRIBUTED';
