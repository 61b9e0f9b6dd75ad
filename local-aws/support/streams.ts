import { sourceServices } from '../event-sources/checkMapping.ts';
import { type Area, names } from './area.ts';

/** Kinesis, and the event source mappings of Lambda. */
export const streams: Area = {
  title: 'Streams and event source mappings',
  generate: () =>
    [
      'Streams of Kinesis are active at once, and take records up to 1 MiB. The throughput of their shards is limited as on AWS where the server was started with `limits`. Enhanced fan-out and shard-level metrics are refused.',
      `Event sources of Lambda: ${names(sourceServices)}. Tumbling windows are refused. A mapping invokes its function with no permission of its own, as Lambda does, and reads its source with the function’s role. It sets no timer while nothing is to be read.`,
    ].join('\n\n'),
};
