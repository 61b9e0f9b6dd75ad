import * as z from 'zod';
import type { Manifest } from './contracts/step.ts';
import { NightjarError } from './errors.ts';
import { headObject } from './objects.ts';

/** What a step's manifest must show beyond its files being there. */
export const manifestChecks = z.object({
  manifest: z.string(),
  /** Every row of the input is found in one of the outputs; not more than `share` of them in `limit.output`. */
  reconcile: z.array(
    z.object({
      input: z.string(),
      outputs: z.array(z.string()),
      limit: z.object({ output: z.string(), share: z.number() }).optional(),
    }),
  ),
  /** What the source system says it sent: rows, and totals as exact decimal text. */
  control: z
    .object({ rows: z.number(), totals: z.record(z.string(), z.string()), output: z.string(), unreadable: z.string() })
    .optional(),
  /** The total `newest` of the output must not be before `oldest` (YYYY-MM-DD). */
  freshness: z.object({ output: z.string(), oldest: z.string() }).optional(),
});
type ManifestChecks = z.infer<typeof manifestChecks>;

const outputNamed = (left: Manifest, name: string) => {
  const output = left.outputs.find((candidate) => candidate.name === name);
  if (!output) throw new NightjarError('OutputIncomplete', `step ${left.step} left no output ${name}`);
  return output;
};

/** Throws `OutputIncomplete`, `ReconciliationFailed`, `QuarantineExceeded`, `SourceIncomplete` or `SourceStale` where a check fails. */
export const verifyManifest = async (left: Manifest, checks: ManifestChecks): Promise<void> => {
  await Promise.all(left.outputs.flatMap(({ files }) => files.map((file) => verifyFile(file, checks.manifest))));
  for (const rule of checks.reconcile) reconcile(left, rule);
  if (checks.control) compareControl(left, checks.control);
  if (checks.freshness) requireFresh(left, checks.freshness);
};

const verifyFile = async (file: Manifest['outputs'][number]['files'][number], manifest: string): Promise<void> => {
  const found = await headObject(file.uri);
  if (!found) throw new NightjarError('OutputIncomplete', `${file.uri} is listed by ${manifest} and does not exist`);
  if (found.size !== file.size || found.etag !== file.etag)
    throw new NightjarError(
      'OutputIncomplete',
      `${file.uri} has ${found.size} bytes (ETag ${found.etag}), its manifest says ${file.size} (${file.etag})`,
    );
};

const reconcile = (left: Manifest, { input, outputs, limit }: ManifestChecks['reconcile'][number]): void => {
  const source = left.inputs.find(({ name }) => name === input);
  if (!source) throw new NightjarError('ReconciliationFailed', `the manifest knows no input ${input}`);
  const came = source.rows + (source.rejected ?? 0);
  const counts = outputs.map((name) => ({ name, rows: outputNamed(left, name).rows }));
  const went = counts.reduce((sum, { rows }) => sum + rows, 0);
  if (came !== went)
    throw new NightjarError(
      'ReconciliationFailed',
      `${input}: ${came} rows came in, ${went} went out (${counts.map(({ name, rows }) => `${rows} to ${name}`).join(', ')})`,
    );
  const quarantined = counts.find(({ name }) => name === limit?.output)?.rows ?? 0;
  if (limit && came > 0 && quarantined / came > limit.share)
    throw new NightjarError(
      'QuarantineExceeded',
      `${input}: ${quarantined} of ${came} rows (${((100 * quarantined) / came).toFixed(1)} %) are quarantined in ${limit.output}, at most ${100 * limit.share} % may be`,
    );
};

/** Exact decimal texts as whole numbers of one common scale. */
const scaled = (texts: string[]): bigint[] => {
  const scale = Math.max(...texts.map((text) => text.split('.')[1]?.length ?? 0));
  return texts.map((text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(`${whole}${fraction.padEnd(scale, '0')}`);
  });
};

const compareControl = (
  left: Manifest,
  { rows, totals, output, unreadable }: NonNullable<ManifestChecks['control']>,
): void => {
  const good = outputNamed(left, output);
  const bad = outputNamed(left, unreadable);
  if (good.rows + bad.rows !== rows)
    throw new NightjarError(
      'SourceIncomplete',
      `${output}: the control file says ${rows} rows, ${good.rows + bad.rows} were read`,
    );
  for (const [name, expected] of Object.entries(totals)) {
    const found = good.totals[name];
    if (found === undefined || name === 'rows') continue;
    const [want = 0n, readable = 0n, quarantined = 0n] = scaled([expected, found ?? '0', bad.totals[name] ?? '0']);
    // A value that could not be read at all is in no total: then, and only then, a difference is what is quarantined.
    if (want !== readable + quarantined && bad.rows === 0)
      throw new NightjarError(
        'ReconciliationFailed',
        `${output}: the control file says ${name} = ${expected}, ${found ?? '0'} was read`,
      );
  }
};

const requireFresh = (left: Manifest, { output, oldest }: NonNullable<ManifestChecks['freshness']>): void => {
  const newest = outputNamed(left, output).totals.newest ?? '';
  if (newest.slice(0, 10) < oldest)
    throw new NightjarError(
      'SourceStale',
      `${output}: its newest row is of ${newest || 'no date at all'}, expected ${oldest} or later; was an older file delivered again?`,
    );
};
