import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PipelineRunner } from '../../../bench/model/pipelineRunner.ts';
import { pipelineSpec } from '../../../functions/shared/contracts/pipeline.ts';
import { measureSql } from '../../../functions/shared/sql/measureSql.ts';
import { evaluate } from '../../../functions/shared/statistics/evaluate.ts';
import type { MeasureTables } from '../../../functions/shared/statistics/measureTables.ts';
import { minimalSpec } from './specs.ts';

const ROWS = 400;
const scoreOf = {
  challenger: (i: number) => ((i * 7919) % 101) / 101,
  champion: (i: number) => ((i * 104729) % 53) / 53,
};
const labelOf = (i: number) => (((i * 7919) % 101) + ((i * 31) % 37) > 95 ? 1 : 0);

describe('the measures of two models with many tied scores', () => {
  let folder: string;
  let tables: MeasureTables;
  const spec = pipelineSpec.parse({
    ...minimalSpec,
    features: { ...minimalSpec.features, protected: { gender: 'STRING' } },
    evaluation: { segments: ['gender'], adverseImpact: { share: 0.5, minimumGroupRows: 10 } },
  });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'measures-'));
    await mkdir(join(folder, 'in'), { recursive: true });
    const ids = Array.from({ length: ROWS }, (_, i) => i);
    const features = ids.map((i) => `${i},holdout,${labelOf(i)},${i % 7},${i % 3 === 0 ? 'f' : 'm'}`);
    const train = ids.map((i) => `${ROWS + i},train,${labelOf(i)},${i % 7},f`);
    await writeFile(join(folder, 'in', 'features.csv'), `${[...features, ...train].join('\n')}\n`);
    for (const role of ['challenger', 'champion'] as const) {
      await writeFile(join(folder, 'in', `${role}.csv`), `${ids.map((i) => `${i},${scoreOf[role](i)}`).join('\n')}\n`);
    }
    const runner = new PipelineRunner({ spec, files: new Map() }, '2026-11-22', folder);
    const csv = { header: false, delimiter: ',', quote: '"', nullText: '' };
    const typed = await runner.step(
      'load',
      [
        {
          name: 'text',
          format: 'csv',
          files: ['s3://in/features.csv'],
          csv,
          columns: ['id', 'fold', 'label', 'x', 'gender'].map((name) => ({ name, type: 'STRING' })),
        },
      ],
      [],
      [
        {
          name: 'features',
          format: 'parquet',
          sql: 'SELECT CAST(id AS BIGINT) AS row_key, fold, CAST(label AS INT) AS label, CAST(x AS INT) AS x, gender FROM text',
          columns: [
            { name: 'row_key', type: 'BIGINT' },
            { name: 'fold', type: 'STRING' },
            { name: 'label', type: 'INT' },
            { name: 'x', type: 'INT' },
            { name: 'gender', type: 'STRING' },
          ],
        },
      ],
    );
    const { inputs, views, outputs } = measureSql(spec, ['challenger', 'champion']);
    const measured = await runner.step(
      'measures',
      [
        runner.input(typed, 'features'),
        ...inputs.map(({ name, columns }) => ({
          name,
          columns,
          csv,
          format: 'csv' as const,
          files: [`s3://in/${name.replace('scores_', '')}.csv`],
        })),
      ],
      views,
      outputs.map((output) => ({ ...output, format: 'json' as const })),
    );
    const read = async (name: string) => {
      const uri = measured.outputs.find((output) => output.name === name)?.files[0]?.uri ?? '';
      const text = await readFile(runner.path(uri), 'utf8');
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    const names = ['metrics', 'calibration', 'feature_stability', 'score_stability', 'adverse_impact', 'curves'];
    tables = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await read(name)])),
    ) as unknown as MeasureTables;
  }, 60_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  // Recorded with scikit-learn 1.9.1 and scipy's ks_2samp on the same rows.
  test.each([
    [
      'challenger',
      0.9666084155701754,
      0.8915991046429608,
      0.8305921052631579,
      0.16061121458680522,
      0.47892088695595275,
    ],
    [
      'champion',
      0.47762472587719296,
      0.22605147464923012,
      0.06524122807017543,
      0.32809184763260946,
      0.9689655190583109,
    ],
  ])('equal scikit-learn for the %s', (model, auc, averagePrecision, ks, brier, logLoss) => {
    const row = tables.metrics.find(
      (each) => each.model === model && each.attribute === 'all' && Number(each.replicate) === 0,
    );

    expect(Number(row?.rows)).toBe(ROWS);
    expect(row?.auc).toBeCloseTo(auc, 12);
    expect(row?.average_precision).toBeCloseTo(averagePrecision, 12);
    expect(row?.ks).toBeCloseTo(ks, 12);
    expect(row?.brier).toBeCloseTo(brier, 12);
    expect(row?.log_loss).toBeCloseTo(logLoss, 10);
  });

  test('hold twenty replicates that together leave out every row once', () => {
    const replicates = tables.metrics.filter(
      (row) => row.model === 'challenger' && row.attribute === 'all' && Number(row.replicate) > 0,
    );

    expect(replicates).toHaveLength(20);
    expect(replicates.reduce((sum, row) => sum + ROWS - Number(row.rows), 0)).toBe(ROWS);
  });

  test('add up over the groups of a segment', () => {
    const groups = tables.metrics.filter((row) => row.model === 'champion' && row.attribute === 'gender');

    expect(groups.map((row) => row.value).sort()).toEqual(['f', 'm']);
    expect(groups.reduce((sum, row) => sum + Number(row.positives), 0)).toBe(96);
  });

  test('draw curves of at most 200 points', () => {
    const { curves } = tables as unknown as { curves: { model: string; true_positive_rate: number }[] };
    const points = curves.filter((point) => point.model === 'challenger');

    expect(points.length).toBeGreaterThan(20);
    expect(points.length).toBeLessThanOrEqual(200);
    expect(Math.max(...points.map((point) => point.true_positive_rate))).toBe(1);
  });

  test('decide for the challenger, which is far better', () => {
    const evaluation = evaluate({ ...spec.evaluation, promote: 'better' }, tables);

    expect(evaluation.decision).toBe('promote');
    expect(evaluation.difference?.low).toBeGreaterThan(0.2);
    expect(evaluation.fairness.map((group) => group.attribute)).toEqual(['gender', 'gender']);
  });
});
