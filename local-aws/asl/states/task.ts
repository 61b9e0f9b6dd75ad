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
import { type Awaitable, type StateCall, scopeOf, type Transition } from './stateCall.ts';
import { taskEvents } from './taskEvents.ts';
import { waitForTask } from './waitForTask.ts';

/** Has work done: a function, an API call, a job, or whoever answers to its token. */
export async function task(call: StateCall): Promise<Transition> {
  const { run, branch, state, visit } = call;
  const resource = resourceOf(String(state.Resource));
  const events = taskEvents(call, resource);
  let progress = visit.task;
  let request: TaskCall;
  if (progress) request = await requestOf(call, resource, progress, JSON.parse(progress.arguments) as Json);
  else {
    const made = prepare(call, resource);
    const prepared = made instanceof Promise ? await made : made;
    progress = prepared.progress;
    const asked = requestOf(call, resource, progress, prepared.input.value);
    request = asked instanceof Promise ? await asked : asked;
    visit.task = progress;
    const sent = run.surroundings.tasks.parameters?.(request);
    events.scheduled(sent === undefined ? prepared.input : new Payload(sent), progress, request.roleArn);
    events.started();
    run.changed(branch);
  }
  // A token or a job that nobody remembers could never be waited for again; any other call is simply made again after a restart.
  if (resource.pattern !== 'request') await run.surroundings.journal.durable(run);
  let result: Payload;
  try {
    result = await waitForTask(call, request, progress, events);
  } catch (error) {
    if (error instanceof StateFailure) events.failed(error);
    throw error;
  }
  if (result.tooLarge) {
    const failure = tooLarge(call);
    events.failed(failure);
    throw failure;
  }
  events.succeeded(result);
  return conclude(call, result, following(state), { states: { input: call.input.value, result: result.value } });
}

const resources = new Map<string, TaskResource>();

function resourceOf(arn: string): TaskResource {
  const known = resources.get(arn);
  if (known) return known;
  const resource = parseResource(arn);
  if (!resource) throw runtimeError(`The resource '${arn}' is not supported`);
  resources.set(arn, resource);
  return resource;
}

interface Prepared {
  input: Payload;
  progress: TaskVisit;
}

function prepare(call: StateCall, resource: TaskResource): Awaitable<Prepared> {
  const { run, branch } = call;
  const token = resource.pattern === 'waitForTaskToken' ? run.surroundings.tokens.create(run, branch) : undefined;
  if (call.language === 'JSONata') return prepareJsonata(call, token);
  const input = stateArguments(call, token) as Payload;
  return prepared(call, input, token, pathSeconds(call, 'TimeoutSeconds'), pathSeconds(call, 'HeartbeatSeconds'));
}

async function prepareJsonata(call: StateCall, token: string | undefined): Promise<Prepared> {
  const input = await stateArguments(call, token);
  const timeout = await jsonataSeconds(call, 'TimeoutSeconds');
  return prepared(call, input, token, timeout, await jsonataSeconds(call, 'HeartbeatSeconds'));
}

function prepared(
  call: StateCall,
  input: Payload,
  token: string | undefined,
  timeout: number | undefined,
  heartbeat: number | undefined,
): Prepared {
  if (input.tooLarge) throw tooLarge(call);
  const { now } = call.run;
  const progress: TaskVisit = { arguments: input.text };
  if (token !== undefined) progress.token = token;
  if (timeout !== undefined) {
    progress.timeoutSeconds = timeout;
    progress.deadline = now + timeout * 1000;
  }
  if (heartbeat !== undefined) {
    progress.heartbeatSeconds = heartbeat;
    progress.heartbeatAt = now + heartbeat * 1000;
  }
  return { input, progress };
}

function requestOf(call: StateCall, resource: TaskResource, progress: TaskVisit, given: Json): Awaitable<TaskCall> {
  const { run, branch, name } = call;
  const { cancellation } = branch;
  const request: TaskCall = { resource, arguments: given, run, stateName: name, cancellation };
  if (progress.token !== undefined) request.token = progress.token;
  if (call.state.Credentials === undefined) return request;
  return credentials(call).then((roleArn) => (roleArn === undefined ? request : { ...request, roleArn }));
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

type Limit = 'TimeoutSeconds' | 'HeartbeatSeconds';

/** A limit in seconds: written out, or computed. */
async function jsonataSeconds(call: StateCall, field: Limit): Promise<number | undefined> {
  const written = call.state[field];
  if (expressionOf(written) === undefined) return typeof written === 'number' ? written : undefined;
  const value = await evaluateJsonata(written ?? null, field, scopeOf(call, call.input));
  return requireType<number>(value, written ?? null, field, 'number');
}

/** A limit in seconds: written out, or found by its `Path` field. */
function pathSeconds(call: StateCall, field: Limit): number | undefined {
  const { state } = call;
  const path = state[`${field}Path`];
  if (typeof path !== 'string') return typeof state[field] === 'number' ? state[field] : undefined;
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
