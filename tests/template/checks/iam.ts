import { type Finding, identityStatements, listOf, ofType, type Statement, type Template } from './template.ts';

const finding = (resource: string, message: string): Finding => ({ check: 'iam', resource, message });

/** A `Sid` that says why survives packaging; else the yml beside it must say so in a comment. */
const hasReason = ({ Sid, Action }: Statement, reasoned: ReadonlySet<string>): boolean =>
  /Because/.test(Sid ?? '') || listOf(Action).every((action) => reasoned.has(String(action)));

/**
 * No action is a wildcard; a resource is one only where a reason is written beside it; roles are passed one by one, to one service;
 * trust names a service.
 *
 * @param reasoned actions that stand in the yml over a `Resource: "*"` with a reason
 */
export const checkIam = (template: Template, reasoned: ReadonlySet<string>): Finding[] => {
  const findings: Finding[] = [];
  for (const { resource, statement } of identityStatements(template)) {
    if (statement.Effect !== 'Allow') continue;
    const actions = listOf(statement.Action).map(String);
    if (statement.NotAction !== undefined) findings.push(finding(resource, 'allows by NotAction'));
    for (const action of actions)
      if (action.includes('*')) findings.push(finding(resource, `allows ${action}: name the actions`));
    if (listOf(statement.Resource).includes('*') && !hasReason(statement, reasoned))
      findings.push(finding(resource, `${actions.join(', ')} on every resource, without a reason beside it`));
    if (actions.includes('iam:PassRole')) {
      const service = statement.Condition?.StringEquals?.['iam:PassedToService'];
      if (typeof service !== 'string') findings.push(finding(resource, 'iam:PassRole is not bound to a service'));
      if (listOf(statement.Resource).some((role) => JSON.stringify(role).includes('*')))
        findings.push(finding(resource, 'iam:PassRole is not bound to a role'));
    }
  }
  for (const [id, { AssumeRolePolicyDocument }] of ofType(template, 'AWS::IAM::Role'))
    for (const statement of listOf((AssumeRolePolicyDocument as { Statement?: unknown })?.Statement) as Statement[]) {
      const principal = statement.Principal as { AWS?: unknown; Service?: unknown } | string | undefined;
      if (principal === '*' || (typeof principal === 'object' && listOf(principal.AWS).includes('*')))
        findings.push(finding(id, 'anybody may assume it'));
    }
  return findings;
};

/** Actions of statements in yml text whose `Resource: "*"` has a comment right above it. */
export const reasonedActions = (yml: string): string[] =>
  [
    ...yml.matchAll(/Action:((?:(?!Action:|Effect:)[\s\S])*?)#[^\n]+\n\s*(?:#[^\n]*\n\s*)*Resource: ["']\*["']/g),
  ].flatMap(([, actions = '']) => [...actions.matchAll(/[a-z0-9-]+:[A-Za-z]+/g)].map(([action]) => action));
