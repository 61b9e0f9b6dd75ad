import type { Access, Call } from '../../service.ts';
import { tableName } from './wire.ts';

interface TableInput {
  TableName?: string | undefined;
  IndexName?: string | undefined;
}

export const tableArn = (call: Call, name: string | undefined): string =>
  call.cloud.arn('dynamodb', `table/${tableName(name)}`);

/** `access` of an operation on one table, or on an index of it. */
export const tableAccess =
  (action: string) =>
  (input: TableInput, call: Call): Access[] => {
    const arn = tableArn(call, input.TableName);
    const resource = input.IndexName === undefined ? arn : `${arn}/index/${input.IndexName}`;
    return [{ action: `dynamodb:${action}`, resource }];
  };

/** `access` of an operation that names several tables in `RequestItems`. */
export const batchAccess =
  (action: string) =>
  (input: { RequestItems?: object | undefined }, call: Call): Access[] =>
    Object.keys(input.RequestItems ?? {}).map((name) => ({
      action: `dynamodb:${action}`,
      resource: tableArn(call, name),
    }));

/** `access` of an operation that names its table by ARN. */
export const arnAccess =
  (action: string) =>
  (input: { ResourceArn?: string | undefined }): Access[] => [
    { action: `dynamodb:${action}`, resource: input.ResourceArn ?? '*' },
  ];
