import type { Provisioner } from '../provisioner.ts';
import { alarm, compositeAlarm } from './alarm.ts';
import { bucket } from './bucket.ts';
import { bucketPolicy } from './bucketPolicy.ts';
import { dashboard } from './dashboard.ts';
import { dynamodbTable } from './dynamodbTable.ts';
import { eventBus, eventBusPolicy } from './eventBus.ts';
import { eventRule } from './eventRule.ts';
import { glueDatabase } from './glueDatabase.ts';
import { glueDataQualityRuleset } from './glueDataQualityRuleset.ts';
import { glueJob } from './glueJob.ts';
import { glueSecurityConfiguration } from './glueSecurityConfiguration.ts';
import { glueTable } from './glueTable.ts';
import { inertProvisioners } from './inertTypes.ts';
import { kinesisStream } from './kinesisStream.ts';
import { kmsAlias } from './kmsAlias.ts';
import { kmsKey } from './kmsKey.ts';
import { lambdaAlias } from './lambdaAlias.ts';
import { lambdaEventInvokeConfig } from './lambdaEventInvokeConfig.ts';
import { lambdaEventSourceMapping } from './lambdaEventSourceMapping.ts';
import { lambdaFunction } from './lambdaFunction.ts';
import { lambdaPermission } from './lambdaPermission.ts';
import { lambdaVersion } from './lambdaVersion.ts';
import { logGroup } from './logGroup.ts';
import { managedPolicy } from './managedPolicy.ts';
import { metricFilter } from './metricFilter.ts';
import { modelPackageGroup } from './modelPackageGroup.ts';
import { policy } from './policy.ts';
import { queue } from './queue.ts';
import { queuePolicy } from './queuePolicy.ts';
import { role } from './role.ts';
import { schedule } from './schedule.ts';
import { scheduleGroup } from './scheduleGroup.ts';
import { stateMachine } from './stateMachine.ts';
import { stateMachineAlias } from './stateMachineAlias.ts';
import { stateMachineVersion } from './stateMachineVersion.ts';
import { subscription } from './subscription.ts';
import { topic } from './topic.ts';
import { topicPolicy } from './topicPolicy.ts';

/** Every resource type that local-aws makes; any other is an error. */
export const provisioners: ReadonlyMap<string, Provisioner> = new Map(
  [
    alarm,
    bucket,
    bucketPolicy,
    compositeAlarm,
    dashboard,
    dynamodbTable,
    eventBus,
    eventBusPolicy,
    eventRule,
    glueDatabase,
    glueDataQualityRuleset,
    glueJob,
    glueSecurityConfiguration,
    glueTable,
    kinesisStream,
    kmsAlias,
    kmsKey,
    lambdaAlias,
    lambdaEventInvokeConfig,
    lambdaEventSourceMapping,
    lambdaFunction,
    lambdaPermission,
    lambdaVersion,
    logGroup,
    managedPolicy,
    metricFilter,
    modelPackageGroup,
    policy,
    queue,
    queuePolicy,
    role,
    schedule,
    scheduleGroup,
    stateMachine,
    stateMachineAlias,
    stateMachineVersion,
    subscription,
    topic,
    topicPolicy,
    ...inertProvisioners,
  ].map((provisioner) => [provisioner.type, provisioner]),
);
