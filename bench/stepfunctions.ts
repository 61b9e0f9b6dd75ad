/**
 * Throughput of the laptop's Step Functions beside aws-local-stepfunctions 3, which keeps everything in memory and writes no history:
 *
 *     npm run bench -- stepfunctions [--json]
 *
 * Ours is the durable engine as the server runs it: histories and cursors go to disk. Tasks are functions that answer at once, on both
 * sides. Ratios of at least 0.5, and at most 200 MiB more of memory for a Map of 10,000 items, are expected; otherwise it ends with 1.
 */
import { parseArgs } from 'node:util';
import { StateMachine } from 'aws-local-stepfunctions';
import { startEngine } from './stepfunctions/laptop.ts';
import { chain, functionArn, mapOver } from './stepfunctions/machines.ts';
import { median, rate } from './stepfunctions/rate.ts';

const states = 1000;
const items = 10_000;
const leastRatio = 0.5;
const mostMebibytes = 200;
const input = { x: 1 };
const list = Array.from({ length: items }, (_, index) => ({ index }));

interface Figure {
  name: string;
  /** Per second. */
  ours: number;
  peer: number;
  ratio: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const laptop = await startEngine();
  try {
    const memoryMebibytes = await mapMemory(laptop);
    const figures = await compareAll(laptop);
    if (!values.json) {
      for (const { name, ours, peer, ratio } of figures) {
        console.log(
          `${name.padEnd(28)} ${String(ours).padStart(8)}/s   peer ${String(peer).padStart(8)}/s   ${ratio.toFixed(2)}×`,
        );
      }
      console.log(`memory of a Map of ${items} items: ${memoryMebibytes} MiB`);
    }
    console.log(JSON.stringify({ figures, memoryMebibytes }));
    if (figures.some(({ ratio }) => ratio < leastRatio) || memoryMebibytes > mostMebibytes) process.exitCode = 1;
  } finally {
    await laptop.close();
  }
}

type Laptop = Awaited<ReturnType<typeof startEngine>>;

async function compareAll(laptop: Laptop): Promise<Figure[]> {
  const pass = chain(states, () => ({ Type: 'Pass', Result: { a: 1 }, ResultPath: '$.r' }));
  const task = chain(states, () => ({ Type: 'Task', Resource: functionArn, ResultPath: '$.r' }));
  const handlers = Object.fromEntries(Object.keys(task.States).map((name) => [name, () => ({ a: 1 })]));
  const overrides = { overrides: { taskResourceLocalHandlers: handlers } };
  const peers = {
    pass: new StateMachine(pass as never, {}),
    task: new StateMachine(task as never, {}),
    map: new StateMachine(mapOver('INLINE') as never, {}),
  };
  const ours = {
    pass: laptop.machine('pass', 'STANDARD', pass),
    task: laptop.machine('task', 'STANDARD', task),
    inline: laptop.machine('inline', 'EXPRESS', mapOver('INLINE')),
    distributed: laptop.machine('distributed', 'STANDARD', mapOver('DISTRIBUTED')),
  };
  const mapPeer = () => peers.map.run(list).result;
  return [
    await compare(
      'Pass states',
      states,
      () => ours.pass(input),
      () => peers.pass.run(input).result,
    ),
    await compare(
      'Task states',
      states,
      () => ours.task(input),
      () => peers.task.run(input, overrides).result,
    ),
    await compare('Map items, inline', items, () => ours.inline(list), mapPeer),
    await compare('Map items, distributed', items, () => ours.distributed(list), mapPeer),
  ];
}

/** Turns are taken, so that whatever else the machine does weighs on both; the middle one of each counts. */
async function compare(
  name: string,
  units: number,
  ours: () => Promise<unknown>,
  peer: () => Promise<unknown>,
): Promise<Figure> {
  const mine: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    mine.push(await rate(ours, units, 0.6));
    theirs.push(await rate(peer, units, 0.6));
  }
  const [own, other] = [median(mine), median(theirs)];
  return { name, ours: Math.round(own), peer: Math.round(other), ratio: own / other };
}

/** How much the process grew at most while the Map ran, in MiB. */
async function mapMemory(laptop: Laptop): Promise<number> {
  const run = laptop.machine('memory', 'EXPRESS', mapOver('INLINE'));
  await run([1, 2, 3]);
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  await run(list);
  clearInterval(watch);
  return Math.round((Math.max(most, process.memoryUsage().rss) - before) / 2 ** 20);
}

if (import.meta.main) await run(process.argv.slice(2));
