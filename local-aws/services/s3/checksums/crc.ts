import { crc32 } from 'node:zlib';

/** A running checksum: bytes in, digest (big-endian, as S3 writes it) out. */
export interface Running {
  update(bytes: Uint8Array): void;
  digest(): Buffer;
}

export const runningCrc32 = (): Running => {
  let value = 0;
  return {
    update: (bytes) => {
      value = crc32(bytes, value);
    },
    digest: () => word(value),
  };
};

const word = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value >>> 0);
  return buffer;
};

const SLICES = 8;

// Eight tables, so that eight bytes are taken in one step ("slicing by eight").
const crc32cTables = ((): Uint32Array[] => {
  const tables = Array.from({ length: SLICES }, () => new Uint32Array(256));
  const first = tables[0] as Uint32Array;
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    first[index] = value >>> 0;
  }
  for (let slice = 1; slice < SLICES; slice++) {
    const before = tables[slice - 1] as Uint32Array;
    const table = tables[slice] as Uint32Array;
    for (let index = 0; index < 256; index++) {
      const value = before[index] as number;
      table[index] = ((value >>> 8) ^ (first[value & 0xff] as number)) >>> 0;
    }
  }
  return tables;
})();

/** CRC32C (Castagnoli, reflected polynomial 0x82F63B78). */
export const runningCrc32c = (): Running => {
  let crc = 0xffffffff;
  const [t0, t1, t2, t3, t4, t5, t6, t7] = crc32cTables as Eight;
  const at = (table: Uint32Array, index: number): number => table[index & 0xff] as number;
  return {
    update: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let offset = 0;
      for (; offset + 8 <= bytes.length; offset += 8) {
        const low = crc ^ view.getUint32(offset, true);
        const high = view.getUint32(offset + 4, true);
        crc =
          at(t7, low) ^
          at(t6, low >>> 8) ^
          at(t5, low >>> 16) ^
          at(t4, low >>> 24) ^
          at(t3, high) ^
          at(t2, high >>> 8) ^
          at(t1, high >>> 16) ^
          at(t0, high >>> 24);
      }
      for (; offset < bytes.length; offset++) crc = (crc >>> 8) ^ at(t0, crc ^ (bytes[offset] as number));
    },
    digest: () => word(~crc),
  };
};

// CRC-64/NVME in two 32-bit halves: numbers are much faster than BigInt.
const crc64Tables = ((): { low: Uint32Array[]; high: Uint32Array[] } => {
  const low = Array.from({ length: SLICES }, () => new Uint32Array(256));
  const high = Array.from({ length: SLICES }, () => new Uint32Array(256));
  const polynomial = 0x9a6c9329ac4bc9b5n;
  const first: bigint[] = [];
  for (let index = 0; index < 256; index++) {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    first.push(value);
  }
  let current = first;
  for (let slice = 0; slice < SLICES; slice++) {
    current.forEach((value, index) => {
      (low[slice] as Uint32Array)[index] = Number(value & 0xffffffffn);
      (high[slice] as Uint32Array)[index] = Number(value >> 32n);
    });
    current = current.map((value) => (value >> 8n) ^ (first[Number(value & 0xffn)] as bigint));
  }
  return { low, high };
})();

type Eight = [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** CRC-64/NVME (reflected polynomial 0x9A6C9329AC4BC9B5). */
export const runningCrc64 = (): Running => {
  let low = 0xffffffff;
  let high = 0xffffffff;
  const [l0, l1, l2, l3, l4, l5, l6, l7] = crc64Tables.low as Eight;
  const [h0, h1, h2, h3, h4, h5, h6, h7] = crc64Tables.high as Eight;
  const at = (table: Uint32Array, index: number): number => table[index & 0xff] as number;
  return {
    update: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let offset = 0;
      for (; offset + 8 <= bytes.length; offset += 8) {
        const one = low ^ view.getUint32(offset, true);
        const two = high ^ view.getUint32(offset + 4, true);
        low =
          at(l7, one) ^
          at(l6, one >>> 8) ^
          at(l5, one >>> 16) ^
          at(l4, one >>> 24) ^
          at(l3, two) ^
          at(l2, two >>> 8) ^
          at(l1, two >>> 16) ^
          at(l0, two >>> 24);
        high =
          at(h7, one) ^
          at(h6, one >>> 8) ^
          at(h5, one >>> 16) ^
          at(h4, one >>> 24) ^
          at(h3, two) ^
          at(h2, two >>> 8) ^
          at(h1, two >>> 16) ^
          at(h0, two >>> 24);
      }
      for (; offset < bytes.length; offset++) {
        const index = low ^ (bytes[offset] as number);
        low = ((low >>> 8) | (high << 24)) ^ at(l0, index);
        high = (high >>> 8) ^ at(h0, index);
      }
    },
    digest: () => Buffer.concat([word(~high), word(~low)]),
  };
};
