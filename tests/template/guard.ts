import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './checks/template.ts';

const tools = join(import.meta.dirname, 'tools/node_modules/@cdklabs/cdk-validator-cfnguard');
const systems: Record<string, string> = { linux: 'ubuntu', darwin: 'macos' };
const machines: Record<string, string> = { x64: 'x86_64', arm64: 'aarch64' };

/** CloudFormation Guard as the validator ships it; undefined where it was not installed, or is not made for this machine. */
export const guardProgram = (): string | undefined => {
  const path = join(tools, 'bin', systems[process.platform] ?? '', machines[process.arch] ?? '', 'cfn-guard');
  return existsSync(path) ? path : undefined;
};

interface Report {
  not_compliant: { Rule: { name: string } }[];
}

/** AWS Control Tower's proactive rules over a template: one finding a rule and resource. */
export const runGuard = (program: string, template: string): Finding[] => {
  const args = ['validate', '-d', template, '-r', join(tools, 'rules/control-tower/cfn-guard')];
  const { stdout, stderr, status } = spawnSync(
    program,
    [...args, '--structured', '--show-summary', 'none', '-o', 'json'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  // 19: some rule is not met.
  if (status !== 0 && status !== 19)
    throw new Error(`cfn-guard ended with ${status}: ${stderr || stdout.slice(0, 1000)}`);
  return (JSON.parse(stdout) as Report[]).flatMap(({ not_compliant: broken }) =>
    broken.flatMap(({ Rule }) =>
      [...new Set([...JSON.stringify(Rule).matchAll(/"path":"\/Resources\/([^/"]+)/g)].map(([, id = '']) => id))].map(
        (resource) => ({ check: 'cfn-guard', resource, message: Rule.name }),
      ),
    ),
  );
};
