import type { DescribeStackEventsInput, DescribeStackEventsOutput, StackEvent } from '@aws-sdk/client-cloudformation';
import type { EventRecord } from '../../cloudformation/stackRecords.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { type CloudFormationContext, existingStack, stackAccess } from './context.ts';

const PAGE = 100;

export const describeStackEvents = (context: CloudFormationContext) =>
  operation<DescribeStackEventsInput, DescribeStackEventsOutput>({
    name: 'DescribeStackEvents',
    accepts: ['StackName', 'NextToken'],
    required: ['StackName'],
    access: (input) => stackAccess(context, 'DescribeStackEvents', input.StackName),
    run: (input) => {
      const events = context.store.eventsOf(existingStack(context, input.StackName).id);
      const start = input.NextToken === undefined ? 0 : events.findIndex(({ eventId }) => eventId === input.NextToken);
      if (start < 0) throw new AwsError('ValidationError', 'The specified token is not valid.');
      const next = events[start + PAGE];
      return {
        StackEvents: events.slice(start, start + PAGE).map(stackEvent),
        ...(next && { NextToken: next.eventId }),
      };
    },
  });

function stackEvent(event: EventRecord): StackEvent {
  return {
    StackId: event.stackId,
    EventId: event.eventId,
    StackName: event.stackName,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: new Date(event.timestamp),
    ResourceStatus: event.status as NonNullable<StackEvent['ResourceStatus']>,
    ...(event.reason !== undefined && { ResourceStatusReason: event.reason }),
  };
}
