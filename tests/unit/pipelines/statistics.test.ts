import fc from 'fast-check';
import { pipelineSpec } from '../../../functions/shared/contracts/pipeline.ts';
import { evaluate } from '../../../functions/shared/statistics/evaluate.ts';
import { judgeGates } from '../../../functions/shared/statistics/gates.ts';
import { jackknifeInterval, pairedInterval } from '../../../functions/shared/statistics/jackknife.ts';
import type { MeasureTables, MetricRow } from '../../../functions/shared/statistics/measureTables.ts';
import { calibrationError, populationStability } from '../../../functions/shared/statistics/stability.ts';
import { minimalSpec } from './specs.ts';

const { evaluation } = pipelineSpec.parse(minimalSpec);

const rows = (model: string, point: number, spread: number): MetricRow[] =>
  Array.from({ length: 21 }, (_, replicate) => ({
    model,
    attribute: 'all',
    value: 'all',
    replicate,
    rows: 1000n,
    positives: 100n,
    auc: replicate === 0 ? point : point + spread * (replicate % 2 === 0 ? 1 : -1),
    average_precision: 0.5,
    ks: 0.4,
    brier: 0.1,
    log_loss: 0.3,
  }));

const tablesOf = (metrics: MetricRow[], more: Partial<MeasureTables> = {}): MeasureTables => ({
  metrics,
  calibration: [],
  feature_stability: [],
  score_stability: [],
  ...more,
});

describe('a jackknife interval', () => {
  test('equals the figure of a textbook: the standard error of a mean', () => {
    const values = [3, 5, 9, 11, 22];
    const total = values.reduce((sum, value) => sum + value, 0);
    const interval = jackknifeInterval(
      total / 5,
      values.map((value) => (total - value) / 4),
    );

    // s / √n of the values: 7.4162 / 2.2361
    expect(interval.standardError).toBeCloseTo(Math.sqrt(55 / 5), 10);
    expect(interval.high - interval.point).toBeCloseTo(2.776445 * Math.sqrt(11), 6);
  });

  test('of a model against itself is nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 25 }),
        (replicates) => {
          const paired = pairedInterval({ point: 0.7, replicates }, { point: 0.7, replicates });

          expect(paired).toEqual({ point: 0, low: 0, high: 0, standardError: 0 });
        },
      ),
    );
  });

  test('needs replicates that pair', () => {
    expect(() => jackknifeInterval(1, [1])).toThrow(RangeError);
    expect(() => pairedInterval({ point: 1, replicates: [1, 2] }, { point: 1, replicates: [1, 2, 3] })).toThrow(
      /do not pair/,
    );
  });
});

describe('stability', () => {
  test('of equal shares is nothing, however many rows', () => {
    expect(
      populationStability([
        { expected: 1000, actual: 100_000 },
        { expected: 1000, actual: 100_000 },
      ]),
    ).toBeCloseTo(0, 6);
  });

  test('grows with the distance and is never below nothing', () => {
    const bins = fc.array(fc.record({ expected: fc.nat(1000), actual: fc.nat(1000) }), { minLength: 2, maxLength: 11 });
    fc.assert(
      fc.property(bins, (each) => {
        const psi = populationStability(each);
        expect(Number.isNaN(psi) || psi >= 0).toBe(true);
      }),
    );
    expect(
      populationStability([
        { expected: 500, actual: 250 },
        { expected: 500, actual: 750 },
      ]),
    ).toBeCloseTo(0.2747, 2);
  });

  test('of an empty population cannot be said', () => {
    expect(populationStability([{ expected: 0, actual: 5 }])).toBeNaN();
  });

  test('calibration error weighs bins by their rows', () => {
    const bins = [
      { rows: 90, positives: 9, meanScore: 0.2 },
      { rows: 10, positives: 5, meanScore: 0.5 },
    ];

    expect(calibrationError(bins)).toBeCloseTo(0.09, 12);
  });
});

