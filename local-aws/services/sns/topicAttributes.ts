import { isCustomerAlias } from '../../kmsAccess.ts';
import { invalidParameter } from './invalid.ts';

/** Attributes that a topic takes. */
export const topicAttributes = ['DisplayName', 'Policy', 'KmsMasterKeyId', 'SignatureVersion', 'TracingConfig'];

/** Throws `InvalidParameter`. */
export function checkTopicAttributes(attributes: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ''] of Object.entries(attributes)) {
    if (!topicAttributes.includes(name))
      throw invalidParameter(
        `AttributeName Reason: ${name} is not supported by local-aws; supported: ${topicAttributes.join(', ')}`,
      );
    if (name === 'Policy' && value !== '') checkJson(value);
    if (name === 'KmsMasterKeyId' && isCustomerAlias(value))
      throw invalidParameter(
        'KmsMasterKeyId Reason: name the key by its ARN or id; aliases of customer keys are not supported by local-aws',
      );
    if (name === 'SignatureVersion' && !['1', '2'].includes(value)) throw invalidParameter('SignatureVersion');
    if (name === 'TracingConfig' && !['PassThrough', 'Active'].includes(value)) throw invalidParameter('TracingConfig');
  }
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw invalidParameter('Policy Error: null');
  }
}
