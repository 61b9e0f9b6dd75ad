import { gunzipSync } from 'node:zlib';

const block = 512;
const field = (header: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(header.subarray(from, to)).replace(/\0.*$/s, '');

/** One file of a `.tar.gz`, by its name without `./`; undefined where it holds none. */
export const fileOfTarGz = (archive: Uint8Array, wanted: string): Uint8Array | undefined => {
  const tar = gunzipSync(archive);
  for (let at = 0; at + block <= tar.length; ) {
    const header = tar.subarray(at, at + block);
    const name = field(header, 0, 100).replace(/^\.\//, '');
    if (name === '') return undefined;
    const size = Number.parseInt(field(header, 124, 136).trim(), 8) || 0;
    const from = at + block;
    if (name === wanted) return tar.subarray(from, from + size);
    at = from + Math.ceil(size / block) * block;
  }
  return undefined;
};
