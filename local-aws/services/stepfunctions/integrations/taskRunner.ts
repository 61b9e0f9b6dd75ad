import { StateFailure } from '../../../asl/failure.ts';
import type { Json } from '../../../asl/json.ts';
import type { TaskCall, TaskInvoker } from '../../../asl/ports.ts';
import { roleSession } from '../../../deliveries/roleSession.ts';
import { isAwsError } from '../../../errors.ts';
import type { Caller } from '../../../service.ts';
import type { Engine } from '../engine.ts';
import { callSdk } from './awsSdk.ts';
import { taskFailure } from './errorNames.ts';
import type { IntegrationContext } from './integration.ts';
import { integrations } from './integrations.ts';
import { invokeFunction } from './lambda.ts';

/** Runs Task states: each as the session of the machine's role, so that its policies decide. */
export class TaskRunner implements TaskInvoker {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  parameters({ resource, arguments: given, run, token }: TaskCall): Json | undefined {
    const integration = integrations[`${resource.service}:${resource.action}`];
    return integration?.parameters?.(given, { executionArn: run.facts.arn, token });
  }

  async start(call: TaskCall): Promise<Json> {
    const { resource } = call;
    const context = this.#context(call);
    try {
      if (resource.kind === 'function') return await invokeFunction(context, resource.arn, call.arguments);
      if (resource.service.startsWith('aws-sdk:')) return await callSdk(context);
      const integration = integrations[`${resource.service}:${resource.action}`];
      if (!integration) throw unsupported(call);
      return await integration.start(context, this.parameters(call) ?? call.arguments);
    } catch (error) {
      throw isAwsError(error) ? taskFailure(resource, error) : error;
    }
  }

  async finish(call: TaskCall, answer: Json): Promise<Json> {
    const { resource } = call;
    const context = this.#context(call);
    const integration = integrations[`${resource.service}:${resource.action}`];
    if (!integration?.finish) throw unsupported(call);
    try {
      return await integration.finish(context, answer);
    } catch (error) {
      throw isAwsError(error) ? taskFailure(resource, error) : error;
    }
  }

  /** As on AWS an attempt only: a job that has ended, or that the role may not stop, is left as it is. */
  async stop(call: TaskCall, answer: Json): Promise<void> {
    const { resource } = call;
    try {
      await integrations[`${resource.service}:${resource.action}`]?.stop?.(this.#context(call), answer);
    } catch (error) {
      if (!isAwsError(error)) throw error;
    }
  }

  #context(call: TaskCall): IntegrationContext {
    return { cloud: this.#engine.cloud, caller: callerOf(call), engine: this.#engine, call };
  }
}

const callerOf = (call: TaskCall): Caller =>
  roleSession(call.roleArn ?? call.run.facts.roleArn, sessionName(call.run.facts.name));

/** The service names its sessions so; a session's name has at most 64 characters. */
const sessionName = (execution: string): string => execution.replace(/[^\w+=,.@-]/g, '-').slice(0, 64);

const unsupported = ({ resource }: TaskCall): StateFailure =>
  new StateFailure(
    'States.Runtime',
    `The laptop does not support the resource ${resource.arn}; SUPPORT.md lists those it does.`,
  );
