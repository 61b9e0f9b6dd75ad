import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsInput,
  DescribeContinuousBackupsOutput,
  DescribeTimeToLiveInput,
  DescribeTimeToLiveOutput,
  UpdateContinuousBackupsInput,
  UpdateContinuousBackupsOutput,
  UpdateTimeToLiveInput,
  UpdateTimeToLiveOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../errors.ts';
import { type Call, operation } from '../../service.ts';
import { tableAccess } from './access.ts';
import type { Engine } from './engine.ts';
import { settingsOf, settingsTable, type TableSettings } from './tables.ts';
import { tableName } from './wire.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Throws `ResourceNotFoundException` for a table that there is not. */
const existing = async (engine: Engine, call: Call, name: string): Promise<TableSettings> => {
  await engine.call('DescribeTable', { TableName: name });
  return settingsOf(call.cloud, name);
};

/** Kept and told; items do not expire on the laptop (AWS deletes them within days, so no reader may count on it). */
export const updateTimeToLive = (engine: Engine) =>
  operation<UpdateTimeToLiveInput, UpdateTimeToLiveOutput>({
    name: 'UpdateTimeToLive',
    accepts: ['TableName'],
    inert: ['TimeToLiveSpecification'],
    required: ['TableName', 'TimeToLiveSpecification'],
    access: tableAccess('UpdateTimeToLive'),
    run: async ({ TableName, TimeToLiveSpecification: wanted }, call) => {
      const name = tableName(TableName);
      const settings = await existing(engine, call, name);
      const { AttributeName: attribute = '', Enabled: enabled = false } = wanted ?? {};
      if ((settings.ttl?.enabled ?? false) === enabled) {
        throw new AwsError('ValidationException', `TimeToLive is already ${enabled ? 'enabled' : 'disabled'}`);
      }
      settingsTable(call.cloud).put(name, { ...settings, ttl: { attribute, enabled } });
      return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
    },
  });

export const describeTimeToLive = (engine: Engine) =>
  operation<DescribeTimeToLiveInput, DescribeTimeToLiveOutput>({
    name: 'DescribeTimeToLive',
    accepts: ['TableName'],
    required: ['TableName'],
    access: tableAccess('DescribeTimeToLive'),
    run: async ({ TableName }, call) => {
      const { ttl } = await existing(engine, call, tableName(TableName));
      return {
        TimeToLiveDescription: ttl?.enabled
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: ttl.attribute }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  });

const describedBackups = (
  { pointInTimeRecovery: recovery }: TableSettings,
  now: number,
): ContinuousBackupsDescription => {
  const days = recovery?.days ?? 35;
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: recovery?.enabled
      ? {
          PointInTimeRecoveryStatus: 'ENABLED',
          RecoveryPeriodInDays: days,
          EarliestRestorableDateTime: new Date(Math.max(recovery.since ?? now, now - days * DAY)),
          LatestRestorableDateTime: new Date(now),
        }
      : { PointInTimeRecoveryStatus: 'DISABLED' },
  };
};

/** Kept and told; there is nothing to restore from on the laptop. */
export const updateContinuousBackups = (engine: Engine) =>
  operation<UpdateContinuousBackupsInput, UpdateContinuousBackupsOutput>({
    name: 'UpdateContinuousBackups',
    accepts: ['TableName'],
    inert: ['PointInTimeRecoverySpecification'],
    required: ['TableName', 'PointInTimeRecoverySpecification'],
    access: tableAccess('UpdateContinuousBackups'),
    run: async ({ TableName, PointInTimeRecoverySpecification: wanted }, call) => {
      const name = tableName(TableName);
      const now = call.cloud.clock.now();
      const settings = await existing(engine, call, name);
      const enabled = wanted?.PointInTimeRecoveryEnabled ?? false;
      const days = wanted?.RecoveryPeriodInDays;
      const changed = {
        ...settings,
        pointInTimeRecovery: { enabled, since: now, ...(days !== undefined && { days }) },
      };
      settingsTable(call.cloud).put(name, changed);
      return { ContinuousBackupsDescription: describedBackups(changed, now) };
    },
  });

export const describeContinuousBackups = (engine: Engine) =>
  operation<DescribeContinuousBackupsInput, DescribeContinuousBackupsOutput>({
    name: 'DescribeContinuousBackups',
    accepts: ['TableName'],
    required: ['TableName'],
    access: tableAccess('DescribeContinuousBackups'),
    run: async ({ TableName }, call) => {
      const settings = await existing(engine, call, tableName(TableName));
      return { ContinuousBackupsDescription: describedBackups(settings, call.cloud.clock.now()) };
    },
  });
