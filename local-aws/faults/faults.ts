import type { FaultPort, JobFault } from '../cloud.ts';
import type { Call } from '../service.ts';

/** A call as a rule sees it. */
export interface FaultedCall {
  service: string;
  operation: string;
  input: Record<string, unknown>;
  call: Call;
  /** Told which rule met the call. */
  met(rule: string): void;
}

/** The rules in force. */
export class Faults implements FaultPort {
  around(_call: FaultedCall, run: () => Promise<unknown>): Promise<unknown> {
    return run();
  }

  async deliver(
    _service: string,
    _operation: string,
    _fields: Record<string, string>,
    send: () => void | Promise<void>,
  ): Promise<void> {
    await send();
  }

  job(_service: string, _kind: string, _fields: Record<string, string>): JobFault | undefined {
    return undefined;
  }
}
