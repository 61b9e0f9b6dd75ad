import type { Cloud } from '../cloud.ts';
import { AwsError } from '../errors.ts';
import type { Table } from '../store/database.ts';
import type { AliasRecord, EventInvokeRecord, FunctionRecord } from './functionRecord.ts';

/** A statement of a function's resource policy, as `AddPermission` makes it. */
export interface PermissionStatement {
  Sid: string;
  Effect: 'Allow';
  Principal: Record<string, string> | '*';
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

/** Functions, versions, aliases and what hangs on them. Keys are `<function>` or `<function>:<qualifier>`. */
export class FunctionStore {
  readonly functions: Table<FunctionRecord>;
  readonly versions: Table<FunctionRecord>;
  readonly aliases: Table<AliasRecord>;
  readonly eventInvokes: Table<EventInvokeRecord>;
  readonly permissions: Table<PermissionStatement[]>;
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
    this.functions = cloud.database.table('lambda.functions');
    this.versions = cloud.database.table('lambda.versions');
    this.aliases = cloud.database.table('lambda.aliases');
    this.eventInvokes = cloud.database.table('lambda.event-invoke-configs');
    this.permissions = cloud.database.table('lambda.permissions');
  }

  arn(name: string, qualifier?: string): string {
    return this.#cloud.arn('lambda', `function:${name}${qualifier ? `:${qualifier}` : ''}`);
  }

  /** Takes a name, `name:qualifier`, a partial or a whole ARN apart. */
  parse(functionName: string, qualifier?: string): { name: string; qualifier: string | undefined } {
    const match = /^(?:(?:arn:[\w-]+:lambda:[\w-]+:)?\d{12}:function:|function:)?([\w-]+)(?::([\w$-]+))?$/.exec(
      functionName,
    );
    if (!match) {
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value '${functionName}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?`,
      );
    }
    if (qualifier !== undefined && match[2] !== undefined && qualifier !== match[2]) {
      throw new AwsError(
        'InvalidParameterValueException',
        'The derived qualifier from the function name does not match the specified qualifier.',
      );
    }
    return { name: match[1] ?? '', qualifier: qualifier ?? match[2] };
  }

  /** The function's `$LATEST`. Throws `ResourceNotFoundException`. */
  latest(name: string): FunctionRecord {
    const record = this.functions.get(name);
    if (!record) throw notFound(this.arn(name));
    return record;
  }

  /** What a name and a qualifier mean: `$LATEST`, a version, or the version behind an alias. */
  resolve(
    functionName: string,
    givenQualifier?: string,
  ): { record: FunctionRecord; arn: string; qualifier: string | undefined } {
    const { name, qualifier } = this.parse(functionName, givenQualifier);
    const arn = this.arn(name, qualifier);
    if (qualifier === undefined || qualifier === '$LATEST') return { record: this.latest(name), arn, qualifier };
    const version = this.aliases.get(`${name}:${qualifier}`)?.version ?? qualifier;
    const record = version === '$LATEST' ? this.latest(name) : this.versions.get(`${name}:${version}`);
    if (!record) throw notFound(arn);
    return { record, arn, qualifier };
  }

  /** Removes the function with all that belongs to it. */
  delete(name: string): void {
    this.functions.delete(name);
    const tables: Table<unknown>[] = [this.versions, this.aliases, this.eventInvokes, this.permissions];
    for (const table of tables) {
      for (const { key } of table.list({ prefix: `${name}:` })) table.delete(key);
      table.delete(name);
    }
  }
}

export const notFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { status: 404 });
