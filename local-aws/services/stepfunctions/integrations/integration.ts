import type { Json } from '../../../asl/json.ts';
import type { TaskCall } from '../../../asl/ports.ts';
import type { Cloud } from '../../../cloud.ts';
import type { Caller } from '../../../service.ts';
import type { Engine } from '../engine.ts';

export interface IntegrationContext {
  cloud: Cloud;
  /** The session of the machine's role. */
  caller: Caller;
  engine: Engine;
  call: TaskCall;
}

/** An optimized integration: `arn:aws:states:::<service>:<action>`. */
export interface Integration {
  /** Patterns it has beside plain request and response. */
  patterns: readonly ('sync' | 'sync:2' | 'waitForTaskToken')[];
  /** What is really sent, where the service adds something (a name it chose, its own tags). */
  parameters?(given: Json, about: { executionArn: string; token: string | undefined }): Json;
  /** The answer of the API call. Throws `AwsError` or a `StateFailure`. */
  start(context: IntegrationContext, input: Json): Promise<Json>;
  /** The job's own outcome. */
  finish?(context: IntegrationContext, answer: Json): Promise<Json>;
  /** Asks for the end of the job, of an execution that waits for it no more. */
  stop?(context: IntegrationContext, answer: Json): Promise<void>;
}
