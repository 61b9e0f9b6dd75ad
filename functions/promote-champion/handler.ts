import * as z from 'zod';
import { evaluationOutcome } from '../shared/contracts/evaluation.ts';
import { trainingOutcome } from '../shared/contracts/outcomes.ts';
import { deployment, registration } from '../shared/contracts/registration.ts';
import { run } from '../shared/contracts/run.ts';
import { NightjarError } from '../shared/errors.ts';
import { createHandler } from '../shared/handler.ts';
import { champions } from '../shared/runs.ts';
import { specOf } from '../shared/spec.ts';

/** The challenger has been verified in service: from here on it is the champion. One change on top of the version it was measured against. */
export const handler = createHandler(
  z.strictObject({
    run,
    training: trainingOutcome,
    evaluation: evaluationOutcome,
    registration,
    deployment,
    challenged: z.number(),
  }),
  async ({ run, training, evaluation, registration, deployment, challenged }) => {
    const { spec } = await specOf(run);
    const version = challenged + 1;
    const promoted = await champions.put(run.pipeline, {
      version,
      runId: run.runId,
      businessDate: run.businessDate,
      modelPackageArn: registration.modelPackageArn,
      model: training.model,
      image: training.image,
      features: Object.keys(spec.features.columns),
      endpoint: deployment.endpoint,
      endpointConfig: deployment.endpointConfig,
      metrics: evaluation.metrics,
    });
    if (promoted) return { version };
    const now = await champions.get(run.pipeline);
    if (now?.runId === run.runId) return { version: now.version };
    throw new NightjarError(
      'ChampionChanged',
      `${run.pipeline}: version ${challenged} was challenged, and by now version ${now?.version} (run ${now?.runId}) is champion`,
    );
  },
);
