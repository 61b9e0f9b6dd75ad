/**
 * Throughput of the laptop's Step Functions beside aws-local-stepfunctions 3, which keeps everything in memory and writes no history:
 *
 *     node bench/stepfunctions.ts [--json]
 *
 * Ours is the durable engine as the server runs it: histories and cursors go to SQLite. Ratios of at least 0.5 are expected.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StateMachine } from 'aws-local-stepfunctions';
import { startServer } from '../local-aws/server.ts';
import { createStepFunctions } from '../local-aws/services/stepfunctions/index.ts';
import { root } from './stepfunctions/caller.ts';
import { echoLambda } from './stepfunctions/echoLambda.ts';
import { chain, functionArn, mapOver } from './stepfunctions/machines.ts';
import { rate } from './stepfunctions/rate.ts';

const states = 200;
const items = 10_000;
const inputs = { chain: { x: 1 }, map: Array.from({ length: items }, (_, index) => ({ index })) };

interface Figure {
  name: string;
  unit: string;
  ours: number;
  peer: number;
  ratio: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-bench-'));
  const server = await startServer({
    directory,
    authorize: false,
    services: [echoLambda, { create: createStepFunctions }],
  });
  const { cloud } = server;
  const run = async (name: string, type: 'STANDARD' | 'EXPRESS', definition: object, input: unknown) => {
    const { stateMachineArn } = await cloud.call<{ stateMachineArn: string }>(
      'states',
      'CreateStateMachine',
      { name, type, definition: JSON.stringify(definition), roleArn: 'arn:aws:iam::000000000000:role/bench' },
      root,
    );
    const text = JSON.stringify(input);
    return async () => {
      if (type === 'EXPRESS') {
        const { status } = await cloud.call<{ status: string }>(
          'states',
          'StartSyncExecution',
          { stateMachineArn, input: text },
          root,
        );
        if (status !== 'SUCCEEDED') throw new Error(`${name}: ${status}`);
        return;
      }
      const { executionArn } = await cloud.call<{ executionArn: string }>(
        'states',
        'StartExecution',
        { stateMachineArn, input: text },
        root,
      );
      for (;;) {
        const { status, cause } = await cloud.call<{ status: string; cause?: string }>(
          'states',
          'DescribeExecution',
          { executionArn },
          root,
        );
        if (status === 'SUCCEEDED') return;
        if (status !== 'RUNNING') throw new Error(`${name}: ${status} ${cause}`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
  };
  try {
    const figures: Figure[] = [];
    const compare = async (
      name: string,
      units: number,
      seconds: number,
      ours: () => Promise<void>,
      peer: () => Promise<unknown>,
    ) => {
      const [mine, theirs] = [await rate(ours, units, seconds), await rate(peer, units, seconds)];
      figures.push({ name, unit: `${name}/s`, ours: Math.round(mine), peer: Math.round(theirs), ratio: mine / theirs });
    };
    const pass = chain(states, () => ({ Type: 'Pass', Result: { a: 1 }, ResultPath: '$.r' }));
    const task = chain(states, () => ({ Type: 'Task', Resource: functionArn, ResultPath: '$.r' }));
    const handlers = Object.fromEntries(Object.keys(task.States).map((name) => [name, () => ({ a: 1 })]));
    const overrides = { overrides: { taskResourceLocalHandlers: handlers } };
    const [passPeer, taskPeer, mapPeer] = [pass, task, mapOver('INLINE')].map(
      (definition) => new StateMachine(definition as never, {}),
    );
    await compare(
      'Pass states',
      states,
      3,
      await run('pass', 'STANDARD', pass, inputs.chain),
      async () => passPeer?.run(inputs.chain).result,
    );
    await compare(
      'Task states',
      states,
      3,
      await run('task', 'STANDARD', task, inputs.chain),
      async () => taskPeer?.run(inputs.chain, overrides).result,
    );
    await compare(
      'inline Map items (express)',
      items,
      5,
      await run('map', 'EXPRESS', mapOver('INLINE'), inputs.map),
      async () => mapPeer?.run(inputs.map).result,
    );
    await compare(
      'distributed Map items',
      items,
      5,
      await run('distributed', 'STANDARD', mapOver('DISTRIBUTED'), inputs.map),
      async () => mapPeer?.run(inputs.map).result,
    );
    if (values.json) console.log(JSON.stringify({ figures }));
    else
      for (const { name, ours, peer, ratio } of figures)
        console.log(
          `${name.padEnd(28)} ${String(ours).padStart(8)}/s  peer ${String(peer).padStart(8)}/s  ${ratio.toFixed(2)}×`,
        );
    if (figures.some(({ ratio }) => ratio < 0.5)) process.exitCode = 1;
  } finally {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

await main();
