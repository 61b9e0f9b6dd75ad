import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync } from 'hyparquet';
import type { SourceSpec } from '../../functions/shared/contracts/pipeline.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;

const contents = (path: string): AsyncIterable<Buffer> => {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  return path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
};

/** Records of a text file: lines that are not blank, a line break inside quotes not counted as an end. */
const countRecords = async (path: string, quote: number | undefined): Promise<number> => {
  let records = 0;
  let quoted = false;
  let filled = false;
  for await (const chunk of contents(path)) {
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === quote) {
        quoted = !quoted;
        filled = true;
      } else if (byte === LF && !quoted) {
        if (filled) records++;
        filled = false;
      } else if (byte !== CR && byte !== SPACE) filled = true;
    }
  }
  return filled ? records + 1 : records;
};

/**
 * Rows of a file as the source's spec has it read: csv (plain or `.gz`) without its header, json lines, parquet.
 *
 * @throws Error when a `.gz` file is damaged or a parquet file has no footer
 */
export const countRows = async (path: string, source: Pick<SourceSpec, 'format' | 'csv'>): Promise<number> => {
  if (source.format === 'parquet') {
    const { num_rows } = await parquetMetadataAsync(await asyncBufferFromFile(path));
    return Number(num_rows);
  }
  if (source.format === 'json') return countRecords(path, undefined);
  const records = await countRecords(path, source.csv.quote.charCodeAt(0));
  return source.csv.header ? Math.max(0, records - 1) : records;
};
