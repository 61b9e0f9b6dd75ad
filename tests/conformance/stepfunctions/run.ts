/**
 * Replays executions that were recorded on AWS against the laptop's Step Functions, through the SDK over HTTP:
 *
 *     npm run conformance -- --cases <file> [--json]
 *
 * Prints the rates by feature and the first difference of each miss; with `--json` one document on stdout instead.
 * Ends with 1 when an outcome is wrong or fewer than 98 % of the histories are equal.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SFNClient } from '@aws-sdk/client-sfn';
import { startServer } from '../../../local-aws/server.ts';
import { type Case, featureOf } from './cases.ts';
import { replay, type Verdict } from './replay.ts';

const leastExact = 0.98;

interface Judged {
  case: Case;
  verdict: Verdict;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { cases: { type: 'string' }, json: { type: 'boolean', default: false } } });
  if (values.cases === undefined) throw new Error('usage: npm run conformance -- --cases <file> [--json]');
  const cases = JSON.parse(readFileSync(values.cases, 'utf8')) as Case[];
  const judged = await replayAll(cases);
  const graded = judged.filter(({ verdict }) => verdict.history !== undefined);
  const summary = {
    cases: judged.length,
    outcomes: judged.filter(({ verdict }) => verdict.outcome).length,
    exactCases: graded.length,
    exact: graded.filter(({ verdict }) => verdict.history).length,
    misses: judged
      .filter(({ verdict }) => verdict.difference !== undefined)
      .map((each) => ({
        id: each.case.id,
        run: each.case.run,
        outcome: each.verdict.outcome,
        ...(each.verdict.history === undefined ? {} : { exact: each.verdict.history }),
        difference: each.verdict.difference,
      })),
  };
  if (values.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else report(judged, summary);
  const exactEnough = summary.exactCases === 0 || summary.exact / summary.exactCases >= leastExact;
  if (summary.outcomes < summary.cases || !exactEnough) process.exitCode = 1;
}

async function replayAll(cases: readonly Case[]): Promise<Judged[]> {
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-conformance-'));
  const server = await startServer({ directory, authorize: false });
  // Waits and retries of the recordings take no time.
  server.cloud.clock.skipIdle(true, 1);
  const client = new SFNClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'conformance', secretAccessKey: 'conformance' },
  });
  try {
    const judged: Judged[] = [];
    for (const each of cases) judged.push({ case: each, verdict: await replay(client, each) });
    return judged;
  } finally {
    client.destroy();
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

function report(
  judged: readonly Judged[],
  summary: { cases: number; outcomes: number; exactCases: number; exact: number },
): void {
  for (const { case: each, verdict } of judged) {
    if (verdict.difference === undefined) continue;
    const kind = verdict.outcome ? 'history differs' : 'OUTCOME DIFFERS';
    console.log(`${kind}: ${each.id} (run ${each.run})\n    ${verdict.difference}\n`);
  }
  const features = Map.groupBy(judged, (each) => featureOf(each.case));
  const row = (name: string, part: readonly Judged[]): string => {
    const graded = part.filter(({ verdict }) => verdict.history !== undefined);
    const outcomes = part.filter(({ verdict }) => verdict.outcome).length;
    const exact = graded.filter(({ verdict }) => verdict.history).length;
    return `${name.padEnd(24)} ${rate(outcomes, part.length)}   ${rate(exact, graded.length)}`;
  };
  console.log(`${'feature'.padEnd(24)} ${'outcomes'.padEnd(19)}   exact histories`);
  for (const [name, part] of [...features].sort()) console.log(row(name, part));
  console.log(
    `${'all'.padEnd(24)} ${rate(summary.outcomes, summary.cases)}   ${rate(summary.exact, summary.exactCases)}`,
  );
}

const rate = (good: number, all: number): string =>
  all === 0
    ? '-'.padEnd(19)
    : `${String(good).padStart(4)} of ${String(all).padEnd(4)} ${((good / all) * 100).toFixed(1).padStart(5)} %`;

await main();
