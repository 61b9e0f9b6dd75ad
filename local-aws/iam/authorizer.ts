import type { Authorizer, Cloud, Denial } from '../cloud.ts';
import type { Access, Caller } from '../service.ts';
import { type CompiledStatement, compilePolicy } from './compilePolicy.ts';
import { DecisionLog } from './decisionLog.ts';
import { type Decision, evaluate } from './evaluate.ts';
import { parsePolicy } from './policyDocument.ts';
import { globalContext } from './requestContext.ts';
import { RoleStore } from './roleStore.ts';

/** Decides calls by the policies of the caller's role and of the resource, and writes each decision down. */
export class PolicyAuthorizer implements Authorizer {
  readonly roles: RoleStore;
  readonly decisions: DecisionLog;
  readonly #cloud: Cloud;
  readonly #resourcePolicies = new Map<string, readonly CompiledStatement[]>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.roles = new RoleStore(cloud);
    this.decisions = new DecisionLog(cloud);
  }

  authorize(caller: Caller, access: readonly Access[]): Denial | undefined {
    for (const one of access) {
      const decision = this.#decide(caller, one);
      if (caller.kind === 'role') this.decisions.add(caller.roleArn ?? caller.arn, one, decision);
      if (!decision.allowed) return { access: one, reason: decision.reason };
    }
    return undefined;
  }

  mayAssume(roleArn: string, caller: Caller): Denial | undefined {
    const access: Access = { action: 'sts:AssumeRole', resource: roleArn };
    const trust = this.roles.trustStatements(roleArn);
    const accountRoot = this.#accountRoot();
    const decision: Decision =
      trust === undefined
        ? { allowed: false, reason: 'no resource-based policy allows the sts:AssumeRole action' }
        : evaluate(
            { ...access, context: globalContext(this.#cloud, caller, access), principals: this.#names(caller) },
            // A role's trust policy alone says whether a service may have it; the account's own also need a right of theirs.
            { identity: caller.kind === 'service' ? [] : [EVERYTHING], resource: trust },
            { accountRoot, resourceMustAgree: true },
          );
    return decision.allowed ? undefined : { access, reason: decision.reason };
  }

  #decide(caller: Caller, access: Access): Decision {
    const { action, resource } = access;
    const service = this.#cloud.services.get(action.slice(0, action.indexOf(':')));
    const text = resource === '*' ? undefined : service?.resourcePolicy?.(resource);
    const attached = text ? this.#compiled(text) : undefined;
    const context = globalContext(this.#cloud, caller, access);
    const question = { action, resource, context, principals: this.#names(caller) };
    const isKey = action.startsWith('kms:');
    const rules = { accountRoot: this.#accountRoot(), resourceMustAgree: isKey };
    if (caller.kind === 'root') return evaluate(question, { identity: [EVERYTHING], resource: attached }, rules);
    if (caller.kind === 'service') {
      // Only a resource's own policy lets a service in; where a service keeps no such policies, AWS asks nothing either.
      const identity = service?.resourcePolicy && action !== 'iam:PassRole' ? [] : [EVERYTHING];
      const decision = evaluate(question, { identity, resource: attached }, rules);
      return decision.allowed || decision.reason.startsWith('with')
        ? decision
        : { ...decision, reason: `no resource-based policy allows the ${action} action` };
    }
    return evaluate(question, { identity: this.roles.statements(caller.roleArn ?? ''), resource: attached }, rules);
  }

  #compiled(text: string): readonly CompiledStatement[] {
    const known = this.#resourcePolicies.get(text);
    if (known) return known;
    const made = compilePolicy(parsePolicy(text, 'resource'), 'resource policy');
    if (this.#resourcePolicies.size > 1000) this.#resourcePolicies.clear();
    this.#resourcePolicies.set(text, made);
    return made;
  }

  #names(caller: Caller): string[] {
    if (caller.kind === 'service') return [caller.arn];
    return [caller.arn, this.#accountRoot(), ...(caller.roleArn ? [caller.roleArn] : [])];
  }

  #accountRoot(): string {
    return `arn:aws:iam::${this.#cloud.account}:root`;
  }
}

/** What the account's root may do without a policy. */
const [EVERYTHING] = compilePolicy({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, 'account') as [
  CompiledStatement,
];
