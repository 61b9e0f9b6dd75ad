import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DeleteObjectsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { landSource } from '../../../cli/land/landSource.ts';
import { HEADERS } from '../../../cli/sample-data/sources.ts';
import { writeSampleData } from '../../../cli/sample-data/writeSampleData.ts';

export const customers = 300;
export type Source = keyof typeof HEADERS;
export const sources = Object.keys(HEADERS) as Source[];

/** What becomes of a source's lines before they are landed; the first is the header. */
export type Change = (lines: string[]) => string[];

const pipeline = 'credit-risk';
const csv = { format: 'csv', csv: { header: true, delimiter: ',', quote: '"', nullText: '' } } as const;
const totalled: readonly Source[] = ['transactions', 'loans'];

/** The small bank's files of a business date, written once. */
export const makeFiles = async (home: string, businessDate: string): Promise<void> => {
  await writeSampleData({ directory: join(home, 'sample'), businessDate, customers });
};

const sumOf = (lines: readonly string[], column: number): string => {
  const cents = lines.slice(1).reduce((sum, line) => {
    const text = line.split(',')[column] ?? '';
    return /^-?\d+(\.\d+)?$/.test(text) ? sum + Math.round(Number(text) * 100) : sum;
  }, 0);
  return (cents / 100).toFixed(2);
};

/** Lands a date's files, changed where a change is given, each with a control file that is true of what is landed. */
export const land = async (
  home: string,
  bucket: string,
  businessDate: string,
  changes: Partial<Record<Source, Change>> = {},
  only: readonly Source[] = sources,
): Promise<void> => {
  const s3 = new S3Client({});
  for (const source of only) {
    const folder = join(home, 'sample', source, `business_date=${businessDate}`);
    const change = changes[source];
    const name = source === 'transactions' ? 'transactions.csv.gz' : `${source}.csv`;
    const landing = { s3, bucket, pipeline, source, businessDate, spec: csv };
    if (!change) {
      await landSource(landing, [join(folder, name), join(folder, '_control.json')]);
      continue;
    }
    const bytes = readFileSync(join(folder, name));
    const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
    const lines = change(text.trimEnd().split('\n'));
    const changed = Buffer.from(`${lines.join('\n')}\n`);
    const body = name.endsWith('.gz') ? gzipSync(changed) : changed;
    const aside = join(home, 'changed', source);
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { recursive: true });
    writeFileSync(join(aside, name), body);
    const amount = HEADERS[source].split(',').indexOf('amount');
    writeFileSync(
      join(aside, '_control.json'),
      JSON.stringify({
        files: [
          {
            name,
            rows: lines.length - 1,
            bytes: body.length,
            sha256: createHash('sha256').update(body).digest('hex'),
          },
        ],
        totals: {
          rows: String(lines.length - 1),
          ...(totalled.includes(source) && { amount: sumOf(lines, amount) }),
        },
      }),
    );
    await landSource(landing, [join(aside, name), join(aside, '_control.json')]);
  }
};

/** Takes away what has landed for a date. */
export const unland = async (bucket: string, businessDate: string, source: Source): Promise<void> => {
  const s3 = new S3Client({});
  const Prefix = `landing/${pipeline}/${source}/business_date=${businessDate}/`;
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
  if (Contents.length > 0)
    await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: Contents.map(({ Key = '' }) => ({ Key })) } }),
    );
};

/** Sets a column of every `every`th row. */
export const setColumn =
  (source: Source, column: string, every: number, value: string | ((row: string[]) => string)): Change =>
  ([header = '', ...rows]) => {
    const at = HEADERS[source].split(',').indexOf(column);
    return [
      header,
      ...rows.map((line, index) => {
        if (index % every !== 0) return line;
        const fields = line.split(',');
        fields[at] = typeof value === 'string' ? value : value(fields);
        return fields.join(',');
      }),
    ];
  };
