import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../local-aws/asl/json.ts';
import type { TaskInvoker } from '../../local-aws/asl/ports.ts';
import { startServer } from '../../local-aws/server.ts';
import { Engine } from '../../local-aws/services/stepfunctions/engine.ts';
import { MapRunner } from '../../local-aws/services/stepfunctions/mapRunner.ts';
import { prepare } from '../../local-aws/services/stepfunctions/startExecution.ts';

/** Tasks answer at once, as the peer's task handlers do. */
const echo: TaskInvoker = { start: async () => ({ a: 1 }), finish: async (_call, answer) => answer };

/** The durable engine as the server runs it, its store on disk. */
export async function startEngine() {
  const directory = mkdtempSync(join(tmpdir(), 'nightjar-bench-'));
  const server = await startServer({ directory, authorize: false, services: [] });
  const { cloud } = server;
  const engine = new Engine(cloud, { tasks: () => echo, mapRuns: (self) => new MapRunner(self) });
  return {
    engine,
    cloud,
    /** Keeps a machine; each call of the answer runs it to its end. */
    machine(name: string, type: 'STANDARD' | 'EXPRESS', definition: object): (input: Json) => Promise<void> {
      const arn = cloud.arn('states', `stateMachine:${name}`);
      const now = cloud.clock.now();
      const roleArn = 'arn:aws:iam::000000000000:role/bench';
      const kept = { arn, name, type, definition: JSON.stringify(definition), roleArn, createdAt: now, updatedAt: now };
      engine.machines.save({ ...kept, revisionId: 'INITIAL', tags: {}, lastVersion: 0 });
      return async (input) => {
        const { target, record } = prepare(engine, { stateMachineArn: arn, input: JSON.stringify(input) });
        const { status, cause } = await engine.start(record, target.revision).ended;
        if (status !== 'SUCCEEDED') throw new Error(`${name}: ${status} ${cause}`);
      };
    },
    async close() {
      await engine.close();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
