import type { CompiledStatement } from './compilePolicy.ts';
import type { ContextValues } from './patterns.ts';

export interface Question {
  action: string;
  resource: string;
  context: ContextValues;
  /** The names the caller goes by in a resource policy, the account's root among them for the account's own. */
  principals: readonly string[];
}

export interface Policies {
  identity: readonly CompiledStatement[];
  /** Undefined where the resource has no policy. */
  resource?: readonly CompiledStatement[] | undefined;
}

/** What decides beside the statements. */
export interface Rules {
  /** `arn:aws:iam::<account>:root`: a resource policy that names it hands the decision to the identity's policies. */
  accountRoot: string;
  /** Keys: without a word of the key's policy no identity policy counts. */
  resourceMustAgree: boolean;
}

export interface Decision {
  allowed: boolean;
  /** The statement that decided, where one did. */
  statement?: string;
  /** As AWS ends its sentence. */
  reason: string;
}

/**
 * AWS's evaluation within one account: an explicit deny anywhere, else an allow of the identity's policies or of the resource's. No
 * permissions boundaries, session policies or service control policies.
 */
export function evaluate(question: Question, policies: Policies, rules: Rules): Decision {
  const identity = applicable(policies.identity, question);
  const resource = applicable(policies.resource ?? [], question);
  const denied = identity.find(isDeny);
  if (denied) return refuse('with an explicit deny in an identity-based policy', denied.id);
  const deniedByResource = resource.find(isDeny);
  if (deniedByResource) return refuse('with an explicit deny in a resource-based policy', deniedByResource.id);

  const direct = resource.find(
    ({ effect, principals }) =>
      effect === 'Allow' && principals?.(question.principals.filter((name) => name !== rules.accountRoot)),
  );
  if (direct) return { allowed: true, statement: direct.id, reason: 'a resource-based policy allows it' };
  if (rules.resourceMustAgree && policies.resource && !resource.some(({ effect }) => effect === 'Allow')) {
    return refuse(`no resource-based policy allows the ${question.action} action`);
  }
  const allowing = identity.find(({ effect }) => effect === 'Allow');
  if (allowing) return { allowed: true, statement: allowing.id, reason: 'an identity-based policy allows it' };
  return refuse(`no identity-based policy allows the ${question.action} action`);
}

function applicable(statements: readonly CompiledStatement[], question: Question): CompiledStatement[] {
  return statements.filter(
    (one) =>
      one.matchesAction(question.action) &&
      (one.principals?.(question.principals) ?? true) &&
      one.matchesResource(question.resource, question.context) &&
      one.conditions.every((holds) => holds(question.context)),
  );
}

const isDeny = ({ effect }: CompiledStatement): boolean => effect === 'Deny';

const refuse = (reason: string, statement?: string): Decision => ({
  allowed: false,
  reason,
  ...(statement !== undefined && { statement }),
});
