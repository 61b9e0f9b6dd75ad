/**
 * `npm run check:template`: packages the stages that are deployed to an account and holds their templates to the project's own rules, to
 * AWS Control Tower's rules through CloudFormation Guard, and to cfn-lint. Prints what it finds; exit code 1 when that is anything.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageProject } from '../../local-aws/deploy.ts';
import { installCfnLint, runCfnLint } from './cfnLint.ts';
import { checkAlarms } from './checks/alarms.ts';
import { checkDeadLetters } from './checks/deadLetters.ts';
import { checkEncryption } from './checks/encryption.ts';
import { checkIam, reasonedActions } from './checks/iam.ts';
import { checkLogs } from './checks/logs.ts';
import type { Finding, Template } from './checks/template.ts';
import { guardProgram, runGuard } from './guard.ts';
import { readSuppressions, suppress } from './suppress.ts';

const root = join(import.meta.dirname, '../..');
const stages = ['dev', 'prod'];

const reasoned = new Set(
  globSync(['resources/*.{yml,cjs}', 'functions/*/function.yml'], { cwd: root }).flatMap((path) =>
    reasonedActions(readFileSync(join(root, path), 'utf8')),
  ),
);

const own = (template: Template): Finding[] => [
  ...checkIam(template, reasoned),
  ...checkEncryption(template),
  ...checkLogs(template),
  ...checkDeadLetters(template),
  ...checkAlarms(template),
];

const say = (line: string) => process.stdout.write(`${line}\n`);
const guard = guardProgram();
if (!guard) say('cfn-guard: left out, it is not installed for this machine');
const lint = installCfnLint();
if (typeof lint !== 'string') say(`cfn-lint: left out, it cannot be installed (${lint.missing})`);

let failed = false;
const list = readSuppressions(readFileSync(join(import.meta.dirname, 'suppressions.yml'), 'utf8'));
const neverUsed = new Set(list);
for (const stage of stages) {
  const folder = await packageProject({ root, stage, directory: join(root, '.nightjar') });
  const path = join(folder, 'cloudformation-template-update-stack.json');
  const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
  const tools = [...(guard ? runGuard(guard, path) : []), ...(typeof lint === 'string' ? runCfnLint(lint, path) : [])];
  const { left, unused } = suppress(tools, list);
  for (const each of list) if (!unused.includes(each)) neverUsed.delete(each);
  const findings = [...own(template), ...left];
  say(`${stage}: ${Object.keys(template.Resources).length} resources, ${findings.length} findings`);
  for (const { check, resource, message } of findings) say(`  ${check}: ${resource}: ${message}`);
  failed ||= findings.length > 0;
}
if (guard && typeof lint === 'string')
  for (const { rule, resource } of neverUsed) {
    say(`suppression of ${rule} at ${resource} meets nothing: remove it`);
    failed = true;
  }
process.exitCode = failed ? 1 : 0;
