import { type Condition, compileConditions } from './conditions.ts';
import { type ContextValues, expandVariables, matchesAction, matchesPattern } from './patterns.ts';
import type { PolicyDocument, PolicyStatement, PrincipalElement } from './policyDocument.ts';

/** A statement ready to be asked, with where it stands. */
export interface CompiledStatement {
  /** `<policy>/<Sid or number>`: how decisions name it. */
  id: string;
  policy: string;
  effect: 'Allow' | 'Deny';
  statement: PolicyStatement;
  matchesAction(action: string): boolean;
  matchesResource(resource: string, context: ContextValues): boolean;
  conditions: Condition[];
  principals?: (principals: readonly string[]) => boolean;
}

export function compilePolicy(document: PolicyDocument, policy: string): CompiledStatement[] {
  return document.Statement.map((statement, index) => ({
    id: `${policy}/${statement.Sid ?? index + 1}`,
    policy,
    effect: statement.Effect,
    statement,
    matchesAction: actionMatcher(statement),
    matchesResource: resourceMatcher(statement),
    conditions: compileConditions(statement.Condition),
    ...((statement.Principal !== undefined || statement.NotPrincipal !== undefined) && {
      principals: principalMatcher(statement),
    }),
  }));
}

function actionMatcher({ Action, NotAction }: PolicyStatement): (action: string) => boolean {
  const patterns = [Action ?? NotAction ?? []].flat();
  const isListed = (action: string) => patterns.some((pattern) => matchesAction(pattern, action));
  return Action !== undefined ? isListed : (action) => !isListed(action);
}

function resourceMatcher({ Resource, NotResource }: PolicyStatement): CompiledStatement['matchesResource'] {
  // A trust policy names no resource: it is about the role that it stands on.
  if (Resource === undefined && NotResource === undefined) return () => true;
  const patterns = [Resource ?? NotResource ?? []].flat();
  const isListed = (resource: string, context: ContextValues) =>
    patterns.some((pattern) => {
      const expanded = expandVariables(pattern, context);
      return expanded !== undefined && matchesPattern(expanded, resource);
    });
  return Resource !== undefined ? isListed : (resource, context) => !isListed(resource, context);
}

/** Whether one of the names a caller goes by is among the principals of the statement. */
function principalMatcher({ Principal, NotPrincipal }: PolicyStatement): (names: readonly string[]) => boolean {
  const listed = principalList(Principal ?? NotPrincipal ?? {});
  const isListed = (names: readonly string[]) =>
    names.some((name) => listed.some((one) => one === '*' || one === name));
  return Principal !== undefined ? isListed : (names) => !isListed(names);
}

/** `AWS: "123456789012"` is the account's root. */
function principalList(element: PrincipalElement): string[] {
  if (element === '*') return ['*'];
  return Object.values(element)
    .flat()
    .map((name) => (/^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name));
}
