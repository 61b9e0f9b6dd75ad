import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { NewPipelineInvalid } from './pipelineRequest.ts';

/** How a delimited file is written. */
export interface CsvShape {
  delimiter: string;
  header: string[];
}

const DELIMITERS = [',', ';', '\t', '|', ' '];
const SAMPLE_BYTES = 1 << 18;

const sampleOf = async (path: string): Promise<{ text: string; whole: boolean }> => {
  const file = createReadStream(path);
  const bytes: AsyncIterable<Buffer> = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of bytes) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= SAMPLE_BYTES) break;
    }
  } catch (cause) {
    throw new NewPipelineInvalid(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  } finally {
    file.destroy();
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    whole: size < SAMPLE_BYTES,
  };
};

/** Splits the first records of a text; quotes protect delimiters and line breaks. */
const records = (text: string, delimiter: string, most: number): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length && rows.length < most; at++) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (character === '"' && field === '') quoted = true;
    else if (character === delimiter) {
      row.push(field);
      field = '';
    } else if (character === '\n') {
      row.push(field.replace(/\r$/, ''));
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
      field = '';
    } else field += character;
  }
  if (rows.length < most && (field !== '' || row.length > 0)) rows.push([...row, field.replace(/\r$/, '')]);
  return rows;
};

/**
 * Finds the delimiter by which the first lines split into the most columns, all alike, and the header's names.
 *
 * @throws NewPipelineInvalid for an empty file, a file without rows, and a header with an empty or repeated name
 */
export const sniff = async (path: string): Promise<CsvShape> => {
  const { text, whole } = await sampleOf(path);
  if (text.trim() === '') throw new NewPipelineInvalid(`${path} is empty`);
  const candidates = DELIMITERS.map((delimiter) => {
    const rows = records(text, delimiter, 200);
    // The last record of a sample may be cut off.
    const complete = whole || rows.length === 200 ? rows : rows.slice(0, -1);
    const width = complete[0]?.length ?? 0;
    const alike = complete.filter((row) => row.length === width).length / Math.max(1, complete.length);
    return { delimiter, header: complete[0] ?? [], width, alike, rows: complete.length };
  });
  const best = candidates
    .filter(({ width, alike }) => width > 1 && alike >= 0.95)
    .sort((a, b) => b.alike - a.alike || b.width - a.width)[0];
  if (best === undefined) {
    throw new NewPipelineInvalid(
      `${path}: no delimiter of comma, semicolon, tab, | and space splits its lines into equally many columns`,
    );
  }
  if (best.rows < 2) throw new NewPipelineInvalid(`${path} has a header and no rows`);
  best.header.forEach((name, index) => {
    if (name.trim() === '') throw new NewPipelineInvalid(`${path}: column ${index + 1} has no name in the header line`);
    if (best.header.indexOf(name) !== index) throw new NewPipelineInvalid(`${path}: two columns are named "${name}"`);
  });
  return { delimiter: best.delimiter, header: best.header };
};