describe('the decision', () => {
  test('promotes a first model that passes', () => {
    const judged = evaluate({ ...evaluation, gates: { auc: { min: 0.7 } } }, tablesOf(rows('challenger', 0.8, 0.001)));

    expect(judged.decision).toBe('promote');
    expect(judged.reasons[0]).toMatch(/first model/);
  });

  test('rejects a model below a gate, in words', () => {
    const judged = evaluate({ ...evaluation, gates: { auc: { min: 0.7 } } }, tablesOf(rows('challenger', 0.65, 0.001)));

    expect(judged).toMatchObject({ decision: 'reject', reasons: ['auc 0.65 is not at least 0.7'] });
  });

  test('rejects a figure that could not be computed', () => {
    const [gate] = judgeGates(
      { psi: { max: 0.2 } },
      { rows: 1, positives: 0, metrics: {}, calibrationError: undefined },
      undefined,
    );

    expect(gate).toMatchObject({ passed: false, text: 'psi could not be computed on this holdout' });
  });

  test.each([
    ['better', 0.8, 0.75, 'promote'],
    ['better', 0.8, 0.8, 'keep'],
    ['not-worse', 0.8, 0.8, 'promote'],
    ['not-worse', 0.799, 0.8, 'promote'],
    ['not-worse', 0.79, 0.8, 'keep'],
  ] as const)('by the rule "%s" of %d against %d is %s', (promote, challenger, champion, decision) => {
    const tables = tablesOf([...rows('challenger', challenger, 0), ...rows('champion', champion, 0)]);

    expect(evaluate({ ...evaluation, promote }, tables).decision).toBe(decision);
  });

  test('keeps the champion when too little is known', () => {
    const wide = [...rows('challenger', 0.8, 0.02), ...rows('champion', 0.8, 0)];

    expect(evaluate(evaluation, tablesOf(wide))).toMatchObject({
      decision: 'keep',
      reasons: [expect.stringMatching(/may be worse/)],
    });
  });

  test('warns of adverse impact, or rejects for it where the spec says so', () => {
    const impact = [
      { model: 'challenger', attribute: 'gender', value: 'f', rows: 200, favourable: 100 },
      { model: 'challenger', attribute: 'gender', value: 'm', rows: 200, favourable: 180 },
      { model: 'challenger', attribute: 'gender', value: 'x', rows: 3, favourable: 0 },
    ];
    const rule = { favourable: 'low-score', share: 0.7, minimumRatio: 0.8, minimumGroupRows: 100 } as const;
    const tables = tablesOf(rows('challenger', 0.8, 0), { adverse_impact: impact });
    const warned = evaluate({ ...evaluation, adverseImpact: { ...rule, action: 'warn' } }, tables);
    const rejected = evaluate({ ...evaluation, adverseImpact: { ...rule, action: 'reject' } }, tables);

    expect(warned).toMatchObject({ decision: 'promote', warnings: [expect.stringMatching(/gender "f"/)] });
    expect(warned.fairness.map((group) => group.verdict)).toEqual(['violated', 'holds', 'too-few']);
    expect(rejected.decision).toBe('reject');
  });

  test('judges drift by the feature that moved most where training rows were not scored', () => {
    const moved = [
      { feature: 'a', bin: 0, expected: 500, actual: 500 },
      { feature: 'a', bin: 1, expected: 500, actual: 500 },
      { feature: 'b', bin: 0, expected: 500, actual: 50 },
      { feature: 'b', bin: 1, expected: 500, actual: 950 },
    ];
    const judged = evaluate(
      { ...evaluation, gates: { psi: { max: 0.25 } } },
      tablesOf(rows('challenger', 0.8, 0), { feature_stability: moved }),
    );

    expect(judged.decision).toBe('reject');
    expect(judged.stability.features.map(({ feature }) => feature)).toEqual(['a', 'b']);
  });
});
