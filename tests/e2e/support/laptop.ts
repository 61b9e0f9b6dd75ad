import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NightResult } from '../../../cli/night/result.ts';
import { type Server, startServer } from '../../../local-aws/server.ts';
import type { Stage } from './invariants.ts';
import { repository, smallProject } from './project.ts';

/** One call of `nightjar run --json`. */
export interface Night {
  exitCode: number;
  result: NightResult;
  /** The alerts that it sent, as they were delivered. */
  alerts: string[];
  /** Calls that started a job for it, in order: `StartJobRun`, `CreateTrainingJob`, … */
  started: string[];
}

export interface Laptop {
  home: string;
  server: Server;
  stage: Stage;
  /** Runs a night of the small bank through the command, with the rules in force until it has ended. */
  run(businessDate: string, options?: { faults?: string[]; args?: string[] }): Promise<Night>;
  /** Starts the command as a process of its own. */
  spawnRun(args: string[]): {
    child: ReturnType<typeof spawn>;
    ended: Promise<{ exitCode: number | null; out: string }>;
  };
  /** What was delivered to the alert topic since a moment of real time. */
  alertsSince(since: number): Promise<string[]>;
  /** Calls that started a job since a moment of the laptop's clock. */
  startedSince(mark: number): string[];
  mark(): number;
  close(): Promise<void>;
}

const starting = ['StartJobRun', 'CreateTrainingJob', 'CreateTransformJob', 'StartDataQualityRulesetEvaluationRun'];

/**
 * One server, one package, one deployment for all tests of a file. The command runs in this process and finds the server by its note, as it
 * would one that `nightjar local` runs in another terminal.
 */
export const openSmallLaptop = async (): Promise<Laptop> => {
  const home = mkdtempSync(join(tmpdir(), 'nightjar-e2e-'));
  process.env.NIGHTJAR_HOME = home;
  process.env.NIGHTJAR_PROJECT = smallProject(join(home, 'project'));
  process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ??= join(repository, '.nightjar/python');
  const { main } = await import('../../../cli/main.ts');
  const { openLaptop } = await import('../../../cli/session/laptop.ts');
  const { output } = await import('../../../cli/session/session.ts');
  const { alertsSince } = await import('../../../cli/night/alerts.ts');
  const server = await startServer({ directory: home, region: 'eu-central-1', schedule: false });
  writeFileSync(join(home, 'server.json'), JSON.stringify({ endpoint: server.endpoint, pid: process.pid }));
  const session = await openLaptop({ progress: () => {} });
  const stage: Stage = {
    dataBucket: output(session, 'DataBucketName'),
    auditBucket: output(session, 'AuditBucketName'),
    machineArn: output(session, 'NightlyTrainingArn'),
    jobName: output(session, 'GlueJobName'),
  };
  const read = async (since: number) => (await alertsSince(since)).map(({ text }) => text);
  const mark = () => server.cloud.clock.now();
  const startedSince = (from: number) =>
    server.log
      .recent({ since: from })
      .filter(({ operation, outcome }) => starting.includes(operation) && outcome === 'ok')
      .map(({ operation }) => operation);
  return {
    home,
    server,
    stage,
    alertsSince: read,
    mark,
    startedSince,
    run: async (businessDate, { faults = [], args = [] } = {}) => {
      for (const rule of faults) server.faults.add(rule);
      const from = mark();
      const since = Date.now();
      const written: string[] = [];
      const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
        written.push(String(text));
        return true;
      });
      try {
        const exitCode = await main(['run', '--json', '--no-land', '--business-date', businessDate, ...args]);
        const result = JSON.parse(written.join('')) as NightResult;
        return { exitCode, result, alerts: await read(since), started: startedSince(from) };
      } finally {
        spy.mockRestore();
        server.faults.clear();
      }
    },
    spawnRun: (args) => {
      const child = spawn(join(repository, 'node_modules/.bin/node'), ['cli/nightjar.mjs', 'run', ...args], {
        cwd: repository,
        env: process.env,
      });
      let out = '';
      child.stdout.on('data', (bytes) => {
        out += String(bytes);
      });
      child.stderr.on('data', (bytes) => {
        out += String(bytes);
      });
      const ended = new Promise<{ exitCode: number | null; out: string }>((resolve) => {
        child.on('exit', (exitCode) => resolve({ exitCode, out }));
      });
      return { child, ended };
    },
    close: async () => {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
};
