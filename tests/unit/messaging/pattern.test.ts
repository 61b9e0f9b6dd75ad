import fc from 'fast-check';
import { compilePattern } from '../../../local-aws/patterns/compilePattern.ts';

const event = {
  source: 'aws.glue',
  account: '000000000000',
  detail: {
    jobName: 'nightjar-dev-transform',
    state: 'SUCCEEDED',
    attempts: 3,
    ratio: 0.25,
    ok: true,
    nothing: null,
    empty: '',
    tags: ['a', 'b'],
    none: [],
    ip: '10.0.0.17',
    ip6: '2001:db8::1',
    path: 's3://bucket/dir/file.csv',
    runs: [
      { id: 1, state: 'FAILED' },
      { id: 2, state: 'SUCCEEDED' },
    ],
  },
};

const matches = (detail: object) => compilePattern({ detail })(event);

test.each([
  [{ state: ['SUCCEEDED'] }, true],
  [{ state: ['FAILED', 'SUCCEEDED'] }, true],
  [{ state: ['FAILED'] }, false],
  [{ attempts: [3] }, true],
  [{ attempts: ['3'] }, false],
  [{ ok: [true] }, true],
  [{ nothing: [null] }, true],
  [{ absent: [null] }, false],
  [{ empty: [''] }, true],
  [{ tags: ['b', 'z'] }, true],
  [{ tags: ['z'] }, false],
  [{ jobName: [{ prefix: 'nightjar-' }] }, true],
  [{ jobName: [{ prefix: { 'equals-ignore-case': 'NIGHTJAR-' } }] }, true],
  [{ path: [{ suffix: '.csv' }] }, true],
  [{ path: [{ suffix: { 'equals-ignore-case': '.CSV' } }] }, true],
  [{ state: [{ 'equals-ignore-case': 'succeeded' }] }, true],
  [{ path: [{ wildcard: 's3://*/dir/*.csv' }] }, true],
  [{ path: [{ wildcard: 's3://*/dir' }] }, false],
  [{ path: [{ wildcard: 's3://bucket/d\\*r/*' }] }, false],
  [{ state: [{ 'anything-but': 'FAILED' }] }, true],
  [{ state: [{ 'anything-but': ['FAILED', 'SUCCEEDED'] }] }, false],
  [{ attempts: [{ 'anything-but': [3] }] }, false],
  [{ jobName: [{ 'anything-but': { prefix: 'nightjar-' } }] }, false],
  [{ jobName: [{ 'anything-but': { suffix: ['-train', '-extract'] } }] }, true],
  [{ path: [{ 'anything-but': { wildcard: '*.parquet' } }] }, true],
  [{ absent: [{ 'anything-but': 'x' }] }, false],
  [{ attempts: [{ numeric: ['>', 2] }] }, true],
  [{ attempts: [{ numeric: ['>=', 1, '<', 3] }] }, false],
  [{ ratio: [{ numeric: ['=', 0.25] }] }, true],
  [{ state: [{ numeric: ['>', 0] }] }, false],
  [{ ip: [{ cidr: '10.0.0.0/24' }] }, true],
  [{ ip: [{ cidr: '10.0.1.0/24' }] }, false],
  [{ ip6: [{ cidr: '2001:db8::/32' }] }, true],
  [{ state: [{ cidr: '10.0.0.0/24' }] }, false],
  [{ state: [{ exists: true }] }, true],
  [{ absent: [{ exists: true }] }, false],
  [{ absent: [{ exists: false }] }, true],
  [{ none: [{ exists: false }] }, true],
  [{ state: [{ exists: false }] }, false],
  [{ absent: { deeper: [{ exists: false }] } }, true],
  [{ state: { deeper: ['x'] } }, false],
  [{ absent: ['x', { exists: false }] }, true],
  [{ $or: [{ state: ['FAILED'] }, { attempts: [{ numeric: ['>', 2] }] }] }, true],
  [{ $or: [{ state: ['FAILED'] }, { attempts: [9] }] }, false],
  [{ ok: [true], $or: [{ state: ['FAILED'] }, { attempts: [3] }] }, true],
  [{ runs: { state: ['FAILED'] } }, true],
  [{ runs: { id: [1], state: ['FAILED'] } }, true],
  [{ runs: { id: [2], state: ['FAILED'] } }, false],
  [{ constructor: [{ exists: true }] }, false],
])('%j on the event is %p', (detail, expected) => {
  expect(matches(detail)).toBe(expected);
});

test.each([
  [[], /must be a JSON object/],
  [{}, /Empty objects/],
  [{ source: 'aws.glue' }, /"source" must be an object or an array/],
  [{ source: [] }, /Empty arrays are not allowed \(source\)/],
  [{ detail: {} }, /Empty objects are not allowed \(detail\)/],
  [{ source: [{ like: 'a' }] }, /Unrecognized match type like \(source\)/],
  [{ source: [{ prefix: 'a', suffix: 'b' }] }, /Only one key/],
  [{ source: [{ prefix: 1 }] }, /must be a string/],
  [{ source: [{ exists: 'yes' }] }, /either true or false/],
  [{ source: [{ numeric: ['>', 'a'] }] }, /must be numeric/],
  [{ source: [{ numeric: ['~', 1] }] }, /Unrecognized numeric/],
  [{ source: [{ numeric: ['>', 5, '<', 1] }] }, /Bottom must be less/],
  [{ source: [{ cidr: '10.0.0.0' }] }, /Malformed CIDR/],
  [{ source: [{ wildcard: 'a**' }] }, /Consecutive wildcard/],
  [{ source: [{ 'anything-but': [] }] }, /Empty arrays/],
  [{ source: [{ 'anything-but': { numeric: 1 } }] }, /Unsupported anything-but/],
  [{ $or: [{ source: ['a'] }] }, /at least two/],
])('%j is refused', (pattern, message) => {
  expect(() => compilePattern(pattern)).toThrow(message);
});

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));

test('an event matches the pattern made of its own values', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== '$or' && key !== '__proto__'),
        leaf,
        { minKeys: 1 },
      ),
      (flat) => {
        const pattern = Object.fromEntries(Object.entries(flat).map(([key, value]) => [key, [value]]));
        expect(compilePattern(pattern)(flat)).toBe(true);
        expect(compilePattern({ detail: pattern })({ detail: flat })).toBe(true);
      },
    ),
  );
});

test('anything-but is the opposite of equality where there is a value', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (value, excluded) => {
      expect(compilePattern({ a: [{ 'anything-but': excluded }] })({ a: value })).toBe(
        !compilePattern({ a: [excluded] })({ a: value }),
      );
    }),
  );
});

test('a wildcard that is a value with parts taken out matches the value', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (value, one, other) => {
      const [from, to] = [one % (value.length + 1), other % (value.length + 1)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const literal = (text: string) => text.replace(/[*\\]/g, '\\$&');
      const wildcard = `${literal(value.slice(0, from))}*${literal(value.slice(to))}`;
      expect(compilePattern({ a: [{ wildcard }] })({ a: value })).toBe(true);
    }),
  );
});
