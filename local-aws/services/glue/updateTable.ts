import type { UpdateTableRequest, UpdateTableResponse } from '@aws-sdk/client-glue';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { catalogAccess } from './catalog/access.ts';
import { stored } from './catalog/answers.ts';
import { checkTableInput } from './catalog/checks.ts';
import { catalogOf, currentVersion } from './catalog/store.ts';

/** Replaces the table's definition; the former one stays as a version unless `SkipArchive` is set. */
export const updateTable = operation<UpdateTableRequest, UpdateTableResponse>({
  name: 'UpdateTable',
  accepts: ['DatabaseName', 'TableInput', 'SkipArchive', 'VersionId'],
  inert: ['CatalogId'],
  required: ['DatabaseName', 'TableInput'],
  access: ({ DatabaseName, TableInput }, call) => catalogAccess(call, 'UpdateTable', DatabaseName, TableInput?.Name),
  run: ({ DatabaseName = '', TableInput, SkipArchive, VersionId }, { cloud }) => {
    const input = checkTableInput(TableInput);
    const catalog = catalogOf(cloud);
    const table = catalog.table(DatabaseName, input.Name ?? '');
    const { version } = currentVersion(table);
    if (VersionId !== undefined && VersionId !== String(version))
      throw new AwsError('ConcurrentModificationException', `Update table failed: the table is at version ${version}`);
    const next = { version: version + 1, input: stored(input), updatedAt: cloud.clock.now() };
    catalog.putTable({ ...table, versions: [...(SkipArchive ? table.versions.slice(0, -1) : table.versions), next] });
    return {};
  },
});
