import * as z from 'zod';
import { reportRun } from '../shared/contracts/filing.ts';
import { createHandler } from '../shared/handler.ts';
import { writeJson } from '../shared/objects.ts';
import { type Reconciled, reconcileCollected, reconcileReport, totalsOf } from '../shared/reports/reconcile.ts';
import { reportOf } from '../shared/reports/stage.ts';
import { upstreamOf } from '../shared/reports/upstream.ts';
import { manifestOf } from '../shared/steps.ts';
import { reconcileLanding } from './reconcileLanding.ts';

const input = reportRun.extend({
  collected: z.array(z.strictObject({ source: z.string(), manifest: z.string() })),
  composed: z.object({ manifest: z.string() }),
});

/** Follows every amount from what the source systems said they sent to what is filed; one that does not add up ends the report. */
export const handler = createHandler(input, async ({ run, collected, composed }) => {
  const { spec } = await reportOf(run);
  const manifests = await Promise.all(collected.map(({ manifest }) => manifestOf(manifest)));
  const evidence: Reconciled[] = [];
  const followed = new Set<string>();
  for (const [index, { source }] of collected.entries()) {
    const left = manifests[index];
    const definition = spec.sources[source];
    const read = left?.inputs.find(({ name }) => name === 'upstream')?.files[0];
    if (!left || !definition || 'records' in definition || !read) continue;
    const upstream = upstreamOf(read.uri);
    evidence.push(...reconcileCollected(left, source, await manifestOf(upstream.manifest), definition.table));
    if (followed.has(upstream.manifest)) continue;
    followed.add(upstream.manifest);
    evidence.push(...(await reconcileLanding(upstream)));
  }
  const totals = totalsOf([...manifests, await manifestOf(composed.manifest)]);
  evidence.push(...reconcileReport(spec, totals));
  const reported = Object.fromEntries(
    Object.entries(totals).filter(([name]) => Object.hasOwn(spec.tables, name.split('.')[0] ?? '')),
  );
  const uri = `${run.prefix}reconciliation.json`;
  await writeJson(uri, { totals, evidence });
  return { reconciliation: uri, comparisons: evidence.length, totals: reported };
});
