import { validateDefinition } from '../../../local-aws/asl/validation/validateDefinition.ts';

const check = (state: object, machine: object = {}) =>
  validateDefinition(JSON.stringify({ StartAt: 'S', States: { S: state }, ...machine })).map(
    ({ code, message, location }) => `${code}: ${message} at ${location ?? null}`,
  );

test.each<[string, object, object, string]>([
  [
    'a field of another state',
    { Type: 'Wait', Seconds: 1, ResultPath: null, End: true },
    {},
    "SCHEMA_VALIDATION_FAILED: Field 'ResultPath' is not supported at /States/S",
  ],
  [
    'Catch on a Pass',
    { Type: 'Pass', End: true, Catch: [{ ErrorEquals: ['A'], Next: 'S' }] },
    {},
    "SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/S",
  ],
  [
    'a field of JSONata',
    { Type: 'Pass', Output: 1, End: true },
    {},
    "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/S",
  ],
  [
    'JSONPath below JSONata',
    { Type: 'Pass', QueryLanguage: 'JSONPath', End: true },
    { QueryLanguage: 'JSONata' },
    "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/S",
  ],
  [
    'an expression that does not parse',
    { Type: 'Pass', Output: '{% 1 + %}', End: true },
    { QueryLanguage: 'JSONata' },
    'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/S/Output',
  ],
  [
    'a bare name',
    { Type: 'Pass', Output: { v: '{% phone %}' }, End: true },
    { QueryLanguage: 'JSONata' },
    "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/S/Output/v",
  ],
  ['no end', { Type: 'Pass', Next: 'S' }, {}, 'MISSING_END_STATE: Workflow has no terminal state at null'],
  [
    'a template that is no path',
    { Type: 'Pass', Parameters: { 'a.$': 'b' }, End: true },
    {},
    "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/S/Parameters",
  ],
  [
    'a resource that is no ARN',
    { Type: 'Task', Resource: 'train', End: true },
    {},
    'SCHEMA_VALIDATION_FAILED: Value is not a valid resource ARN at /States/S/Resource',
  ],
])('%s', (_, state, machine, expected) => {
  expect(check(state, machine)).toEqual([expected]);
});

test.each([
  '{% $states.input.rows[price > 3].name %}',
  "{% $map($states.input.rows, function($row) { $row.name & '!' }) %}",
  '{% ($total := $sum($states.input.rows.price); { "total": $total }) %}',
  '{% $states.input.rows{ name: price } %}',
])('%s is taken', (Output) => {
  expect(check({ Type: 'Pass', Output, End: true }, { QueryLanguage: 'JSONata' })).toEqual([]);
});

describe('a variable that an outer scope assigns', () => {
  const inner = (assign: object) => ({
    StartAt: 'I',
    States: { I: { Type: 'Pass', Assign: assign, End: true } },
  });
  const around = (inside: object) => ({
    StartAt: 'S',
    States: {
      S: { Type: 'Pass', Assign: { day: 1 }, Next: 'Each' },
      Each: { ...inside, Catch: [{ ErrorEquals: ['States.ALL'], Assign: { 'fault.$': '$' }, Next: 'S' }], End: true },
    },
  });
  const findings = (inside: object) =>
    validateDefinition(JSON.stringify(around(inside))).map(({ message, location }) => `${message} at ${location}`);

  test.each([
    ['a branch', { Type: 'Parallel', Branches: [inner({ 'day.$': '$' })] }, 'day', 'Branches[0]/States/I/Assign'],
    ['a Map', { Type: 'Map', ItemProcessor: inner({ fault: 1 }) }, 'fault', 'ItemProcessor/States/I/Assign'],
  ])('cannot be assigned in %s', (_where, inside, name, place) => {
    expect(findings(inside)).toEqual([
      `Variable '${name}' is assigned in an outer scope, so it cannot be assigned in this one at /States/Each/${place}`,
    ]);
  });

  test('is another one than that of a sibling', () => {
    const sibling = { StartAt: 'J', States: { J: { Type: 'Pass', Assign: { one: 2 }, End: true } } };
    expect(findings({ Type: 'Parallel', Branches: [inner({ one: 1 }), sibling] })).toEqual([]);
  });
});
