import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import {
  type Running,
  runningCrc32,
  runningCrc32c,
  runningCrc64,
} from '../../../local-aws/services/s3/checksums/crc.ts';

/** The same by the definition, a bit at a time. */
const byBits = (polynomial: bigint, width: bigint, bytes: Uint8Array): string => {
  const ones = (1n << width) - 1n;
  let value = ones;
  for (const byte of bytes) {
    value ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
  }
  return (value ^ ones).toString(16).padStart(Number(width) / 4, '0');
};

const inPieces = (running: Running, bytes: Uint8Array, cut: number): string => {
  running.update(bytes.subarray(0, cut));
  running.update(bytes.subarray(cut));
  return running.digest().toString('hex');
};

test.each([
  ['CRC32', runningCrc32, 0xedb88320n, 32n],
  ['CRC32C', runningCrc32c, 0x82f63b78n, 32n],
  ['CRC64NVME', runningCrc64, 0x9a6c9329ac4bc9b5n, 64n],
] as const)('%s of any bytes in any pieces is what its definition says', (_name, make, polynomial, width) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 100 }), (bytes, cut) => {
      expect(inPieces(make(), bytes, cut)).toBe(byBits(polynomial, width, bytes));
    }),
  );
});

test('the definition above is zlib’s for CRC32', () => {
  expect(byBits(0xedb88320n, 32n, Buffer.from('hello'))).toBe(crc32('hello').toString(16));
});
