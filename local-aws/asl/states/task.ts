import type { TaskVisit } from '../branch.ts';
import { runtimeError, StateFailure } from '../failure.ts';
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { Payload } from '../payload.ts';
import type { TaskCall } from '../ports.ts';
import { evaluateJsonata, expressionOf, requireType } from '../query/jsonata.ts';
import { requirePath } from '../query/resolvePath.ts';
import { evaluateText } from '../query/template.ts';
import { parseResource, type TaskResource } from '../taskResource.ts';
import { conclude, effectiveInput, following, stateArguments, tooLarge } from './fields.ts';
import { type StateCall, scopeOf, type Transition } from './stateCall.ts';
import { taskEvents } from './taskEvents.ts';
import { waitForTask } from './waitForTask.ts';

/** Has work done: a function, an API call, a job, or whoever answers to its token. */
export async function task(call: StateCall): Promise<Transition> {
  const { run, branch, state, visit } = call;
  const resource = parseResource(String(state.Resource));
  if (!resource) throw runtimeError(`The resource '${state.Resource}' is not supported`);
  const events = taskEvents(call, resource);
  let progress = visit.task;
  let request: TaskCall;
  if (progress) request = await requestOf(call, resource, progress, JSON.parse(progress.arguments) as Json);
  else {
    const prepared = await prepare(call, resource);
    progress = prepared.progress;
    request = await requestOf(call, resource, progress, prepared.input.value);
    visit.task = progress;
    const sent = run.surroundings.tasks.parameters?.(request);
    events.scheduled(sent === undefined ? prepared.input : new Payload(sent), progress, request.roleArn);
    events.started();
    run.changed(branch);
  }
  // A token or a job that nobody remembers could never be waited for again; any other call is simply made again after a restart.
  if (resource.pattern !== 'request') await run.surroundings.journal.durable(run);
  let output: string;
  try {
    output = await waitForTask(call, request, progress, events);
  } catch (error) {
    if (error instanceof StateFailure) events.failed(error);
    throw error;
  }
  const result = Payload.parse(output);
  if (result.tooLarge) {
    const failure = tooLarge(call);
    events.failed(failure);
    throw failure;
  }
  events.succeeded(result);
  return conclude(call, result, following(state), { states: { input: call.input.value, result: result.value } });
}

async function prepare(call: StateCall, resource: TaskResource): Promise<{ input: Payload; progress: TaskVisit }> {
  const { run, branch } = call;
  const token = resource.pattern === 'waitForTaskToken' ? run.surroundings.tokens.create(run, branch) : undefined;
  const input = await stateArguments(call, token);
  if (input.tooLarge) throw tooLarge(call);
  const timeout = await seconds(call, 'TimeoutSeconds');
  const heartbeat = await seconds(call, 'HeartbeatSeconds');
  const progress: TaskVisit = {
    arguments: input.text,
    ...(token === undefined ? {} : { token }),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout, deadline: run.now + timeout * 1000 }),
    ...(heartbeat === undefined ? {} : { heartbeatSeconds: heartbeat, heartbeatAt: run.now + heartbeat * 1000 }),
  };
  return { input, progress };
}

async function requestOf(call: StateCall, resource: TaskResource, progress: TaskVisit, given: Json): Promise<TaskCall> {
  const { run, branch, name } = call;
  const roleArn = call.state.Credentials === undefined ? undefined : await credentials(call);
  return {
    resource,
    arguments: given,
    ...(progress.token === undefined ? {} : { token: progress.token }),
    ...(roleArn === undefined ? {} : { roleArn }),
    run,
    stateName: name,
    cancellation: branch.cancellation,
  };
}

/** The role that the state's Credentials name. */
async function credentials(call: StateCall): Promise<string | undefined> {
  const { Credentials } = call.state;
  if (!isObject(Credentials)) return undefined;
  if (call.language === 'JSONata') {
    const value = await evaluateJsonata(Credentials.RoleArn ?? null, 'Credentials/RoleArn', scopeOf(call, call.input));
    return requireType<string>(value, Credentials.RoleArn ?? null, 'Credentials/RoleArn', 'string');
  }
  if (Credentials.RoleArn !== undefined) return String(Credentials.RoleArn);
  return String(evaluateText(Credentials['RoleArn.$'] ?? null, 'RoleArn.$', scopeOf(call, effectiveInput(call))));
}

/** TimeoutSeconds or HeartbeatSeconds: written out, found by its `Path` field, or computed. */
async function seconds(call: StateCall, field: 'TimeoutSeconds' | 'HeartbeatSeconds'): Promise<number | undefined> {
  const { state } = call;
  const written = state[field];
  if (call.language === 'JSONata' && expressionOf(written) !== undefined) {
    const value = await evaluateJsonata(written ?? null, field, scopeOf(call, call.input));
    return requireType<number>(value, written ?? null, field, 'number');
  }
  const path = state[`${field}Path`];
  if (typeof path !== 'string') return typeof written === 'number' ? written : undefined;
  const value = requirePath(path, `${field}Path`, scopeOf(call, effectiveInput(call)));
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw runtimeError(
      `The ${field}Path parameter cannot be parsed as a long value: ${path} == ${JSON.stringify(value)}`,
    );
  }
  if (number <= 0)
    throw runtimeError(`The ${field}Path parameter references a non-positive value: ${path} == ${number}`);
  return number;
}
