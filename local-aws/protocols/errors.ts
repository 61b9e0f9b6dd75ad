import type { AwsError } from '../errors.ts';
import type { ProtocolName, RestResponse } from '../service.ts';
import { encodeJson } from './json.ts';
import type { ErrorModel, ServiceModel } from './model.ts';
import { element, encodeMembers, escapeXml } from './xml.ts';

export interface ErrorContext {
  protocol: ProtocolName;
  /** Undefined where the request is for no service that is known. */
  model: ServiceModel | undefined;
  requestId: string;
  /** Namespace of an XML answer. */
  namespace: string;
  /** Path of the request, for S3's `Resource`. */
  path: string;
  /** The client asked for the code that query clients know (`x-amzn-query-mode`). */
  queryMode: boolean;
  /** An answer to HEAD has no body. */
  head: boolean;
}

/** An error as the service's protocol writes it. */
export const encodeError = (error: AwsError, context: ErrorContext): RestResponse => {
  const model = context.model?.errors.get(error.code);
  if (context.protocol === 'awsQuery') return queryError(error, model, context);
  if (context.protocol === 'restXml') return s3Error(error, context);
  return jsonError(error, model, context);
};

const jsonError = (error: AwsError, model: ErrorModel | undefined, context: ErrorContext): RestResponse => {
  const name = model?.schema.getName() ?? error.code;
  const rest = context.protocol === 'restJson';
  const members = model
    ? (encodeJson(model.schema, error.members, { names: rest, timestamps: 'epoch-seconds' }) as Record<string, unknown>)
    : error.members;
  const messageMember = model
    ? [...model.schema.structIterator()].find(([each]) => /^message$/i.test(each))?.[0]
    : undefined;
  const headers: Record<string, string> = {
    'content-type': rest ? 'application/json' : `application/x-amz-json-${context.protocol.slice(-3)}`,
    'x-amzn-requestid': context.requestId,
  };
  if (rest) headers['x-amzn-errortype'] = name;
  if (context.queryMode)
    headers['x-amzn-query-error'] = `${model?.queryCode ?? error.code};${faultOf(statusOf(error, model))}`;
  return {
    // JSON services answer 400 for every mistake of the client, whatever the model's trait says.
    status: rest ? statusOf(error, model) : error.status,
    headers,
    body: JSON.stringify({
      ...(rest ? {} : { __type: name }),
      [messageMember ?? 'message']: error.message,
      ...members,
    }),
  };
};

/** The status that the operation gave, or that the API's description has. */
const statusOf = (error: AwsError, model: ErrorModel | undefined): number =>
  error.status === 400 ? (model?.status ?? 400) : error.status;

const faultOf = (status: number): 'Sender' | 'Receiver' => (status >= 500 ? 'Receiver' : 'Sender');

const queryError = (error: AwsError, model: ErrorModel | undefined, context: ErrorContext): RestResponse => {
  const status = statusOf(error, model);
  const detail =
    element('Type', faultOf(status)) +
    element('Code', escapeXml(model?.queryCode ?? error.code)) +
    element('Message', escapeXml(error.message)) +
    (model
      ? encodeMembers(model.schema, { ...error.members, message: undefined, Message: undefined }, 'date-time')
      : '');
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': context.requestId },
    body: `<ErrorResponse xmlns="${context.namespace}">${element('Error', detail)}${element('RequestId', context.requestId)}</ErrorResponse>`,
  };
};

const s3Error = (error: AwsError, context: ErrorContext): RestResponse => {
  const members = Object.entries(error.members)
    .filter(([name]) => !name.startsWith('header:'))
    .map(([name, value]) => element(name, escapeXml(String(value))));
  const headers = Object.fromEntries(
    Object.entries(error.members)
      .filter(([name]) => name.startsWith('header:'))
      .map(([name, value]) => [name.slice('header:'.length), String(value)]),
  );
  const content =
    element('Code', error.code) +
    element('Message', escapeXml(error.message)) +
    members.join('') +
    element('Resource', escapeXml(context.path)) +
    element('RequestId', context.requestId) +
    element('HostId', 'local-aws');
  const empty = context.head || error.status === 304;
  return {
    status: error.status,
    headers: {
      ...headers,
      ...(empty ? {} : { 'content-type': 'application/xml' }),
      'x-amz-request-id': context.requestId,
      'x-amz-id-2': 'local-aws',
    },
    body: empty ? '' : `<?xml version="1.0" encoding="UTF-8"?>\n${element('Error', content)}`,
  };
};
