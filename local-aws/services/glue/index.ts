import type { Cloud } from '../../cloud.ts';
import type { AnyOperation, Service } from '../../service.ts';
import { batchCreatePartition } from './batchCreatePartition.ts';
import { batchDeletePartition } from './batchDeletePartition.ts';
import { batchDeleteTable } from './batchDeleteTable.ts';
import { batchGetJobs } from './batchGetJobs.ts';
import { batchGetPartition } from './batchGetPartition.ts';
import { batchStopJobRun } from './batchStopJobRun.ts';
import { batchUpdatePartition } from './batchUpdatePartition.ts';
import { createDatabase } from './createDatabase.ts';
import { createJob } from './createJob.ts';
import { createPartition } from './createPartition.ts';
import { createSecurityConfiguration } from './createSecurityConfiguration.ts';
import { createTable } from './createTable.ts';
import { deleteDatabase } from './deleteDatabase.ts';
import { deleteJob } from './deleteJob.ts';
import { deletePartition } from './deletePartition.ts';
import { deleteSecurityConfiguration } from './deleteSecurityConfiguration.ts';
import { deleteTable } from './deleteTable.ts';
import { getDatabase } from './getDatabase.ts';
import { getDatabases } from './getDatabases.ts';
import { getJob } from './getJob.ts';
import { getJobRun } from './getJobRun.ts';
import { getJobRuns } from './getJobRuns.ts';
import { getJobs } from './getJobs.ts';
import { getPartition } from './getPartition.ts';
import { getPartitions } from './getPartitions.ts';
import { getSecurityConfiguration } from './getSecurityConfiguration.ts';
import { getTable } from './getTable.ts';
import { getTables } from './getTables.ts';
import { getTableVersions } from './getTableVersions.ts';
import { getTags } from './getTags.ts';
import { JobRuns } from './jobs/jobRuns.ts';
import { listJobs } from './listJobs.ts';
import { createQuality } from './quality.ts';
import { startJobRun } from './startJobRun.ts';
import { tagResource } from './tagResource.ts';
import { untagResource } from './untagResource.ts';
import { updateDatabase } from './updateDatabase.ts';
import { updateJob } from './updateJob.ts';
import { updatePartition } from './updatePartition.ts';
import { updateTable } from './updateTable.ts';

const CATALOG: readonly AnyOperation[] = [
  createDatabase,
  getDatabase,
  getDatabases,
  updateDatabase,
  deleteDatabase,
  createTable,
  updateTable,
  getTable,
  getTables,
  deleteTable,
  batchDeleteTable,
  getTableVersions,
  createPartition,
  batchCreatePartition,
  getPartition,
  getPartitions,
  batchGetPartition,
  updatePartition,
  batchUpdatePartition,
  deletePartition,
  batchDeletePartition,
  tagResource,
  untagResource,
  getTags,
];
const JOBS: readonly AnyOperation[] = [createJob, updateJob, getJob, getJobs, batchGetJobs, listJobs, deleteJob];
const SECURITY: readonly AnyOperation[] = [
  createSecurityConfiguration,
  getSecurityConfiguration,
  deleteSecurityConfiguration,
];

/** AWS Glue: the Data Catalog, and Spark jobs whose SQL really runs (on DuckDB, or on Spark itself). */
export const createGlue = (cloud: Cloud): Service => {
  const runs = new JobRuns(cloud);
  runs.recover();
  const quality = createQuality(cloud);
  const operations = [
    ...CATALOG,
    ...JOBS,
    ...SECURITY,
    startJobRun(runs),
    getJobRun,
    getJobRuns,
    batchStopJobRun(runs),
    ...quality.operations,
  ];
  return {
    name: 'glue',
    protocols: ['awsJson1.1'],
    targets: ['AWSGlue'],
    validationError: 'InvalidInputException',
    operations: Object.fromEntries(operations.map((each) => [each.name, each])),
    close: async () => {
      await Promise.all([runs.close(), quality.close()]);
    },
  };
};
