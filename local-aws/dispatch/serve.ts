import { randomUUID } from 'node:crypto';
import type { Cloud } from '../cloud.ts';
import { AwsError } from '../errors.ts';
import { encodeError } from '../protocols/errors.ts';
import { decodeJson, encodeJson } from '../protocols/json.ts';
import { loadModel, type OperationModel, type ServiceModel } from '../protocols/model.ts';
import { decodeQuery } from '../protocols/query.ts';
import { encodeQueryAnswer } from '../protocols/queryAnswer.ts';
import { decodeRest, encodeRest, parseJson } from '../protocols/rest.ts';
import { matchRoute } from '../protocols/routes.ts';
import { wireOf } from '../protocols/wires.ts';
import type { Call, Caller, ProtocolName, RestResponse, Service } from '../service.ts';
import { ConnectionLost } from './connectionLost.ts';
import type { Exchange } from './exchange.ts';
import type { Execute } from './execute.ts';
import { type Identified, identify } from './identify.ts';
import { unknownOperation, unknownService, unsupportedOperation } from './unknown.ts';

/** Found out step by step; an error is written with what is known by then. */
interface Front {
  protocol: ProtocolName;
  service?: Service;
  model?: ServiceModel;
  requestId: string;
}

export interface ServeParts {
  cloud: Cloud;
  execute: Execute;
  /** Who signed the request. Throws `AwsError` for keys that are not valid. */
  authenticate(exchange: Exchange, service: string, operation: string | undefined): Promise<Caller>;
}

/** An AWS request over HTTP: which service and operation, its input, the call, its answer or error in the service's own form. */
export const serve = async (parts: ServeParts, exchange: Exchange): Promise<void> => {
  const front: Front = { protocol: 'awsJson1.1', requestId: randomUUID() };
  try {
    const answer = await serveChecked(parts, exchange, front);
    exchange.answer(answer);
  } catch (error) {
    if (error instanceof ConnectionLost) exchange.drop();
    else exchange.answer(failed(error, exchange, front));
  }
};

const serveChecked = async (parts: ServeParts, exchange: Exchange, front: Front): Promise<RestResponse> => {
  const identified = await identify(exchange);
  if ('unknown' in identified) throw unknownService(identified.unknown);
  front.protocol = identified.protocol;
  const service = parts.cloud.services.get(identified.service);
  if (!service) throw unknownService(identified.service);
  front.service = service;
  front.model = await loadModel(service.name);
  const caller = await parts.authenticate(exchange, service.name, identified.operation);
  const call: Call = {
    cloud: parts.cloud,
    caller,
    requestId: front.requestId,
    endpoint: exchange.endpoint,
    signal: exchange.signal,
    headers: exchange.headers,
  };
  const decoded = await decode(service, front.model, identified, exchange);
  const operation = service.operations[decoded.operation];
  if (!operation) throw unsupportedOperation(front.protocol, service.name, decoded.operation, front.model);
  const output = await parts.execute({ service, operation, input: decoded.input, call });
  return encode(service, front, decoded, output, call);
};

interface Decoded {
  operation: string;
  model: OperationModel | undefined;
  input: Record<string, unknown>;
}

const decode = async (
  service: Service,
  model: ServiceModel,
  { protocol, operation: named }: Identified,
  exchange: Exchange,
): Promise<Decoded> => {
  if (protocol === 'restJson' || protocol === 'restXml') return decodeRestRequest(service, model, protocol, exchange);
  const operation = model.operations.get(named ?? '');
  if (named === undefined || !operation) throw unknownOperation(protocol, service.name, named ?? '');
  if (!service.operations[named]) throw unsupportedOperation(protocol, service.name, named, model);
  if (protocol === 'awsQuery') {
    const parameters = exchange.query.has('Action')
      ? exchange.query
      : ((await exchange.form()) ?? new URLSearchParams());
    return { operation: named, model: operation, input: decodeQuery(operation.input, parameters) };
  }
  const body = parseJson(await exchange.read());
  const input = decodeJson(operation.input, body, { names: false, timestamps: 'epoch-seconds' }) ?? {};
  return { operation: named, model: operation, input: input as Record<string, unknown> };
};

const decodeRestRequest = async (
  service: Service,
  model: ServiceModel,
  protocol: 'restJson' | 'restXml',
  exchange: Exchange,
): Promise<Decoded> => {
  const request = {
    method: exchange.method,
    path: exchange.path,
    query: exchange.query,
    headers: exchange.headers,
    body: exchange.stream,
  };
  const own = service.route?.(request);
  if (own) return { operation: own.operation, model: model.operations.get(own.operation), input: await own.input() };
  const address = service.address?.(request) ?? { path: exchange.path, labels: {} };
  const match = matchRoute(
    model,
    { ...request, path: address.path, given: address.labels },
    (operation) => service.operations[operation] !== undefined,
  );
  if (!match) throw unknownOperation(protocol, service.name, `${exchange.method} ${exchange.path}`);
  const name = match.model.name;
  if (!service.operations[name]) throw unsupportedOperation(protocol, service.name, name, model);
  const input = await decodeRest(protocol === 'restJson' ? 'json' : 'xml', {
    ...match,
    query: exchange.query,
    headers: exchange.headers,
    stream: exchange.stream,
    read: exchange.read,
  });
  return { operation: name, model: match.model, input };
};

const encode = (
  service: Service,
  front: Front,
  { operation, model }: Decoded,
  output: unknown,
  call: Call,
): RestResponse => {
  const { protocol, requestId } = front;
  const isJson = protocol === 'awsJson1.0' || protocol === 'awsJson1.1';
  const own = isJson ? undefined : service.respond?.(operation, output, call);
  if (own) return own;
  const value = (output ?? {}) as Record<string, unknown>;
  if (!model) throw new Error(`${service.name} ${operation}: no schema, so the service must have its own respond`);
  const namespace = wireOf(service.name).namespace ?? '';
  if (protocol === 'awsQuery') return encodeQueryAnswer(model, value, namespace, requestId);
  if (isJson) {
    const body = model.output.isUnitSchema()
      ? ''
      : JSON.stringify(encodeJson(model.output, value, { names: false, timestamps: 'epoch-seconds' }));
    return {
      status: 200,
      headers: { 'content-type': `application/x-amz-json-${protocol.slice(-3)}`, 'x-amzn-requestid': requestId },
      body,
    };
  }
  const answer = encodeRest(protocol === 'restJson' ? 'json' : 'xml', model, value, { namespace });
  answer.headers[service.name === 's3' ? 'x-amz-request-id' : 'x-amzn-requestid'] = requestId;
  return answer;
};

const failed = (error: unknown, exchange: Exchange, front: Front): RestResponse => {
  if (!(error instanceof AwsError)) console.error(`local-aws ${front.service?.name ?? ''} ${exchange.path}:`, error);
  const known =
    error instanceof AwsError
      ? error
      : new AwsError(
          front.service?.name === 's3' ? 'InternalError' : 'InternalFailure',
          error instanceof Error ? `${error.name}: ${error.message}` : String(error),
          { status: 500, cause: error },
        );
  return encodeError(known, {
    protocol: front.protocol,
    model: front.model,
    requestId: front.requestId,
    namespace: wireOf(front.service?.name ?? '').namespace ?? '',
    path: exchange.path,
    queryMode: exchange.headers['x-amzn-query-mode'] === 'true',
    head: exchange.method === 'HEAD',
  });
};
