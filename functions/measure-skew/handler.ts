import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { s3 } from '../shared/clients/s3.ts';
import { featuresOutcome } from '../shared/contracts/outcomes.ts';
import { run } from '../shared/contracts/run.ts';
import { createHandler } from '../shared/handler.ts';
import { hashOf } from '../shared/hash.ts';
import { layout } from '../shared/layout.ts';
import { logger } from '../shared/logger.ts';
import { metrics } from '../shared/metrics.ts';
import { parseJson, parseUri, readText, uriOf, writeJson } from '../shared/objects.ts';
import { type Decision, decisionSchema } from '../shared/online/decision.ts';
import { specOf } from '../shared/spec.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';
import { compareVectors } from './compare.ts';

const sampleFiles = 200;
const sampleDecisions = 5000;

/** A sample of the day's decisions: files by the hash of their names, so that no hour of the day is preferred. */
const sampleOf = async (pipeline: string, date: string): Promise<Decision[]> => {
  const { Bucket, Key: Prefix } = parseUri(layout.decisions(pipeline, date));
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3() }, { Bucket, Prefix }))
    keys.push(...Contents.map(({ Key = '' }) => Key));
  const chosen = keys.map((key) => ({ key, rank: hashOf(key) })).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const byId = new Map<number, Decision>();
  for (const { key } of chosen.slice(0, sampleFiles)) {
    if (byId.size >= sampleDecisions) break;
    const uri = uriOf(Bucket, key);
    for (const line of ((await readText(uri)) ?? '').split('\n').filter(Boolean)) {
      const decision = parseJson(line, uri, decisionSchema);
      byId.set(decision.transactionId, decision);
    }
  }
  return [...byId.values()].filter(({ featureSetVersion }) => featureSetVersion !== null).slice(0, sampleDecisions);
};

/** Recomputed by the batch, the day's decisions must have been made of the same vectors: the share that was not is the skew. */
export const handler = createHandler(z.strictObject({ run, features: featuresOutcome }), async ({ run, features }) => {
  const { spec } = await specOf(run);
  const decisions = await sampleOf(run.pipeline, run.businessDate);
  const wanted = new Set(decisions.map(({ transactionId }) => transactionId));
  const [file] = outputOf(await manifestOf(features.manifest), 'scoring').files;
  const rows = new Map<number, string>();
  if (wanted.size > 0)
    for (const line of ((file && (await readText(file.uri))) ?? '').split('\n')) {
      const id = Number(line.slice(0, line.indexOf(',')));
      if (wanted.has(id)) rows.set(id, line);
    }
  const skew = compareVectors(decisions, rows, Object.keys(spec.features.columns));
  const share = skew.compared === 0 ? 0 : skew.different / skew.compared;
  // Without a comparison there is nothing to say: the alarm takes missing data for what they are.
  if (skew.compared > 0) metrics.addMetric('FeatureSkew', MetricUnit.NoUnit, share);
  metrics.addMetric('SkewCompared', MetricUnit.Count, skew.compared);
  if (skew.different > 0) logger.warn('decisions were made of other features than the batch computes', { skew });
  await writeJson(`${run.prefix}skew.json`, { ...skew, share });
  return { share, compared: skew.compared, different: skew.different };
});
