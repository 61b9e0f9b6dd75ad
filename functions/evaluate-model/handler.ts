import * as z from 'zod';
import type { EvaluationOutcome } from '../shared/contracts/evaluation.ts';
import { trainingOutcome } from '../shared/contracts/outcomes.ts';
import { run } from '../shared/contracts/run.ts';
import { createHandler } from '../shared/handler.ts';
import { readMeasures } from '../shared/measures.ts';
import { writeJson } from '../shared/objects.ts';
import { specOf } from '../shared/spec.ts';
import { evaluate } from '../shared/statistics/evaluate.ts';

const input = z.strictObject({
  run,
  measures: z.object({ manifest: z.string() }),
  training: trainingOutcome,
  challenged: z.object({ version: z.number() }).nullable(),
});

/** Gates, then challenger against champion; the whole judgement goes beside the run, its decision and figures go on. */
export const handler = createHandler(
  input,
  async ({ run, measures, training, challenged }): Promise<EvaluationOutcome> => {
    const { spec } = await specOf(run);
    const evaluation = evaluate(spec.evaluation, await readMeasures(measures.manifest));
    const uri = `${run.prefix}evaluation.json`;
    await writeJson(uri, { ...evaluation, model: training.model, challenged, measures: measures.manifest });
    const { challenger } = evaluation.models;
    const figures = Object.entries(challenger.metrics).flatMap(([name, interval]) =>
      interval ? [[name, interval.point] as const] : [],
    );
    return {
      decision: evaluation.decision,
      reasons: evaluation.reasons,
      warnings: evaluation.warnings,
      evaluation: uri,
      metrics: Object.fromEntries(figures),
    };
  },
);
