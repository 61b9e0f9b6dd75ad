import type { ResourcePolicy } from '@aws-sdk/client-cloudwatch-logs';
import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import type { Table } from '../../store/database.ts';

/** The account's resource policies for logs: what lets services such as EventBridge write to groups. */
export class ResourcePolicies {
  readonly #table: Table<ResourcePolicy>;

  constructor(cloud: Cloud) {
    this.#table = cloud.database.table('logs.resource-policies');
  }

  put(policyName: string, policyDocument: string, lastUpdatedTime: number): ResourcePolicy {
    const policy = { policyName, policyDocument, lastUpdatedTime };
    this.#table.put(policyName, policy);
    return policy;
  }

  /** Throws `ResourceNotFoundException`. */
  remove(policyName: string): void {
    if (!this.#table.delete(policyName))
      throw new AwsError('ResourceNotFoundException', `Policy with name [${policyName}] does not exist.`);
  }

  list(): ResourcePolicy[] {
    return this.#table.list().map(({ value }) => value);
  }

  /** One document with the statements of all policies; each statement names the groups it is for. */
  merged(): string | undefined {
    const statements = this.list().flatMap(({ policyDocument = '{}' }) => {
      const { Statement = [] } = JSON.parse(policyDocument) as { Statement?: unknown };
      return Statement as unknown[];
    });
    return statements.length === 0 ? undefined : JSON.stringify({ Version: '2012-10-17', Statement: statements });
  }
}
