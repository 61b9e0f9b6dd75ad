import type { CreateEventBusRequest, CreateEventBusResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { tagsOf } from '../../tags.ts';
import type { Router } from './router.ts';

export const createEventBus = (router: Router) =>
  operation<CreateEventBusRequest, CreateEventBusResponse>({
    name: 'CreateEventBus',
    accepts: ['Name', 'Description', 'Tags'],
    required: ['Name'],
    access: ({ Name = '' }, { cloud }) => [
      { action: 'events:CreateEventBus', resource: cloud.arn('events', `event-bus/${Name}`) },
    ],
    run({ Name = '', Description, Tags }) {
      if (!/^[.\-_A-Za-z0-9]{1,256}$/.test(Name))
        throw new AwsError('ValidationException', 'Name must have 1 to 256 letters, digits, ".", "-" or "_".');
      const bus = router.buses.add(Name, { description: Description, tags: tagsOf(Tags) });
      return { EventBusArn: bus.arn, Description };
    },
  });
