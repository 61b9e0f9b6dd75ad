import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { logAccess } from './access.ts';
import { invalid } from './invalid.ts';
import type { LogStore } from './logStore.ts';

export const createLogStream = (store: LogStore) =>
  operation<CreateLogStreamRequest, void>({
    name: 'CreateLogStream',
    accepts: ['logGroupName', 'logStreamName'],
    required: ['logGroupName', 'logStreamName'],
    access: ({ logGroupName, logStreamName }, call) => logAccess('CreateLogStream', logGroupName, call, logStreamName),
    run({ logGroupName = '', logStreamName = '' }) {
      store.group(logGroupName);
      if (!/^[^:*]{1,512}$/.test(logStreamName))
        throw invalid(
          `Value '${logStreamName}' at 'logStreamName' must have 1 to 512 characters, none of them ":" or "*".`,
        );
      if (store.findStream(logGroupName, logStreamName))
        throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
      store.addStream(logGroupName, logStreamName);
    },
  });
