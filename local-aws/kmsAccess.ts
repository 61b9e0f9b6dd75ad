import type { Access } from './service.ts';

/**
 * What IAM must allow on the customer's key of an encrypted resource, for calls that go through `service`. Keys of AWS itself
 * (`alias/aws/…`) ask for nothing. `key` is an ARN or an id.
 */
export function kmsAccess(
  cloud: { region: string; arn(service: string, resource: string): string },
  service: string,
  key: string | undefined,
  ...operations: readonly string[]
): Access[] {
  if (!key || key.startsWith('alias/aws/')) return [];
  const resource = key.startsWith('arn:') ? key : cloud.arn('kms', `key/${key}`);
  const context = { 'kms:ViaService': `${service}.${cloud.region}.amazonaws.com` };
  return operations.map((operation) => ({ action: `kms:${operation}`, resource, context }));
}

/** Aliases of the customer's keys cannot be told apart from here; their ARN or id can. */
export const isCustomerAlias = (key: string): boolean => /(^|:)alias\//.test(key) && !/(^|:)alias\/aws\//.test(key);
