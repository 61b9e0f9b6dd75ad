import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const folder = join(import.meta.dirname, '..', '..', 'statemachines');

export interface State {
  Type: string;
  Next?: string;
  End?: boolean;
  Default?: string;
  Choices?: { Next: string }[];
  Catch?: { ErrorEquals: string[]; Next: string; Assign?: Record<string, unknown> }[];
  Retry?: { ErrorEquals: string[]; JitterStrategy?: string; MaxAttempts?: number; MaxDelaySeconds?: number }[];
  TimeoutSeconds?: number | string;
  HeartbeatSeconds?: number | string;
  Resource?: string;
  Arguments?: { FunctionName?: string };
  ItemProcessor?: Flow;
  Branches?: Flow[];
  MaxConcurrency?: number;
  ToleratedFailurePercentage?: number;
}

export interface Flow {
  StartAt: string;
  States: Record<string, State>;
}

export interface Machine {
  file: string;
  type: string;
  definition: Flow & { QueryLanguage?: string; TimeoutSeconds?: number };
  loggingConfig: { level: string; includeExecutionData: boolean };
}

const tags = ['!GetAtt', '!Ref', '!Sub'].map((tag) => ({ tag, resolve: (text: string) => `${tag} ${text}` }));

/** Every state machine of the project, as it is written. */
export const machines = (): Machine[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .flatMap((file) =>
      Object.values(
        parse(readFileSync(join(folder, file), 'utf8'), { customTags: tags, merge: true }) as Record<
          string,
          Omit<Machine, 'file'>
        >,
      ).map((machine) => ({ ...machine, file })),
    );

export interface Placed {
  /** `nightly-training.yml: ExtractSources/ExtractSource` */
  where: string;
  name: string;
  state: State;
  flow: Flow;
}

/** Every state of a flow, nested ones too. */
export const statesOf = (flow: Flow, path: string): Placed[] =>
  Object.entries(flow.States).flatMap(([name, state]) => [
    { where: `${path}${name}`, name, state, flow },
    ...[...(state.ItemProcessor ? [state.ItemProcessor] : []), ...(state.Branches ?? [])].flatMap((inner) =>
      statesOf(inner, `${path}${name}/`),
    ),
  ]);

export const allStates = (): Placed[] =>
  machines().flatMap(({ file, definition }) => statesOf(definition, `${file}: `));
