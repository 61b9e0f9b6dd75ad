import type { CompiledStatement } from './compilePolicy.ts';
import type { DecisionRecord } from './decisionLog.ts';
import { matchesAction } from './patterns.ts';
import { takesAnyResourceOnly } from './resourcelessActions.ts';
import type { RoleStore } from './roleStore.ts';

/** What `nightjar iam --json` prints. */
export interface IamUsage {
  denied: DeniedUse[];
  /** Actions of roles in use that no allowed call needed. */
  unused: UnusedAction[];
  /** `*` in an action or as a whole resource, without a written reason. */
  wildcards: Wildcard[];
  roles: RoleUsage[];
}

export interface DeniedUse {
  role: string;
  action: string;
  resources: string[];
  reason: string;
  count: number;
}

export interface UnusedAction {
  role: string;
  statement: string;
  action: string;
}

export interface Wildcard {
  role: string;
  statement: string;
  element: 'Action' | 'Resource';
  value: string;
}

export interface RoleUsage {
  role: string;
  arn: string;
  /** Calls that were decided; 0: the role was not in use. */
  calls: number;
  used: { action: string; statement?: string; resources: string[]; count: number }[];
  /** Actions that no call needed and whose `Sid` says why: `OnlyWhen…`, `OnlyOnAws…`. */
  reserved: UnusedAction[];
  /** Wildcards that say why: by the service's own limits, or by a `Sid` that holds `Because`. */
  reasonedWildcards: (Wildcard & { reason: string })[];
}

/** Sets every role's policies against the decisions that were taken. */
export function iamUsage(roles: RoleStore, decisions: readonly DecisionRecord[]): IamUsage {
  const usage: IamUsage = { denied: [], unused: [], wildcards: [], roles: [] };
  const known = roles.roles();
  for (const { name, arn } of known) {
    const own = decisions.filter(({ roleArn }) => roleArn === arn);
    const statements = roles.statements(arn).filter(({ effect }) => effect === 'Allow');
    const wildcards = statements.flatMap((statement) => wildcardsOf(name, statement));
    usage.wildcards.push(
      ...wildcards.filter(({ reason }) => reason === undefined).map(({ reason: _r, ...rest }) => rest),
    );
    const idle = own.length > 0 ? statements.flatMap((statement) => unusedOf(name, statement, own)) : [];
    usage.unused.push(...idle.filter(({ reserved }) => !reserved).map(withoutMark));
    usage.roles.push({
      role: name,
      arn,
      calls: own.reduce((sum, { count }) => sum + count, 0),
      used: own
        .filter(({ allowed }) => allowed)
        .map(({ action, statement, resources, count }) => ({
          action,
          ...(statement !== undefined && { statement }),
          resources,
          count,
        })),
      reserved: idle.filter(({ reserved }) => reserved).map(withoutMark),
      reasonedWildcards: wildcards.flatMap(({ reason, ...rest }) =>
        reason === undefined ? [] : [{ ...rest, reason }],
      ),
    });
  }
  const names = new Map(known.map(({ arn, name }) => [arn, name]));
  usage.denied = decisions
    .filter(({ allowed }) => !allowed)
    .map(({ roleArn, action, resources, reason, count }) => ({
      role: names.get(roleArn) ?? roleArn,
      action,
      resources,
      reason,
      count,
    }));
  return usage;
}

/** A statement for what a night that goes well does not meet, or for what only an account asks. */
const isReserved = (sid: string | undefined): boolean => /^Only(When|OnAws)/.test(sid ?? '');

const withoutMark = ({ role, statement, action }: UnusedAction): UnusedAction => ({ role, statement, action });

function unusedOf(
  role: string,
  { id, statement }: CompiledStatement,
  decisions: readonly DecisionRecord[],
): (UnusedAction & { reserved: boolean })[] {
  const uses = decisions.filter((one) => one.allowed && one.statement === id);
  return [statement.Action ?? []]
    .flat()
    .filter((pattern) => !uses.some(({ action }) => matchesAction(pattern, action)))
    .map((action) => ({ role, statement: statement.Sid ?? id, action, reserved: isReserved(statement.Sid) }));
}

function wildcardsOf(
  role: string,
  { id, statement }: CompiledStatement,
): (Wildcard & { reason: string | undefined })[] {
  const actions = [statement.Action ?? []].flat();
  const written = statement.Sid?.includes('Because') ? statement.Sid : undefined;
  const inActions = [...actions, ...[statement.NotAction ?? []].flat()].filter((action) => /[*?]/.test(action));
  const isAny = [statement.Resource ?? []].flat().includes('*') || statement.NotResource !== undefined;
  const byService =
    actions.length > 0 && actions.every(takesAnyResourceOnly)
      ? 'the service lets these actions name no resource'
      : undefined;
  return [
    ...inActions.map((value) => ({ role, statement: id, element: 'Action' as const, value, reason: written })),
    ...(isAny ? [{ role, statement: id, element: 'Resource' as const, value: '*', reason: written ?? byService }] : []),
  ];
}
