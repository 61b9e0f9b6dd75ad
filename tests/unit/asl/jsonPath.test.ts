import fc from 'fast-check';
import type { Json } from '../../../local-aws/asl/json.ts';
import { evaluatePath, PathNotFound } from '../../../local-aws/asl/query/jsonpath/evaluatePath.ts';
import { PathSyntaxError, parsePath } from '../../../local-aws/asl/query/jsonpath/parsePath.ts';

const at = (path: string, value: Json): Json => evaluatePath(parsePath(path), value);

const order = {
  id: 7,
  'delivery-partner': 'UQS',
  items: [
    { name: 'a', price: 3, tags: ['x'] },
    { name: 'b', price: 12, tags: [] },
    { name: 'c', tags: ['x', 'y'] },
  ],
};

test.each<[string, Json]>([
  ['$', order],
  ['$.id', 7],
  ["$['delivery-partner']", 'UQS'],
  ['$.delivery-partner', 'UQS'],
  ['$.items[0].name', 'a'],
  ['$.items[-1].name', 'c'],
  ['$.items[9]', null],
  ['$.items[0,2].name', ['a', 'c']],
  ['$.items[1:].name', ['b', 'c']],
  ['$.items[:1].name', ['a']],
  ['$.items[*].price', [3, 12]],
  ['$..price', [3, 12]],
  ['$.items[?(@.price > 5)].name', ['b']],
  ["$.items[?(@.price && @.name != 'b')].name", ['a']],
  ["$.items[?(@.name in ['b','c'])].name", ['b', 'c']],
  ["$.items[?(@.tags contains 'y')].name", ['c']],
  ['$.items[?(@.name =~ /[ab]/)].name', ['a', 'b']],
  ['$.items[?(!(@.price))].name', ['c']],
  ['$.items[?(@.price > 100)]', []],
  ['$.items.length()', 3],
])('%s', (path, expected) => {
  expect(at(path, order)).toEqual(expected);
});

test.each([
  ['$.none', "No results for path: $['none']"],
  ['$.id.none', "Missing property in path $['id']['none']"],
  ['$.none[*]', "No results for path: $['none']"],
])('%s finds nothing', (path, message) => {
  expect(() => at(path, order)).toThrow(path === '$.none[*]' ? PathNotFound : new PathNotFound(message));
});

test.each(['', 'items', '$.', '$.items[', "$['a", '$.items[?(@.a >)]', '$.a b'])('%p is no path', (path) => {
  expect(() => parsePath(path)).toThrow(PathSyntaxError);
});

test('a path of names leads to what lies there, whatever the names', () => {
  const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.jsonValue(), (names, leaf) => {
      const value = names.reduceRight<Json>((inner, each) => ({ [each]: inner }), leaf as Json);
      const path = `$${names.map((each) => `['${each.replace(/[\\']/g, '\\$&')}']`).join('')}`;
      expect(at(path, value)).toEqual(leaf);
    }),
  );
});
