/**
 * A distributed Map over a CSV file of a million rows in S3:
 *
 *     npm run bench -- stepfunctions-million [--rows 1000000] [--type EXPRESS|STANDARD] [--json]
 *
 * Prints how long it took, how much memory the process grew by from the first tenth of the items to its peak, and the number of events
 * in the parent's history. Ends with 1 unless it succeeds with fewer than 25,000 events.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { startServer } from '../local-aws/server.ts';
import type { Caller } from '../local-aws/service.ts';

const root: Caller = { kind: 'root', arn: 'arn:aws:iam::000000000000:root' };
function* csv(rows: number): Generator<Buffer> {
  yield Buffer.from('id,amount\n');
  for (let start = 0; start < rows; start += 10_000) {
    const count = Math.min(10_000, rows - start);
    const lines = Array.from({ length: count }, (_, index) => `${start + index},${(start + index) % 997}\n`);
    yield Buffer.from(lines.join(''));
  }
}

const machine = (executionType: string) => ({
  StartAt: 'Rows',
  States: {
    Rows: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
        Parameters: { Bucket: 'million', Key: 'rows.csv' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: executionType },
        StartAt: 'Row',
        States: { Row: { Type: 'Pass', End: true } },
      },
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Parameters: { Bucket: 'million', Prefix: 'results' },
        WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
      },
      End: true,
    },
  },
});

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: '1000000' },
      type: { type: 'string', default: 'EXPRESS' },
      json: { type: 'boolean', default: false },
    },
  });
  const rows = Number(values.rows);
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-million-'));
  const server = await startServer({ directory, authorize: false });
  const { cloud } = server;
  try {
    await cloud.call('s3', 'CreateBucket', { Bucket: 'million' }, root);
    await cloud.call('s3', 'PutObject', { Bucket: 'million', Key: 'rows.csv', Body: Readable.from(csv(rows)) }, root);
    const { stateMachineArn } = await cloud.call<{ stateMachineArn: string }>(
      'states',
      'CreateStateMachine',
      {
        name: 'million',
        definition: JSON.stringify(machine(values.type)),
        roleArn: 'arn:aws:iam::000000000000:role/million',
      },
      root,
    );
    const started = performance.now();
    const { executionArn } = await cloud.call<{ executionArn: string }>(
      'states',
      'StartExecution',
      { stateMachineArn },
      root,
    );
    const memory: number[] = [];
    let ended: { status: string; cause?: string };
    do {
      await new Promise((resolve) => setTimeout(resolve, 250));
      memory.push(process.memoryUsage().rss);
      ended = await cloud.call('states', 'DescribeExecution', { executionArn }, root);
    } while (ended.status === 'RUNNING');
    const seconds = (performance.now() - started) / 1000;
    const { events } = await cloud.call<{ events: object[] }>(
      'states',
      'GetExecutionHistory',
      { executionArn, maxResults: 1000 },
      root,
    );
    const mebibytes = (bytes: number): number => Math.round(bytes / 2 ** 20);
    const early = memory[Math.floor(memory.length / 10)] ?? 0;
    const figures = {
      rows,
      status: ended.status,
      ...(ended.cause === undefined ? {} : { cause: ended.cause }),
      seconds: Math.round(seconds),
      itemsPerSecond: Math.round(rows / seconds),
      memoryAfterTenthMebibytes: mebibytes(early),
      memoryPeakMebibytes: mebibytes(memory.reduce((most, each) => Math.max(most, each), 0)),
      parentEvents: events.length,
    };
    if (!values.json) console.log(figures);
    console.log(JSON.stringify(figures));
    if (ended.status !== 'SUCCEEDED' || events.length >= 25_000) process.exitCode = 1;
  } finally {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

if (import.meta.main) await run(process.argv.slice(2));
