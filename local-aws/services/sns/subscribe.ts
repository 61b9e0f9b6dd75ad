import { randomUUID } from 'node:crypto';
import type { SubscribeInput, SubscribeResponse } from '@aws-sdk/client-sns';
import type { Cloud } from '../../cloud.ts';
import { describeError } from '../../deliveries/errorCode.ts';
import { operation } from '../../service.ts';
import { invalidParameter } from './invalid.ts';
import { isLoopback, postNotification } from './postNotification.ts';
import type { SubscriptionRecord } from './records.ts';
import type { Sns } from './sns.ts';
import { checkSubscriptionAttributes } from './subscriptionAttributes.ts';

export const subscriptionProtocols = ['lambda', 'sqs', 'email', 'email-json', 'http', 'https'];

export const subscribe = (sns: Sns) =>
  operation<SubscribeInput, SubscribeResponse>({
    name: 'Subscribe',
    accepts: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
    required: ['TopicArn', 'Protocol'],
    access: ({ TopicArn, Protocol = '', Endpoint = '' }) => [
      {
        action: 'sns:Subscribe',
        resource: TopicArn ?? '*',
        context: { 'sns:Protocol': Protocol, 'sns:Endpoint': Endpoint },
      },
    ],
    run({ TopicArn, Protocol = '', Endpoint = '', Attributes = {}, ReturnSubscriptionArn }, { cloud }) {
      const topic = sns.topics.topic(TopicArn);
      checkEndpoint(Protocol, Endpoint);
      checkSubscriptionAttributes(Protocol, Attributes);
      const known = sns.topics
        .subscriptions(topic.arn)
        .find((each) => each.protocol === Protocol && each.endpoint === Endpoint);
      if (known && Object.entries(Attributes).some(([name, value]) => known.attributes[name] !== value))
        throw invalidParameter('Attributes Reason: Subscription already exists with different attributes');
      const subscription = known ?? {
        arn: `${topic.arn}:${randomUUID()}`,
        topicArn: topic.arn,
        protocol: Protocol,
        endpoint: Endpoint,
        attributes: { ...Attributes },
        ...(Protocol.startsWith('http') ? { token: randomUUID().replaceAll('-', '') } : {}),
      };
      if (!known) sns.topics.saveSubscription(subscription);
      if (subscription.token !== undefined) askToConfirm(cloud, subscription);
      const pending = subscription.token !== undefined && !ReturnSubscriptionArn;
      return { SubscriptionArn: pending ? 'pending confirmation' : subscription.arn };
    },
  });

function checkEndpoint(protocol: string, endpoint: string): void {
  if (!subscriptionProtocols.includes(protocol))
    throw invalidParameter(
      `Protocol Reason: "${protocol}" is not supported by local-aws; supported: ${subscriptionProtocols.join(', ')}`,
    );
  if ((protocol === 'lambda' || protocol === 'sqs') && endpoint.split(':')[2] !== protocol)
    throw invalidParameter(
      `Endpoint Reason: expected the ARN of a ${protocol === 'sqs' ? 'queue' : 'function'}, found "${endpoint}"`,
    );
  if (protocol.startsWith('email') && !/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter('Email address');
  if (!protocol.startsWith('http')) return;
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== `${protocol}:`)
    throw invalidParameter('Endpoint must match the specified protocol');
  if (!isLoopback(endpoint))
    throw invalidParameter(
      `Endpoint Reason: local-aws only calls endpoints on 127.0.0.1, not "${new URL(endpoint).hostname}"`,
    );
}

/** An endpoint that is not there yet can be asked again by subscribing again, as on AWS. */
function askToConfirm(cloud: Cloud, { arn, topicArn, endpoint, token = '' }: SubscriptionRecord): void {
  const body = {
    Type: 'SubscriptionConfirmation',
    MessageId: randomUUID(),
    Token: token,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${cloud.endpoint}/?Action=ConfirmSubscription&Version=2010-03-31&TopicArn=${topicArn}&Token=${token}`,
    Timestamp: new Date(cloud.clock.now()).toISOString(),
    SignatureVersion: '1',
    Signature: 'not-signed-by-local-aws',
    SigningCertURL: `${cloud.endpoint}/SimpleNotificationService.pem`,
  };
  const headers = {
    'x-amz-sns-message-id': body.MessageId,
    'x-amz-sns-topic-arn': topicArn,
    'x-amz-sns-subscription-arn': arn,
  };
  postNotification(endpoint, 'SubscriptionConfirmation', JSON.stringify(body), headers).catch((error: unknown) => {
    const line = {
      level: 'WARN',
      message: 'subscription confirmation not delivered',
      endpoint,
      error: describeError(error),
    };
    cloud.parts.logs.write('/local-aws/deliveries', 'confirmations', [JSON.stringify(line)]);
  });
}
