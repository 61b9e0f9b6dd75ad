import type { TaskVisit } from '../branch.ts';
import { Cancelled } from '../cancellation.ts';
import { StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { Payload } from '../payload.ts';
import type { TaskCall, TaskOutcome } from '../ports.ts';
import type { StateCall } from './stateCall.ts';
import type { TaskEvents } from './taskEvents.ts';

/** Starts the task, or goes on waiting for it, until its outcome, a time-out, or the end of the branch. */
export function waitForTask(
  call: StateCall,
  request: TaskCall,
  progress: TaskVisit,
  events: TaskEvents,
): Promise<Payload> {
  if (isPlain(request, progress)) return answer(call, request);
  return new TaskWait(call, request, progress, events).outcome().then(Payload.parse);
}

/** A call that is over when it is answered, with no limit to watch over. */
const isPlain = ({ resource }: TaskCall, { deadline, heartbeatAt }: TaskVisit): boolean =>
  resource.pattern === 'request' && deadline === undefined && heartbeatAt === undefined;

function answer({ run, branch }: StateCall, request: TaskCall): Promise<Payload> {
  return new Promise((resolve, reject) => {
    const leave = branch.cancellation.listen(() => reject(new Cancelled()));
    run.surroundings.tasks.start(request).then(
      (value) => {
        leave();
        resolve(new Payload(value));
      },
      (error) => {
        leave();
        reject(error);
      },
    );
  });
}

class TaskWait {
  readonly #call: StateCall;
  readonly #request: TaskCall;
  readonly #progress: TaskVisit;
  readonly #events: TaskEvents;
  readonly #cleanups: (() => void)[] = [];
  #heartbeat = () => {};
  #resting = false;

  constructor(call: StateCall, request: TaskCall, progress: TaskVisit, events: TaskEvents) {
    this.#call = call;
    this.#request = request;
    this.#progress = progress;
    this.#events = events;
  }

  async outcome(): Promise<string> {
    const { branch } = this.#call;
    branch.cancellation.throwIfCancelled();
    const { deadline, heartbeatAt } = this.#progress;
    // Most tasks have neither a limit nor a token, and then nothing has to watch over them.
    const limits = deadline !== undefined || heartbeatAt !== undefined;
    try {
      const work = this.#request.token === undefined ? this.#job() : this.#callback(this.#request.token);
      return await Promise.race([work, this.#cancelled(), ...(limits ? [this.#timeout()] : [])]);
    } catch (error) {
      if (error instanceof Cancelled) await this.#stop();
      throw error;
    } finally {
      for (const cleanup of this.#cleanups) cleanup();
      if (this.#resting) this.#call.run.surroundings.activity.enter();
    }
  }

  /** From here on others work: idle time may be skipped. */
  #rest(): void {
    this.#resting = true;
    this.#call.run.surroundings.activity.leave();
  }

  async #job(): Promise<string> {
    const { run, branch } = this.#call;
    const progress = this.#progress;
    const { tasks } = run.surroundings;
    const jobs = this.#request.resource.pattern.startsWith('sync');
    if (progress.submitted === undefined) {
      const answer = JSON.stringify(await tasks.start(this.#request));
      if (!jobs) return answer;
      if (branch.cancellation.cancelled) {
        progress.submitted = answer;
        await this.#stop();
        throw new Cancelled();
      }
      this.#submit(answer);
    }
    run.changed(branch);
    this.#rest();
    return JSON.stringify(await tasks.finish(this.#request, JSON.parse(progress.submitted ?? 'null')));
  }

  /** Ends the job of a branch that was cancelled. One whose process ends goes on, and so does its job. */
  async #stop(): Promise<void> {
    const { run } = this.#call;
    const { submitted } = this.#progress;
    const { pattern } = this.#request.resource;
    const goesOn = run.cancellation.cancelled && !run.ending;
    if (goesOn || submitted === undefined || !pattern.startsWith('sync')) return;
    await run.surroundings.tasks.stop?.(this.#request, JSON.parse(submitted) as Json);
  }

  #submit(answer: string): void {
    this.#progress.submitted = answer;
    this.#events.submitted(answer);
    this.#call.run.changed(this.#call.branch);
  }

  async #callback(token: string): Promise<string> {
    const { run, branch } = this.#call;
    const progress = this.#progress;
    const settled = new Promise<TaskOutcome>((resolve) => {
      if (progress.outcome) resolve(progress.outcome);
      const settle = (outcome: TaskOutcome) => {
        progress.outcome = outcome;
        run.changed(branch);
        resolve(outcome);
      };
      this.#cleanups.push(run.surroundings.tokens.register(token, { settle, heartbeat: () => this.#heartbeat() }));
    });
    // The answer to the token may come before the call that carries it has returned.
    if (progress.submitted === undefined) {
      this.#submit(JSON.stringify(await run.surroundings.tasks.start(this.#request)));
    }
    this.#rest();
    const outcome = await settled;
    if ('output' in outcome) return outcome.output;
    throw new StateFailure(outcome.error, outcome.cause);
  }

  #cancelled(): Promise<never> {
    return new Promise((_, reject) => {
      this.#cleanups.push(this.#call.branch.cancellation.listen(() => reject(new Cancelled())));
    });
  }

  #timeout(): Promise<never> {
    const { run, branch } = this.#call;
    const progress = this.#progress;
    return new Promise((_, reject) => {
      let unschedule = () => {};
      const watch = () => {
        const { deadline = Number.POSITIVE_INFINITY, heartbeatAt = Number.POSITIVE_INFINITY } = progress;
        unschedule();
        unschedule = run.surroundings.clock.schedule(Math.min(deadline, heartbeatAt), () => {
          reject(new StateFailure(heartbeatAt < deadline ? 'States.HeartbeatTimeout' : 'States.Timeout', undefined));
        });
      };
      this.#heartbeat = () => {
        if (progress.heartbeatSeconds === undefined) return;
        progress.heartbeatAt = run.now + progress.heartbeatSeconds * 1000;
        run.changed(branch);
        watch();
      };
      this.#cleanups.push(() => unschedule());
      watch();
    });
  }
}
