import type { InvokeEndpointInput, InvokeEndpointOutput } from '@aws-sdk/client-sagemaker-runtime';
import type { Cloud } from '../../cloud.ts';
import { AwsError } from '../../errors.ts';
import { operation } from '../../service.ts';
import { sageMakerOf } from '../sagemaker/context.ts';
import type { ServerAnswer } from '../sagemaker/modelServer.ts';
import { EndpointMetrics } from './endpointMetrics.ts';

/** Largest request of a real-time call, in bytes. */
const LARGEST = 25 * 1024 ** 2;
/** A real-time call that takes longer has failed, in ms of real time: the model's work is real. */
const SLOWEST_MS = 60_000;

const SERVING = ['InService', 'Updating', 'SystemUpdating', 'RollingBack'];

/** `InvokeEndpoint` and what lets go of its metrics. */
export const createInvokeEndpoint = (cloud: Cloud) => {
  const metrics = new EndpointMetrics(cloud);
  const invokeEndpoint = operation<InvokeEndpointInput, InvokeEndpointOutput>({
    name: 'InvokeEndpoint',
    accepts: ['EndpointName', 'Body', 'ContentType', 'Accept', 'CustomAttributes', 'TargetVariant'],
    inert: ['InferenceId'],
    required: ['EndpointName'],
    access: ({ EndpointName = '' }) => [
      {
        action: 'sagemaker:InvokeEndpoint',
        resource: cloud.arn('sagemaker', `endpoint/${EndpointName.toLowerCase()}`),
      },
    ],
    run: async (input) => {
      const { tables, endpoints } = sageMakerOf(cloud);
      const record = tables.endpoints.get(input.EndpointName ?? '');
      if (!record || !SERVING.includes(record.status))
        throw new AwsError('ValidationError', `Endpoint ${input.EndpointName} of account ${cloud.account} not found.`);
      const body = input.Body ?? new Uint8Array();
      if (body.length > LARGEST)
        throw new AwsError('ValidationError', `Request of ${body.length} bytes is larger than ${LARGEST} bytes.`, {
          status: 413,
        });
      const chosen = endpoints.route(record, input.TargetVariant);
      if (!chosen) throw new AwsError('ValidationError', `Variant ${input.TargetVariant} not found for request`);
      const { variant, fleet } = chosen;
      const started = performance.now();
      const request = {
        body,
        contentType: input.ContentType,
        accept: input.Accept,
        customAttributes: input.CustomAttributes,
      };
      let answer: ServerAnswer;
      try {
        const { server, fast } = await fleet.server(variant);
        answer = fast?.(request) ?? (await inTime(server.invoke(request)));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        answer = { status: 503, contentType: 'text/plain', body: Buffer.from(message) };
      }
      metrics.add(record.name, variant.name, answer.status, performance.now() - started);
      if (answer.status < 200 || answer.status > 299) throw modelError(cloud, record.name, variant.name, answer);
      return {
        Body: answer.body as unknown as NonNullable<InvokeEndpointOutput['Body']>,
        ...(answer.contentType !== undefined && { ContentType: answer.contentType }),
        InvokedProductionVariant: variant.name,
        ...(input.CustomAttributes !== undefined && { CustomAttributes: input.CustomAttributes }),
      };
    },
  });
  return { operation: invokeEndpoint, close: () => metrics.flush() };
};

const inTime = async (answer: Promise<ServerAnswer>): Promise<ServerAnswer> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('Your invocation timed out while waiting for a response from container primary.')),
      SLOWEST_MS,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

const modelError = (cloud: Cloud, endpoint: string, variant: string, answer: ServerAnswer): AwsError => {
  const text = answer.body.toString();
  const { region, account } = cloud;
  const group = `/aws/sagemaker/Endpoints/${endpoint}`;
  const kind = answer.status >= 500 ? 'server error' : 'client error';
  return new AwsError(
    'ModelError',
    `Received ${kind} (${answer.status}) from primary with message "${text}". See https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#logEventViewer:group=${group} in account ${account} for more information.`,
    {
      status: 424,
      members: {
        OriginalStatusCode: answer.status,
        OriginalMessage: text,
        LogStreamArn: cloud.arn('logs', `log-group:${group}:log-stream:${variant}`),
      },
    },
  );
};
