import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './checks/template.ts';

const version = '1.58.0';
const folder = join(import.meta.dirname, '../../.venv/cfn-lint');
const program = join(folder, 'bin/cfn-lint');

/** cfn-lint in an environment of its own, made once; the reason where Python or pip cannot make it. */
export const installCfnLint = (): string | { missing: string } => {
  if (existsSync(program)) return program;
  for (const [command = '', ...args] of [
    ['python3', '-m', 'venv', folder],
    [join(folder, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', `cfn-lint==${version}`],
  ]) {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) {
      rmSync(folder, { recursive: true, force: true });
      return { missing: `${command} ${args.join(' ')}: ${error?.message ?? stderr.trim().split('\n').at(-1) ?? ''}` };
    }
  }
  return program;
};

interface Match {
  Rule: { Id: string };
  Location: { Path: (string | number)[] };
  Message: string;
}

/** Everything that cfn-lint finds, warnings too; findings of one rule at one resource count once. */
export const runCfnLint = (path: string, template: string): Finding[] => {
  const { stdout, stderr } = spawnSync(path, ['-t', template, '-r', 'eu-central-1', '-f', 'json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (!stdout.trim()) throw new Error(`cfn-lint said nothing: ${stderr}`);
  const found = (JSON.parse(stdout) as Match[]).map(({ Rule, Location, Message }) => ({
    check: 'cfn-lint',
    resource: String(Location.Path[1] ?? ''),
    message: `${Rule.Id} ${Message.slice(0, 160)}`,
  }));
  return [...new Map(found.map((each) => [`${each.resource} ${each.message}`, each])).values()];
};
