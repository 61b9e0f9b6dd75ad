import { RUNTIMES } from '../services/lambda/configuration.ts';
import { type Area, names } from './area.ts';

/** Lambda functions: what running one means on the laptop. */
export const functions: Area = {
  title: 'Lambda functions',
  generate: () =>
    [
      `Runtimes: ${names(RUNTIMES)}; packages are zips. Layers, images, SnapStart, file systems, function URLs and JSON log format are refused.`,
      [
        'A function runs in worker threads of the laptop’s own Node.js, one for each concurrent invocation, at most 10 a function and 40 in all; beyond that an invocation waits.',
        'Its environment is its own variables and those that Lambda sets, `Date` follows the laptop’s clock, and its time-out is on that clock.',
        'Memory bounds the thread’s heap, not its buffers. After an answer the thread is not frozen: timers that a handler leaves behind go on.',
        '`/tmp` is the machine’s, and `process.env.TZ` does not change the time zone of `Date`: the server’s own does.',
      ].join(' '),
      'Asynchronous invocations are kept on disk, tried again after one and two minutes, and end in the destination or the dead-letter queue. Of X-Ray only the permission to write is checked.',
    ].join('\n\n'),
};
