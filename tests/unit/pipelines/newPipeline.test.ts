import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PipelineRunner } from '../../../bench/model/pipelineRunner.ts';
import { readDataFiles } from '../../../cli/land/dataFiles.ts';
import { createPipeline } from '../../../cli/new/createPipeline.ts';
import { sqlNames } from '../../../cli/new/names.ts';
import { type NewPipeline, NewPipelineInvalid } from '../../../cli/new/pipelineRequest.ts';
import { readPipeline } from '../../../functions/shared/pipelines/readPipeline.ts';

jest.setTimeout(60_000);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A table as people have them: semicolons, quotes, decimal commas, markers of missing, names that are no SQL names. */
const messy = (rows: number): string => {
  const lines = ['Kunden Nr;Größe (m²);select;Eröffnet am;aktiv;Ort;Bemerkung;leer;fest;Umsatz;Ergebnis'];
  for (let i = 0; i < rows; i++) {
    const size = i % 11 === 0 ? 'k.A.' : `${i % 7},${i % 10}`;
    lines.push(
      [
        `K${i}`,
        size === 'k.A.' ? 'NA' : size,
        ['red', 'green', "O'Hara"][i % 3],
        `${String(1 + (i % 28)).padStart(2, '0')}.0${1 + (i % 9)}.2024`,
        i % 2 === 0 ? 'ja' : 'nein',
        i % 13 === 0 ? '' : `Ort ${i % 70}`,
        `"note; number ${i}, ""quoted"""`,
        '',
        'x',
        i % 17 === 0 ? '' : String(i * 1.25),
        (i * 7) % 10 < 3 ? 'bad' : 'good',
      ].join(';'),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
};

const create = async (text: string | Buffer, request: Partial<NewPipeline>, file = 'data.csv') => {
  const csv = join(folder, file);
  await writeFile(csv, text);
  return createPipeline(join(folder, 'pipelines'), { name: 'fresh', csv, label: 'y', ...request });
};

describe('nightjar new', () => {
  test('makes a folder that runs without an edit', async () => {
    const { folder: made, plan, notes } = await create(messy(1200), { label: 'Ergebnis' });
    const pipeline = await readPipeline(made);
    const data = await readDataFiles(made);
    const runner = new PipelineRunner(pipeline, '2026-11-22', folder);

    const { clean, features } = await runner.run(data?.sources ?? {});

    expect(plan.label).toMatchObject({ positive: 'bad', share: 0.3 });
    expect(notes.join('\n')).toMatch(
      /not used: Kunden Nr.*\n.*not used: Bemerkung.*\n.*not used: leer.*\n.*not used: fest/,
    );
    expect(clean.outputs.map(({ name, rows }) => [name, rows])).toEqual([
      ['records', 1200],
      ['records_quarantined', 0],
    ]);
    const folds = Object.fromEntries(features.outputs.map(({ name, rows }) => [name, rows]));
    expect(folds.features).toBe(1200);
    expect((folds.train ?? 0) + (folds.validation ?? 0) + (folds.holdout ?? 0)).toBe(1200);
  }, 60_000);

  test('keeps groups together and splits by time', async () => {
    const { folder: made } = await create(messy(400), { label: 'Ergebnis', time: 'Eröffnet am', group: ['Ort'] });
    const { spec } = await readPipeline(made);

    expect(spec.split.by).toBe('time');
    expect(spec.features).toMatchObject({ time: 'eroffnet_am', carried: { split_group: 'STRING' } });
    expect(await readFile(join(made, 'sql', 'features.sql'), 'utf8')).toMatch(
      /min\(eroffnet_am\) OVER \(PARTITION BY ort\)/,
    );
  });

  test('reads a compressed file', async () => {
    const text = `a,y\n${Array.from({ length: 100 }, (_, i) => `${i * 1.5},${i % 2}`).join('\n')}\n`;
    const { plan } = await create(gzipSync(text), {}, 'data.csv.gz');

    expect(plan.table.rows).toBe(100);
    expect(plan.label.positive).toBe('1');
  });

  const rows = (value: (i: number) => string) =>
    `a,y\n${Array.from({ length: 90 }, (_, i) => `${i * 1.5},${value(i)}`).join('\n')}\n`;
  test.each<[string, string, Partial<NewPipeline>, RegExp]>([
    [
      'a label that is not there',
      rows((i) => String(i % 2)),
      { label: 'yy' },
      /no column "yy" for --label; did you mean "y"\?/,
    ],
    ['one class only', rows(() => '1'), {}, /only one class, 1 \(90\)/],
    [
      'three classes and no --positive',
      rows((i) => String(i % 3)),
      {},
      /3 values: 0 \(30\), 1 \(30\), 2 \(30\); say which one .* --positive/,
    ],
    [
      'a positive value that is not there',
      rows((i) => String(i % 3)),
      { positive: '7' },
      /has no value "7" for --positive/,
    ],
    ['an empty file', '', {}, /is empty/],
    ['a file without rows', 'a,y\n', {}, /a header and no rows/],
    ['a header with a name twice', `y,y\n1,2\n`, {}, /two columns are named "y"/],
    [
      'an id that does not tell rows apart',
      rows((i) => String(i % 2)).replaceAll(/^(\d)[^,]*/gm, '$1'),
      { id: 'a' },
      /does not tell rows apart/,
    ],
    ['a time that is none', rows((i) => String(i % 2)), { time: 'a' }, /holds no dates of one form/],
    ['a name that is none', rows((i) => String(i % 2)), { name: 'Big Model' }, /is no name for a pipeline/],
    [
      'nothing to learn from',
      `y,z\n${Array.from({ length: 90 }, (_, i) => `${i % 2},k`).join('\n')}`,
      {},
      /no column to learn from/,
    ],
  ])('refuses %s and writes nothing', async (_, text, request, message) => {
    const attempt = create(text, request);

    await expect(attempt).rejects.toThrow(message);
    await expect(attempt).rejects.toBeInstanceOf(NewPipelineInvalid);
    expect(await readdir(folder)).toEqual(['data.csv']);
  });

  test('does not overwrite a pipeline', async () => {
    await create(
      rows((i) => String(i % 2)),
      {},
    );

    await expect(
      create(
        rows((i) => String(i % 2)),
        {},
      ),
    ).rejects.toThrow(/there is a pipeline "fresh" already/);
  });

  test('makes SQL names of any header', () => {
    expect(sqlNames(['Größe (m²)', 'select', '日本', '2nd', 'customerId', 'a b', 'a-b'])).toEqual([
      'grosse_m2',
      'select_value',
      'column_3',
      'c_2nd',
      'customer_id',
      'a_b',
      'a_b_2',
    ]);
  });
});
