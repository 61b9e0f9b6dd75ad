import type { Cloud } from '../../cloud.ts';
import type { Table } from '../../store/database.ts';

/** What a table is set to beyond what dynalite keeps. */
export interface TableSettings {
  /** ms since the epoch */
  created: number;
  deletionProtection?: boolean;
  sse?: { enabled: boolean; type?: string; keyId?: string };
  tableClass?: string;
  ttl?: { attribute: string; enabled: boolean };
  pointInTimeRecovery?: { enabled: boolean; days?: number; since?: number };
  stream?: boolean;
}

export const settingsTable = (cloud: Cloud): Table<TableSettings> =>
  cloud.database.table<TableSettings>('dynamodb.tables');

/** The settings of a table; a table that was made without any has its defaults. */
export const settingsOf = (cloud: Cloud, name: string): TableSettings =>
  settingsTable(cloud).get(name) ?? { created: cloud.clock.now() };

/** What DescribeTable says of them. */
export const describedSettings = (settings: TableSettings): Record<string, unknown> => ({
  CreationDateTime: new Date(settings.created),
  DeletionProtectionEnabled: settings.deletionProtection ?? false,
  ...(settings.sse?.enabled && {
    SSEDescription: {
      Status: 'ENABLED',
      SSEType: settings.sse.type ?? 'KMS',
      ...(settings.sse.keyId !== undefined && { KMSMasterKeyArn: settings.sse.keyId }),
    },
  }),
  ...(settings.tableClass !== undefined && { TableClassSummary: { TableClass: settings.tableClass } }),
});
