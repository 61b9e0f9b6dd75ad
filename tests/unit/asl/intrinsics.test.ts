import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { StateFailure } from '../../../local-aws/asl/failure.ts';
import type { Json } from '../../../local-aws/asl/json.ts';
import { evaluateIntrinsic } from '../../../local-aws/asl/query/intrinsics/evaluateIntrinsic.ts';
import { seededRandom } from '../../../local-aws/asl/query/intrinsics/seededRandom.ts';
import { scope } from './scope.ts';

const call = (source: string, input: Json = {}): Json => evaluateIntrinsic(source, 'value.$', scope(input));

test.each<[string, Json]>([
  ["States.Format('{} of {}', 1, $.list)", '1 of [3,1,3]'],
  ["States.Format('It\\'s \\{{}\\}', null)", "It's {null}"],
  ['States.Array(1, true, null, $.list)', [1, true, null, [3, 1, 3]]],
  ['States.ArrayPartition($.list, 2)', [[3, 1], [3]]],
  ['States.ArrayContains($.list, 1)', true],
  ['States.ArrayRange(9, 1, -4)', [9, 5, 1]],
  ['States.ArrayRange(1.6, 4.4, 1)', [2, 3, 4]],
  ['States.ArrayGetItem($.list, 1)', 1],
  ['States.ArrayLength($.list)', 3],
  ['States.ArrayUnique($.list)', [3, 1]],
  ["States.Base64Decode(States.Base64Encode('grüße'))", 'grüße'],
  ['States.JsonMerge($.one, $.two, false)', { a: { y: 2 }, b: 1 }],
  ['States.StringToJson(\'[1,{"a":null}]\')', [1, { a: null }]],
  ['States.JsonToString($.two)', '{"a":{"y":2}}'],
  ['States.MathAdd(111, -1)', 110],
  ["States.StringSplit('1.2,3++4', '.,+')", ['1', '2', '3', '4']],
  ['States.UUID()', '00000000-0000-4000-8000-000000000000'],
  ['States.MathRandom(1, 11)', 6],
])('%s', (source, expected) => {
  expect(call(source, { list: [3, 1, 3], one: { a: { x: 1 }, b: 1 }, two: { a: { y: 2 } } })).toEqual(expected);
});

test.each([
  'States.ArrayPartition($.list, 0)',
  'States.ArrayRange(1, 2, 0)',
  'States.ArrayRange(1, 1001, 1)',
  'States.ArrayGetItem($.list, 5)',
  'States.ArrayLength(1)',
  "States.Hash('x', 'CRC')",
  'States.JsonMerge($.list, $.list, false)',
  "States.StringToJson('{')",
  "States.Format('{} {}', 1)",
  'States.Unknown(1)',
])('%s fails', (source) => {
  expect(() => call(source, { list: [1] })).toThrow(expect.objectContaining({ error: 'States.IntrinsicFailure' }));
});

test('a path that finds nothing is an error of the state', () => {
  expect(() => call('States.ArrayLength($.none)')).toThrow(StateFailure);
  expect(() => call('States.ArrayLength($.none)')).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
});

test.each(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'])('%s in hexadecimal', (algorithm) => {
  const expected = createHash(algorithm.replace('-', '')).update('input data').digest('hex');
  expect(call(`States.Hash('input data', '${algorithm}')`)).toBe(expected);
});

test('partitions put together again give the list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (list, size) => {
      const chunks = call('States.ArrayPartition($.list, $.size)', { list, size }) as number[][];
      expect(chunks.flat()).toEqual(list);
      expect(chunks.slice(0, -1).every((chunk) => chunk.length === size)).toBe(true);
    }),
  );
});

test('a seed gives the numbers of java.util.Random', () => {
  expect(seededRandom(42).fraction()).toBe(0.7275636800328681);
  expect(seededRandom(42).below(10)).toBe(0);
});
