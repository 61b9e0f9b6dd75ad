import { createHash } from 'node:crypto';
import { type Running, runningCrc32, runningCrc32c, runningCrc64 } from './crc.ts';

const hash = (name: string) => (): Running => {
  const running = createHash(name);
  return { update: (bytes) => void running.update(bytes), digest: () => running.digest() };
};

/** Checksum algorithms by the name that S3 gives them. */
export const algorithms = {
  CRC32: runningCrc32,
  CRC32C: runningCrc32c,
  CRC64NVME: runningCrc64,
  SHA1: hash('sha1'),
  SHA256: hash('sha256'),
  SHA512: hash('sha512'),
  MD5: hash('md5'),
} as const satisfies Record<string, () => Running>;

export type Algorithm = keyof typeof algorithms;

/** Stored checksums: base64 by algorithm. */
export type Checksums = Partial<Record<Algorithm, string>>;

export const algorithmNames = Object.keys(algorithms) as Algorithm[];

/** `CRC32` → `ChecksumCRC32`, the member of requests and answers. */
export const checksumMembers = (checksums: Checksums): Record<string, string> =>
  Object.fromEntries(Object.entries(checksums).map(([name, value]) => [`Checksum${name}`, value]));

/** The checksums that a request's members carry. */
export const givenChecksums = (input: object): Checksums => {
  const given: Checksums = {};
  for (const name of algorithmNames) {
    const value = (input as Record<string, unknown>)[`Checksum${name}`];
    if (typeof value === 'string') given[name] = value;
  }
  return given;
};

export const isAlgorithm = (name: string): name is Algorithm => name in algorithms;
