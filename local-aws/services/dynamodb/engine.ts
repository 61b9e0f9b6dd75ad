import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';

/** An item or a request as DynamoDB's JSON writes it. */
export type Wire = Record<string, unknown>;

type Callback = (error: DynaliteError | null, answer?: Wire) => void;

interface DynaliteError extends Error {
  statusCode?: number;
  body?: { __type?: string; message?: string; Message?: string };
}

interface Validation {
  types: Record<string, unknown>;
  custom?: (data: Wire, store: Store) => string | undefined;
}

interface Store {
  tableDb: { awsAccountId: string; awsRegion: string };
  lifecycleManager: { gracefulClose(callback: (error?: Error) => void): void };
}

interface Dynalite {
  create(options: object): Store;
  /** An error where the condition of a validated request does not hold for the item. */
  checkConditional(data: Wire, item: Wire | undefined): DynaliteError | null | undefined;
}

const require = createRequire(join(import.meta.dirname, 'engine.ts'));

/** Operations that dynalite has; the rest of the API is built on these. */
export const dynaliteOperations = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
] as const;

export type DynaliteOperation = (typeof dynaliteOperations)[number];

const file = (operation: string): string => `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;

const validationOf = (operation: string): Validation =>
  require(`dynalite/validations/${file(operation)}`) as Validation;

/** Parameters that dynalite looks at. */
export const knownParameters = (operation: DynaliteOperation): string[] => Object.keys(validationOf(operation).types);

/**
 * dynalite within this process, without its HTTP server: its own validations and actions over its own store. Calls run one after the
 * other, so that a transaction sees and leaves nothing half-done.
 */
export class Engine {
  readonly #store: Store;
  readonly #dynalite = require('dynalite/db') as Dynalite;
  readonly #validations = require('dynalite/validations') as {
    checkTypes(data: Wire, types: object): Wire;
    checkValidations(data: Wire, types: object, custom: unknown, store: Store): void;
  };
  #last: Promise<unknown> = Promise.resolve();

  constructor(cloud: Cloud) {
    this.#store = this.#dynalite.create({
      path: join(cloud.directory, 'dynamodb'),
      createTableMs: 0,
      deleteTableMs: 0,
      updateTableMs: 0,
    });
    this.#store.tableDb.awsAccountId = cloud.account;
    this.#store.tableDb.awsRegion = cloud.region;
  }

  /** Runs `action` when every call before it has ended. */
  exclusively<T>(action: () => Promise<T>): Promise<T> {
    const next = this.#last.then(action, action);
    this.#last = next.catch(() => {});
    return next;
  }

  /** One call in its turn. */
  call(operation: DynaliteOperation, input: Wire): Promise<Wire> {
    return this.exclusively(() => this.run(operation, input));
  }

  /** One call at once; the caller holds the turn. Throws `AwsError`. */
  run(operation: DynaliteOperation, input: Wire): Promise<Wire> {
    const data = this.#checked(operation, input);
    const action = require(`dynalite/actions/${file(operation)}`) as (store: Store, data: Wire, done: Callback) => void;
    return new Promise((resolve, reject) => {
      action(this.#store, data, (error, answer) => {
        if (error) reject(awsError(error));
        else resolve(answer ?? {});
      });
    });
  }

  /** Throws `ConditionalCheckFailedException` where the request's condition does not hold for the item. */
  checkCondition(operation: 'PutItem' | 'UpdateItem' | 'DeleteItem', input: Wire, item: Wire | undefined): void {
    const error = this.#dynalite.checkConditional(this.#checked(operation, input), item);
    if (error) throw awsError(error);
  }

  #checked(operation: string, input: Wire): Wire {
    const { types, custom } = validationOf(operation);
    try {
      const data = this.#validations.checkTypes(structuredClone(input), types);
      this.#validations.checkValidations(data, types, custom, this.#store);
      return data;
    } catch (error) {
      throw awsError(error as DynaliteError);
    }
  }

  async close(): Promise<void> {
    await this.#last;
    await new Promise<void>((resolve, reject) => {
      this.#store.lifecycleManager.gracefulClose((error) => (error ? reject(error) : resolve()));
    });
  }
}

const awsError = (error: DynaliteError): Error => {
  if (error.statusCode === undefined || !error.body) return error;
  const { __type = 'InternalServerError', message, Message } = error.body;
  return new AwsError(__type.split('#').at(-1) ?? __type, message ?? Message ?? '', { status: error.statusCode });
};
