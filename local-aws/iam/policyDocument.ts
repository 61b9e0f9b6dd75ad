import { AwsError } from '../errors.ts';

export type OneOrMany<T> = T | T[];
export type ConditionBlock = Record<string, Record<string, OneOrMany<string | number | boolean>>>;
export type PrincipalElement = '*' | Record<string, OneOrMany<string>>;

export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: PrincipalElement;
  NotPrincipal?: PrincipalElement;
  Action?: OneOrMany<string>;
  NotAction?: OneOrMany<string>;
  Resource?: OneOrMany<string>;
  NotResource?: OneOrMany<string>;
  Condition?: ConditionBlock;
}

export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: PolicyStatement[];
}

/** Where a policy is attached decides which elements it must have. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Reads and checks a policy document. Throws `MalformedPolicyDocument`. */
export function parsePolicy(text: string, kind: PolicyKind): PolicyDocument {
  let document: Partial<PolicyDocument> & { Statement?: OneOrMany<PolicyStatement> };
  try {
    document = JSON.parse(text) as typeof document;
  } catch (error) {
    throw malformed(`This policy contains invalid Json: ${(error as Error).message}`);
  }
  if (typeof document !== 'object' || document === null) throw malformed('Syntax errors in policy.');
  if (document.Version !== undefined && !['2012-10-17', '2008-10-17'].includes(document.Version)) {
    throw malformed(`The policy must contain a valid version string, not ${document.Version}`);
  }
  const Statement = [document.Statement ?? []].flat();
  if (Statement.length === 0) throw malformed('Syntax errors in policy: Statement is missing.');
  for (const statement of Statement) checkStatement(statement, kind);
  return { ...document, Statement };
}

function checkStatement(statement: PolicyStatement, kind: PolicyKind): void {
  const unknown = Object.keys(statement).filter((name) => !ELEMENTS.includes(name));
  if (unknown.length > 0)
    throw malformed(`Syntax errors in policy: ${unknown.join(', ')} is no element of a statement.`);
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') {
    throw malformed(`Syntax errors in policy: Effect must be Allow or Deny, not ${String(statement.Effect)}.`);
  }
  if ((statement.Action === undefined) === (statement.NotAction === undefined)) {
    throw malformed('Policy statement must contain actions: either Action or NotAction.');
  }
  for (const action of [statement.Action ?? statement.NotAction ?? []].flat()) {
    if (action !== '*' && !/^[\w-]+:[\w*?]+$/.test(action)) {
      throw malformed(`Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: ${action}`);
    }
  }
  const hasResource = statement.Resource !== undefined || statement.NotResource !== undefined;
  const hasPrincipal = statement.Principal !== undefined || statement.NotPrincipal !== undefined;
  if (kind === 'identity' && hasPrincipal) throw malformed('Policy document should not specify a principal.');
  if (kind === 'identity' && !hasResource) throw malformed('Policy statement must contain resources.');
  if (kind === 'trust' && hasResource) throw malformed('Has prohibited field Resource');
  if (kind !== 'identity' && !hasPrincipal) throw malformed('Policy statement must contain a principal.');
  for (const resource of [statement.Resource ?? statement.NotResource ?? []].flat()) {
    if (resource !== '*' && kind === 'identity' && !/^(arn:|\*|\$\{)/.test(resource)) {
      throw malformed(`Resource ${resource} must be in ARN format or "*".`);
    }
  }
}

const malformed = (message: string): AwsError => new AwsError('MalformedPolicyDocument', message);
