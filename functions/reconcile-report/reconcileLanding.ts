import type { Manifest } from '../shared/contracts/step.ts';
import { env } from '../shared/env.ts';
import { controlFile, controlFileName } from '../shared/landing/control.ts';
import { layout } from '../shared/layout.ts';
import { parseJson, readText, uriOf } from '../shared/objects.ts';
import { exactSum, mustEqual, type Reconciled } from '../shared/reports/reconcile.ts';
import { type Upstream, upstreamOf } from '../shared/reports/upstream.ts';
import { manifestOf, outputOf } from '../shared/steps.ts';

/** What the source system says it sent against what the extract read, readable or not. */
const againstControl = async (
  extract: Manifest,
  { pipeline, businessDate, table }: Upstream,
): Promise<Reconciled[]> => {
  const uri = uriOf(env.dataBucket(), `${layout.landing(pipeline, table, businessDate)}${controlFileName}`);
  const text = await readText(uri);
  if (text === undefined) return [];
  const { files, totals } = parseJson(text, uri, controlFile);
  const good = outputOf(extract, table);
  const bad = outputOf(extract, `${table}_unreadable`);
  const sent = exactSum(files.map(({ rows }) => String(rows)));
  return [
    mustEqual(`${table}: rows sent against rows read`, sent, exactSum([String(good.rows), String(bad.rows)])),
    ...Object.entries(totals)
      .filter(([name]) => name !== 'rows' && good.totals[name] !== undefined)
      .map(([name, value]) =>
        mustEqual(
          `${table}: ${name} sent against ${name} read`,
          value,
          exactSum([good.totals[name] ?? '0', bad.totals[name] ?? '0']),
        ),
      ),
  ];
};

/** The way back from a night's tables to the files that landed: rows that an extract left are rows that the cleaning read, and so on. */
export const reconcileLanding = async (upstream: Upstream): Promise<Reconciled[]> => {
  const left = await manifestOf(upstream.manifest);
  if (upstream.area === 'raw') return againstControl(left, upstream);
  const evidence: Reconciled[] = [];
  for (const { rows, files } of left.inputs) {
    const [file] = files;
    if (!file) continue;
    const source = upstreamOf(file.uri);
    const extract = await manifestOf(source.manifest);
    evidence.push(
      mustEqual(
        `${source.table}: rows left by the extract against rows cleaned`,
        String(outputOf(extract, source.table).rows),
        String(rows),
      ),
      ...(await againstControl(extract, source)),
    );
  }
  return evidence;
};
