import type { InspectionData, TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import { type Block, parseDefinition, type Scene, type State } from '../../asl/definition.ts';
import { StateFailure } from '../../asl/failure.ts';
import { isObject, type Json, type JsonObject } from '../../asl/json.ts';
import { Payload } from '../../asl/payload.ts';
import { type InspectionStep, Run } from '../../asl/run.ts';
import { testState as runState, type TestOptions } from '../../asl/testState.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import { checkJson } from './constraints.ts';
import { checkDefinition } from './definitionChecks.ts';
import type { Engine } from './engine.ts';

export const testState = (engine: Engine) =>
  operation<TestStateInput, TestStateOutput>({
    name: 'TestState',
    accepts: [
      'definition',
      'roleArn',
      'input',
      'inspectionLevel',
      'variables',
      'stateName',
      'mock',
      'context',
      'stateConfiguration',
    ],
    inert: ['revealSecrets'],
    required: ['definition'],
    access: ({ roleArn }) => [
      { action: 'states:TestState', resource: '*' },
      ...(roleArn === undefined
        ? []
        : [{ action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'states.amazonaws.com' } }]),
    ],
    waits: true,
    run: (input) => test(engine, input),
  });

async function test(engine: Engine, input: TestStateInput): Promise<TestStateOutput> {
  const { scene, state, stateName } = sceneOf(input);
  const mock = mockOf(input.mock);
  checkNeeds(input, state, mock !== undefined);
  const text = json('input', input.input ?? '{}');
  const variables = JSON.parse(json('variables', input.variables ?? '{}')) as Record<string, Json>;
  const inspected: Partial<Record<InspectionStep, string | number>> = {};
  const surroundings = mock
    ? { ...engine.surroundings, tasks: { start: async () => answer(mock), finish: async () => answer(mock) } }
    : engine.surroundings;
  const run = new Run({
    facts: facts(engine, input),
    scene,
    input: Payload.parse(text),
    surroundings,
    inspect: (step, value) => {
      inspected[step] = value;
    },
  });
  const retryCount = input.stateConfiguration?.retrierRetryCount;
  const outcome = await runState(run, {
    state,
    stateName,
    variables,
    ...(mock ? { mock } : {}),
    ...(retryCount === undefined ? {} : { retryCount }),
  });
  const { variables: after, errorDetails, ...rest } = outcome;
  const data: InspectionData = {
    input: text,
    ...(inspected as InspectionData),
    ...(Object.keys(after).length === 0 ? {} : { variables: JSON.stringify(after) }),
    ...(errorDetails ? { errorDetails } : {}),
  };
  return { ...rest, ...((input.inspectionLevel ?? 'INFO') === 'INFO' ? {} : { inspectionData: data }) };
}

/** The state by itself, or that of `stateName` in a whole machine. */
function sceneOf({ definition = '', stateName }: TestStateInput): { scene: Scene; state: State; stateName: string } {
  checkJson(definition, (reason) => new AwsError('InvalidDefinition', `Invalid State Machine Definition: '${reason}'`));
  const parsed = JSON.parse(definition) as Json;
  if (!isObject(parsed))
    throw new AwsError('InvalidDefinition', 'Invalid State Machine Definition: the definition is no object');
  if (isObject(parsed.States)) {
    checkDefinition(definition, 'STANDARD');
    const scene = parseDefinition(definition);
    const found = stateName === undefined ? undefined : stateOf(scene.block, stateName);
    if (!found || stateName === undefined) {
      throw new AwsError(
        'ValidationException',
        `State not found: stateName must name a state of the definition, but is ${stateName}`,
      );
    }
    return { scene, state: found, stateName };
  }
  const name = stateName ?? 'StateToTest';
  const next = [parsed.Next, parsed.Default, ...list(parsed.Choices), ...list(parsed.Catch)].flatMap((target) =>
    typeof target === 'string' ? [target] : isObject(target) && typeof target.Next === 'string' ? [target.Next] : [],
  );
  const others = Object.fromEntries(next.filter((each) => each !== name).map((each) => [each, { Type: 'Succeed' }]));
  const machine = { StartAt: name, States: { ...others, [name]: parsed } };
  checkDefinition(JSON.stringify(machine), 'STANDARD');
  return { scene: parseDefinition(JSON.stringify(machine)), state: parsed as State, stateName: name };
}

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

/** A state of the block or of a block inside it. */
function stateOf(block: Block, name: string): State | undefined {
  const own = block.States[name];
  if (own) return own;
  for (const state of Object.values(block.States)) {
    for (const inner of [...list(state.Branches), state.ItemProcessor, state.Iterator]) {
      const found = isObject(inner) && isObject(inner.States) ? stateOf(inner as unknown as Block, name) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

function mockOf(mock: TestStateInput['mock']): TestOptions['mock'] {
  if (!mock) return undefined;
  onlyMembers(mock, ['result', 'errorOutput', 'fieldValidationMode'], 'mock', 'ValidationException');
  if ((mock.result === undefined) === (mock.errorOutput === undefined)) {
    throw new AwsError(
      'ValidationException',
      'A test mock should have only one of the following fields: [result, errorOutput].',
    );
  }
  if (mock.errorOutput) return { failure: new StateFailure(mock.errorOutput.error, mock.errorOutput.cause) };
  return { result: JSON.parse(json('mock.result', mock.result ?? 'null')) as Json };
}

function answer(mock: NonNullable<TestOptions['mock']>): Json {
  if ('failure' in mock) throw mock.failure;
  return mock.result;
}

/** What a state cannot be tested without. */
function checkNeeds(input: TestStateInput, state: State, mocked: boolean): void {
  onlyMembers(input.stateConfiguration, ['retrierRetryCount'], 'stateConfiguration', 'ValidationException');
  if (state.Type === 'Task' && !mocked && input.roleArn === undefined) {
    throw new AwsError(
      'ValidationException',
      'RoleArn must be specified when a mock is not specified for a Task state',
    );
  }
  if ((state.Type === 'Map' || state.Type === 'Parallel') && !mocked) {
    throw new AwsError(
      'InvalidDefinition',
      `Invalid State Machine Definition: 'State type ${state.Type} is not supported when a mock is not specified'`,
    );
  }
}

function json(name: string, text: string): string {
  checkJson(text, (reason) => new AwsError('InvalidExecutionInput', `Invalid ${name}: '${reason}'`));
  return text;
}

function facts(engine: Engine, input: TestStateInput): Run['facts'] {
  const { cloud } = engine;
  const context = input.context === undefined ? undefined : (JSON.parse(json('context', input.context)) as JsonObject);
  return {
    id: 0,
    arn: cloud.arn('states', 'express:TestState:TestState:TestState'),
    name: 'TestState',
    type: 'EXPRESS',
    roleArn: input.roleArn ?? '',
    startTime: cloud.clock.now(),
    stateMachineArn: cloud.arn('states', 'stateMachine:TestState'),
    stateMachineName: 'TestState',
    redriveCount: 0,
    ...(context ? { context } : {}),
  };
}
