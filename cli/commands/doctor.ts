import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listPipelines, readPipeline } from '../../functions/shared/pipelines/readPipeline.ts';
import { findPython } from '../../local-aws/python/findPython.ts';
import type { Command } from '../command.ts';
import { runningServer } from '../session/laptop.ts';
import { projectRoot, stateDirectory } from '../session/paths.ts';
import { parseOptions } from '../usage.ts';

const help = `nightjar doctor: what is installed, what is missing, what to do

Checks Node, Python, Java (needed for --glue spark only), the packages, the running server and every pipeline's folder.`;

interface Finding {
  what: string;
  ok: boolean;
  /** Not needed for the night itself. */
  optional?: boolean;
  text: string;
}

const run = promisify(execFile);

const node = async (): Promise<Finding> => ({ what: 'Node', ok: true, text: `${process.version} runs this command` });

const packages = async (): Promise<Finding> => {
  const ok = existsSync(join(projectRoot, 'node_modules', 'serverless'));
  return { what: 'packages', ok, text: ok ? 'installed' : 'missing: run npm ci' };
};

const python = async (): Promise<Finding> => {
  try {
    const { executable, version } = await findPython(process.env);
    return { what: 'Python', ok: true, text: `${version} (${executable})` };
  } catch (error) {
    return { what: 'Python', ok: false, text: (error as Error).message };
  }
};

const java = async (): Promise<Finding> => {
  try {
    const { stderr } = await run('java', ['-version']);
    const version = /version "(\d+)/.exec(stderr)?.[1];
    const ok = version === '17' || version === '21';
    return { what: 'Java', ok, optional: true, text: ok ? `${version}` : `${version}: Spark 4.1 needs 17 or 21` };
  } catch {
    return { what: 'Java', ok: false, optional: true, text: 'not found; only --glue spark needs it (17 or 21)' };
  }
};

const server = async (): Promise<Finding> => {
  const endpoint = await runningServer();
  return {
    what: 'server',
    ok: true,
    text: endpoint ? `runs at ${endpoint}` : 'not running; nightjar run starts its own',
  };
};

const state = async (): Promise<Finding> => ({
  what: 'state',
  ok: true,
  text: existsSync(stateDirectory()) ? stateDirectory() : `${stateDirectory()} (not made yet)`,
});

const pipelines = async (): Promise<Finding[]> => {
  const root = join(projectRoot, 'pipelines');
  return Promise.all(
    (await listPipelines(root)).map(async (name) => {
      try {
        const { spec } = await readPipeline(join(root, name));
        return { what: name, ok: true, text: spec.title };
      } catch (error) {
        return { what: name, ok: false, text: (error as Error).message };
      }
    }),
  );
};

export const doctor: Command = {
  summary: 'what is installed, what is missing, what to do',
  help,
  run: async (args) => {
    parseOptions('doctor', args, {});
    const findings = [
      ...(await Promise.all([node(), packages(), python(), java(), server(), state()])),
      ...(await pipelines()),
    ];
    for (const { what, ok, optional, text } of findings)
      console.log(
        `${ok ? '✓' : optional ? '·' : '✗'} ${what.padEnd(14)} ${text.split('\n').join(`\n${' '.repeat(17)}`)}`,
      );
    return findings.some(({ ok, optional }) => !ok && !optional) ? 1 : 0;
  },
};
