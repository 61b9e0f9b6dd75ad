import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';

export const createLogGroup = (store: LogStore) =>
  operation<CreateLogGroupRequest, void>({
    name: 'CreateLogGroup',
    accepts: ['logGroupName', 'tags', 'logGroupClass', 'deletionProtectionEnabled'],
    inert: ['kmsKeyId'],
    required: ['logGroupName'],
    access: ({ logGroupName }, call) => logAccess('CreateLogGroup', logGroupName, call),
    run({ logGroupName = '', tags = {}, kmsKeyId, logGroupClass = 'STANDARD', deletionProtectionEnabled }) {
      if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(logGroupName))
        throw invalid(
          `Value '${logGroupName}' at 'logGroupName' must have 1 to 512 letters, digits, ".", "-", "_", "/" or "#".`,
        );
      if (store.findGroup(logGroupName))
        throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
      store.newGroup(logGroupName, { tags, kmsKeyId, logGroupClass, deletionProtected: deletionProtectionEnabled });
    },
  });
