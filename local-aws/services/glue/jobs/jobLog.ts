import type { Cloud } from '../../../cloud.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';

/** Where Glue writes a run's standard output and errors; the stream is the run's id. */
const GROUPS = { output: '/aws-glue/jobs/output', error: '/aws-glue/jobs/error' } as const;
type Channel = keyof typeof GROUPS;

/**
 * A run's log. Lines are written with the job's own role, as on AWS: a role that may not write logs has none, and its jobs run all the same.
 */
export class JobLog {
  readonly #cloud: Cloud;
  readonly #caller: Caller;
  readonly #stream: string;
  readonly #opened = new Set<Channel>();
  #queue: Promise<void> = Promise.resolve();

  constructor(cloud: Cloud, caller: Caller, stream: string) {
    this.#cloud = cloud;
    this.#caller = caller;
    this.#stream = stream;
  }

  write(channel: Channel, lines: readonly string[]): void {
    const timestamp = this.#cloud.clock.now();
    this.#queue = this.#queue.then(() => this.#put(channel, lines, timestamp));
  }

  /** Resolves when everything written so far is there. */
  flush(): Promise<void> {
    return this.#queue;
  }

  async #put(channel: Channel, lines: readonly string[], timestamp: number): Promise<void> {
    const logGroupName = GROUPS[channel];
    const logStreamName = this.#stream;
    try {
      if (!this.#opened.has(channel)) {
        await this.#open('CreateLogGroup', { logGroupName });
        await this.#open('CreateLogStream', { logGroupName, logStreamName });
        this.#opened.add(channel);
      }
      const logEvents = lines.map((line) => ({ timestamp, message: line === '' ? ' ' : line }));
      await this.#call('PutLogEvents', { logGroupName, logStreamName, logEvents });
    } catch (error) {
      if (!isAwsError(error)) throw error;
    }
  }

  async #open(operation: string, input: object): Promise<void> {
    try {
      await this.#call(operation, input);
    } catch (error) {
      if (!isAwsError(error, 'ResourceAlreadyExistsException')) throw error;
    }
  }

  #call(operation: string, input: object): Promise<unknown> {
    return this.#cloud.call('logs', operation, input, this.#caller);
  }
}
