import type { DeleteEventBusRequest } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import type { Router } from './router.ts';

export const deleteEventBus = (router: Router) =>
  operation<DeleteEventBusRequest, void>({
    name: 'DeleteEventBus',
    accepts: ['Name'],
    required: ['Name'],
    access: ({ Name = '' }, { cloud }) => [
      { action: 'events:DeleteEventBus', resource: cloud.arn('events', `event-bus/${Name}`) },
    ],
    run({ Name = '' }) {
      if (Name === 'default') throw new AwsError('ValidationException', 'Cannot delete event bus default.');
      if (router.buses.rules(Name).length > 0)
        throw new AwsError('ValidationException', `Cannot delete event bus ${Name}: it still has rules.`);
      router.buses.remove(Name);
    },
  });
