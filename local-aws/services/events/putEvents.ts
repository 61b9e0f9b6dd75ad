import type {
  PutEventsRequest,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { onlyMembers } from '../../strict.ts';
import type { Router } from './router.ts';

const members = ['Time', 'Source', 'Resources', 'DetailType', 'Detail', 'EventBusName', 'TraceHeader'];

/** AWS's limit of a request, in bytes. */
const largest = 262_144;

export const putEvents = (router: Router) =>
  operation<PutEventsRequest, PutEventsResponse>({
    name: 'PutEvents',
    accepts: ['Entries'],
    required: ['Entries'],
    access: ({ Entries = [] }, { cloud }) =>
      [...new Set(Entries.map(({ EventBusName }) => EventBusName ?? 'default'))].map((bus) => ({
        action: 'events:PutEvents',
        resource: bus.startsWith('arn:') ? bus : cloud.arn('events', `event-bus/${bus}`),
      })),
    run({ Entries = [] }) {
      if (Entries.length < 1 || Entries.length > 10)
        throw new AwsError('ValidationException', `Entries must hold from 1 to 10 events, not ${Entries.length}.`);
      if (Entries.reduce((size, entry) => size + sizeOf(entry), 0) > largest)
        throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.', {
          status: 413,
        });
      const results = Entries.map((entry, index) => put(router, entry, index));
      return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results };
    },
  });

const sizeOf = ({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry) =>
  (Time ? 14 : 0) +
  [Source, DetailType, Detail, ...Resources].reduce((size, text) => size + Buffer.byteLength(text), 0);

function put(router: Router, entry: PutEventsRequestEntry, index: number): PutEventsResultEntry {
  onlyMembers(entry, members, `Entries[${index}]`, 'ValidationException');
  for (const name of ['Source', 'DetailType', 'Detail'] as const)
    if (!entry[name])
      return refused('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  const { Source = '', DetailType = '', Detail = '', Resources, Time, EventBusName } = entry;
  if (Source.startsWith('aws.')) return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = parseObject(Detail);
  if (!detail) return refused('MalformedDetail', 'Detail is malformed.');
  const bus = router.buses.find(EventBusName);
  if (!bus) return refused('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
  const event = router.event({
    source: Source,
    detailType: DetailType,
    detail,
    resources: Resources,
    time: Time?.getTime(),
  });
  router.publish(bus.name, event);
  return { EventId: event.id };
}

const refused = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
