import fc from 'fast-check';
import { parseUbjson, type UbjsonValue } from '../../../functions/publish-report/importance/ubjson.ts';
import { html, table } from '../../../functions/shared/html.ts';

describe('a report’s markup', () => {
  test('escapes every value that is no markup already', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { html: written } = html`<p title="${text}">${text}</p>`;
        const inside = written.slice('<p title="'.length, -'</p>'.length);
        expect(inside.replace('">', '')).not.toMatch(/[<>"']/);
      }),
    );
  });

  test('escapes names in tables, and leaves markup as it is', () => {
    const { html: written } = table(['<script>'], [[html`<b>${'a & b'}</b>`]]);

    expect(written).toContain('&lt;script&gt;');
    expect(written).toContain('<b>a &amp; b</b>');
    expect(written).not.toContain('<script>');
  });
});

/** A value as draft 12 writes it, in the widest forms: what the reader must take whatever the writer chose. */
const write = (value: UbjsonValue): Buffer => {
  if (value === null) return Buffer.from('Z');
  if (typeof value === 'boolean') return Buffer.from(value ? 'T' : 'F');
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.write('D');
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'bigint') return long(value);
  if (typeof value === 'string') return Buffer.concat([Buffer.from('S'), text(value)]);
  if (Array.isArray(value)) return Buffer.concat([Buffer.from('['), ...value.map(write), Buffer.from(']')]);
  const members = Object.entries(value).flatMap(([key, inner]) => [text(key), write(inner)]);
  return Buffer.concat([Buffer.from('{'), ...members, Buffer.from('}')]);
};
const long = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(9);
  bytes.write('L');
  bytes.writeBigInt64BE(value, 1);
  return bytes;
};
const text = (value: string): Buffer => {
  const bytes = Buffer.from(value);
  return Buffer.concat([long(BigInt(bytes.length)), bytes]);
};

describe('a model’s UBJSON', () => {
  const { tree } = fc.letrec<{ tree: UbjsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.string(),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  test('is read as it was written', () => {
    fc.assert(fc.property(tree, (value) => expect(parseUbjson(write(value))).toEqual(value)));
  });

  test('is read in containers of one type and a count', () => {
    const typed = Buffer.concat([Buffer.from('[$i#'), Buffer.from('U'), Buffer.from([3]), Buffer.from([1, 255, 3])]);

    expect(parseUbjson(typed)).toEqual([1, -1, 3]);
  });

  test('with a marker that nobody knows is refused, with its place', () => {
    expect(() => parseUbjson(Buffer.from('[?]'))).toThrow('UBJSON: unknown marker "?" at byte 1');
  });
});
