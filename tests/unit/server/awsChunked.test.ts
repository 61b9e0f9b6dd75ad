import { Readable } from 'node:stream';
import fc from 'fast-check';
import { AwsChunkedDecoder, isAwsChunked } from '../../../local-aws/protocols/awsChunked.ts';

const frame = (chunks: readonly Uint8Array[], trailers: Record<string, string>, signed: boolean): Buffer => {
  const parts = [...chunks.filter(({ length }) => length > 0), new Uint8Array()].map((chunk) => {
    const size = `${chunk.length.toString(16)}${signed ? ';chunk-signature=0123456789abcdef' : ''}\r\n`;
    return chunk.length === 0 ? Buffer.from(size) : Buffer.concat([Buffer.from(size), chunk, Buffer.from('\r\n')]);
  });
  const lines = Object.entries(trailers).map(([name, value]) => `${name}:${value}\r\n`);
  return Buffer.concat([...parts, Buffer.from(`${lines.join('')}\r\n`)]);
};

/** The bytes, however the wire cuts them. */
const cut = (bytes: Buffer, at: readonly number[]): Buffer[] => {
  const borders = [0, ...at.map((each) => each % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  return borders
    .slice(1)
    .map((end, index) => bytes.subarray(borders[index] ?? 0, end))
    .filter(({ length }) => length > 0);
};

const decode = async (pieces: readonly Buffer[], expected?: number) => {
  const decoder = new AwsChunkedDecoder(expected);
  const chunks: Buffer[] = [];
  for await (const chunk of Readable.from(pieces).compose(decoder)) chunks.push(chunk as Buffer);
  return { bytes: Buffer.concat(chunks), trailers: decoder.trailers };
};

test('whatever the chunks and wherever the wire cuts them, the bytes and trailers come out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.boolean(),
      async (chunks, borders, signed) => {
        const framed = frame(chunks, { 'x-amz-checksum-crc32': 'AAAA', 'x-amz-trailer-signature': 'f' }, signed);
        const whole = Buffer.concat(chunks);
        const { bytes, trailers } = await decode(cut(framed, borders), whole.length);
        expect(bytes.equals(whole)).toBe(true);
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'AAAA', 'x-amz-trailer-signature': 'f' });
      },
    ),
  );
});

test.each([
  ['no last chunk', '3\r\nabc\r\n', undefined],
  ['a chunk that is cut off', '5\r\nabc', undefined],
  ['a chunk longer than it says', '2\r\nabc\r\n0\r\n\r\n', undefined],
  ['a size that is none', 'xyz\r\nabc\r\n0\r\n\r\n', undefined],
  ['fewer bytes than were announced', '3\r\nabc\r\n0\r\n\r\n', 4],
  ['a trailer that is no header', '0\r\nnonsense\r\n\r\n', undefined],
])('%s is IncompleteBody', async (_what, text, expected) => {
  await expect(decode([Buffer.from(text)], expected)).rejects.toMatchObject({ code: 'IncompleteBody' });
});

test.each([
  [{ 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }, true],
  [{ 'content-encoding': 'gzip, aws-chunked' }, true],
  [{ 'content-encoding': 'gzip' }, false],
  [{}, false],
])('a body with headers %j is framed: %s', (headers, framed) => {
  expect(isAwsChunked(headers)).toBe(framed);
});
