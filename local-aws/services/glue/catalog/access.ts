import type { Access, Call } from '../../../service.ts';

/** Glue asks for the right on the catalog, the database and the table alike. */
export const catalogAccess = (call: Call, operation: string, database?: string, table?: string): Access[] =>
  [
    'catalog',
    ...(database === undefined ? [] : [`database/${database.toLowerCase()}`]),
    ...(database === undefined || table === undefined
      ? []
      : [`table/${database.toLowerCase()}/${table.toLowerCase()}`]),
  ].map((resource) => ({ action: `glue:${operation}`, resource: call.cloud.arn('glue', resource) }));
