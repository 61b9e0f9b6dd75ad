import { featuresOutcome, type ScoreOutcome, scoreOutcome } from '../shared/contracts/outcomes.ts';
import { glueDriver } from '../shared/jobs/glue.ts';
import { measureSql, type Role } from '../shared/sql/measureSql.ts';
import { createStageHandler } from '../shared/stage.ts';
import { inputFrom, manifestOf, planStep } from '../shared/steps.ts';

/** Exact metrics of each model on the holdout, their replicates, curves and distributions: aggregated where the data are. */
export const handler = createStageHandler({
  stage: 'MeasureModels',
  kind: 'glue',
  driver: glueDriver,
  input: { features: featuresOutcome, scores: scoreOutcome, championScores: scoreOutcome.nullable() },
  plan: async ({ run, features, scores, championScores }, pipeline) => {
    const scored: { role: Role; outcome: ScoreOutcome }[] = [
      { role: 'challenger', outcome: scores },
      ...(championScores ? [{ role: 'champion' as const, outcome: championScores }] : []),
    ];
    const { inputs, views, outputs } = measureSql(
      pipeline.spec,
      scored.map(({ role }) => role),
    );
    return planStep(run, pipeline, {
      name: 'measures',
      inputs: [
        inputFrom(await manifestOf(features.manifest), 'features'),
        ...inputs.map(({ name, columns }, index) => {
          const { scores: uri = '', scoresEtag = '' } = scored[index]?.outcome ?? {};
          return {
            name,
            format: 'csv' as const,
            files: [uri],
            etags: { [uri]: scoresEtag },
            columns,
            csv: { header: false, delimiter: ',', quote: '"', nullText: '' },
          };
        }),
      ],
      views,
      outputs: outputs.map((output) => ({ ...output, area: 'measures', format: 'json', totals: { rows: 'count(*)' } })),
    });
  },
});
