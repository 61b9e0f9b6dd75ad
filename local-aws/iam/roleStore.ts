import type { Cloud } from '../cloud.ts';
import { AwsError } from '../errors.ts';
import type { Table } from '../store/database.ts';
import { type CompiledStatement, compilePolicy } from './compilePolicy.ts';
import { awsManagedPolicy } from './managedPolicies.ts';
import { parsePolicy } from './policyDocument.ts';

export interface RoleRecord {
  name: string;
  path: string;
  arn: string;
  id: string;
  trustPolicy: string;
  /** Documents by name. */
  inline: Record<string, string>;
  /** ARNs of managed policies. */
  attached: string[];
  description?: string;
  maxSessionDuration: number;
  tags: Record<string, string>;
  /** ms since the epoch */
  createdAt: number;
}

export interface ManagedPolicyRecord {
  name: string;
  path: string;
  arn: string;
  id: string;
  description?: string;
  /** Documents by version id (`v1`). */
  versions: Record<string, { document: string; createdAt: number }>;
  defaultVersion: string;
  createdAt: number;
  updatedAt: number;
}

/** Roles and customer managed policies, with their statements compiled once per change. */
export class RoleStore {
  readonly #roles: Table<RoleRecord>;
  readonly #policies: Table<ManagedPolicyRecord>;
  readonly #statements = new Map<string, CompiledStatement[]>();
  readonly #trust = new Map<string, CompiledStatement[]>();

  constructor(cloud: Cloud) {
    this.#roles = cloud.database.table('iam.roles');
    this.#policies = cloud.database.table('iam.policies');
  }

  roles(): RoleRecord[] {
    return this.#roles.list().map(({ value }) => value);
  }

  findRole(name: string): RoleRecord | undefined {
    return this.#roles.get(name);
  }

  /** Throws `NoSuchEntity`. */
  role(name: string): RoleRecord {
    const record = this.#roles.get(name);
    if (!record) throw noSuchEntity(`The role with name ${name} cannot be found.`);
    return record;
  }

  putRole(record: RoleRecord): void {
    this.#roles.put(record.name, record);
    this.#forget();
  }

  deleteRole(name: string): void {
    this.#roles.delete(name);
    this.#forget();
  }

  policies(): ManagedPolicyRecord[] {
    return this.#policies.list().map(({ value }) => value);
  }

  findPolicy(arn: string): ManagedPolicyRecord | undefined {
    return this.#policies.get(arn);
  }

  /** Throws `NoSuchEntity`. */
  policy(arn: string): ManagedPolicyRecord {
    const record = this.#policies.get(arn);
    if (!record) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
    return record;
  }

  putPolicy(record: ManagedPolicyRecord): void {
    this.#policies.put(record.arn, record);
    this.#forget();
  }

  deletePolicy(arn: string): void {
    this.#policies.delete(arn);
    this.#forget();
  }

  /** The document of a managed policy, AWS's own or a customer's. Throws `NoSuchEntity`. */
  document(arn: string): string {
    const own = awsManagedPolicy(arn);
    if (own) return own;
    const record = this.policy(arn);
    return record.versions[record.defaultVersion]?.document ?? '';
  }

  /** All statements of a role's policies; none for a role that does not exist. */
  statements(roleArn: string): readonly CompiledStatement[] {
    const known = this.#statements.get(roleArn);
    if (known) return known;
    const record = this.#roles.get(roleName(roleArn));
    const made =
      record === undefined
        ? []
        : [
            ...Object.entries(record.inline).flatMap(([name, text]) =>
              compilePolicy(parsePolicy(text, 'identity'), name),
            ),
            ...record.attached.flatMap((arn) =>
              compilePolicy(parsePolicy(this.document(arn), 'identity'), roleName(arn)),
            ),
          ];
    this.#statements.set(roleArn, made);
    return made;
  }

  /** The statements of a role's trust policy, or undefined for a role that does not exist. */
  trustStatements(roleArn: string): readonly CompiledStatement[] | undefined {
    const known = this.#trust.get(roleArn);
    if (known) return known;
    const record = this.#roles.get(roleName(roleArn));
    if (!record) return undefined;
    const made = compilePolicy(parsePolicy(record.trustPolicy, 'trust'), 'trust policy');
    this.#trust.set(roleArn, made);
    return made;
  }

  #forget(): void {
    this.#statements.clear();
    this.#trust.clear();
  }
}

/** The last part of a role's or policy's ARN. */
export const roleName = (arn: string): string => arn.split('/').at(-1) ?? arn;

export const noSuchEntity = (message: string): AwsError => new AwsError('NoSuchEntity', message, { status: 404 });
