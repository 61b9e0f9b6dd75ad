import { allStates, machines, type Placed } from './definitions.ts';

const of = (type: string): Placed[] => allStates().filter(({ state }) => state.Type === type);
const targets = ({ state }: Placed): string[] =>
  [
    state.Next,
    state.Default,
    ...(state.Choices ?? []).map(({ Next }) => Next),
    ...(state.Catch ?? []).map(({ Next }) => Next),
  ].filter((name) => name !== undefined);

const lambdaServiceErrors = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];

test('there are state machines to walk', () => {
  expect(machines().length).toBeGreaterThan(0);
  expect(allStates().length).toBeGreaterThan(20);
});

describe.each(machines().map((machine) => [machine.file, machine] as const))('%s', (_, machine) => {
  test('speaks JSONata, has a time-out of its own and logs everything', () => {
    expect(machine.definition.QueryLanguage).toBe('JSONata');
    expect(machine.definition.TimeoutSeconds).toBeGreaterThan(0);
    expect(machine.type).toBe('STANDARD');
    expect(machine.loggingConfig).toMatchObject({ level: 'ALL', includeExecutionData: true });
  });
});

test.each(of('Task').map((placed) => [placed.where, placed] as const))(
  '%s has a time-out, retries of service errors with jitter, and a catch of everything',
  (_, { state }) => {
    expect(state.TimeoutSeconds).toBeDefined();
    const retried = (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).toEqual(expect.arrayContaining(lambdaServiceErrors));
    for (const retry of state.Retry ?? []) {
      expect(retry.JitterStrategy).toBe('FULL');
      expect(retry.MaxAttempts).toBeGreaterThan(0);
    }
    expect((state.Catch ?? []).at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  },
);

test.each(of('Task').map((placed) => [placed.where, placed] as const))(
  '%s keeps error and cause of what it catches',
  (_, { state }) => {
    const everything = (state.Catch ?? []).at(-1);
    const kept = JSON.stringify(everything?.Assign ?? {});
    // OpenRun's neighbours that cannot add to a failure go on with the one they were told.
    expect(kept).toContain('$states.errorOutput.Error');
    expect(kept).toContain('$states.errorOutput.Cause');
  },
);

test.each(
  of('Task')
    .filter(({ state }) => state.Resource?.endsWith('.waitForTaskToken'))
    .map((placed) => [placed.where, placed] as const),
)('%s, which waits for a token, hears a heartbeat or waits for people', (_, { name, state }) => {
  const waitsForPeople = ['AwaitSources', 'ApproveModel', 'ApproveReport'].includes(name);
  expect(waitsForPeople || state.HeartbeatSeconds !== undefined).toBe(true);
});

test.each(of('Choice').map((placed) => [placed.where, placed] as const))('%s has a default', (_, { state }) => {
  expect(state.Default).toBeDefined();
});

test.each(of('Map').map((placed) => [placed.where, placed] as const))(
  '%s is bounded and tolerates no failure',
  (_, { state }) => {
    expect(state.MaxConcurrency).toBeGreaterThan(0);
    expect(state.MaxConcurrency).toBeLessThanOrEqual(40);
    expect(state.ToleratedFailurePercentage).toBeUndefined();
    expect((state.Catch ?? []).at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  },
);

test('every transition leads to a state of the same flow, and every state is reached', () => {
  const placed = allStates();
  const astray = placed.flatMap((from) =>
    targets(from)
      .filter((target) => !(target in from.flow.States))
      .map((target) => `${from.where} -> ${target}`),
  );
  const unreached = placed.filter(
    ({ name, flow }) =>
      flow.StartAt !== name && !placed.some((other) => other.flow === flow && targets(other).includes(name)),
  );
  expect({ astray, unreached: unreached.map(({ where }) => where) }).toEqual({ astray: [], unreached: [] });
});

test('every state that does not end leads on', () => {
  for (const { where, state } of allStates()) {
    if (state.Type === 'Succeed' || state.Type === 'Fail' || state.Type === 'Choice') continue;
    expect({ where, leadsOn: state.End === true || state.Next !== undefined }).toEqual({ where, leadsOn: true });
  }
});
