import { readFile } from 'node:fs/promises';
import type { CreateChangeSetInput, CreateStackInput, Tag, UpdateStackInput } from '@aws-sdk/client-cloudformation';
import { parameterValues } from '../../cloudformation/parameters.ts';
import type { StackRecord, StackVersion } from '../../cloudformation/stackRecords.ts';
import { invalidTemplate, parseTemplate, type Template } from '../../cloudformation/template.ts';
import { AwsError } from '../../errors.ts';
import type { CloudFormationContext } from './context.ts';

type StackInput = Partial<CreateStackInput & UpdateStackInput & CreateChangeSetInput>;

/** The template, parameters and tags that a request asks for; what it says to keep is taken from `stack`. Throws `ValidationError`. */
export async function requestedVersion(
  context: CloudFormationContext,
  input: StackInput,
  stack?: StackRecord,
): Promise<StackVersion> {
  const template = await templateText(context, input, stack);
  const parsed = parseTemplate(template);
  checkCapabilities(parsed, input.Capabilities ?? []);
  return {
    template,
    parameters: parameterValues(parsed, input.Parameters ?? [], stack?.parameters),
    tags: input.Tags === undefined && stack ? stack.tags : tagsOf(input.Tags),
  };
}

/** From the body, from S3 (path or virtual-hosted URL, whatever its host), or the stack's own. */
export async function templateText(
  { cloud }: CloudFormationContext,
  input: {
    TemplateBody?: string | undefined;
    TemplateURL?: string | undefined;
    UsePreviousTemplate?: boolean | undefined;
  },
  stack?: StackRecord,
): Promise<string> {
  if (input.TemplateBody !== undefined) return input.TemplateBody;
  if (input.UsePreviousTemplate && stack) return stack.template;
  if (input.TemplateURL === undefined) {
    throw invalidTemplate('Either Template URL or Template Body must be specified.');
  }
  const { bucket, key } = objectOf(input.TemplateURL);
  const object = cloud.parts.objects.head(bucket, key);
  if (!object)
    throw invalidTemplate(
      `S3 error: The specified key does not exist.\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (s3://${bucket}/${key})`,
    );
  return readFile(object.path, 'utf8');
}

function objectOf(url: string): { bucket: string; key: string } {
  const parsed = URL.parse(url);
  if (!parsed) throw invalidTemplate(`TemplateURL must be a supported URL: ${url}`);
  const path = decodeURIComponent(parsed.pathname).slice(1);
  const virtual = /^(.+?)\.s3[.-]/.exec(parsed.hostname)?.[1];
  if (virtual) return { bucket: virtual, key: path };
  const slash = path.indexOf('/');
  if (slash < 1) throw invalidTemplate(`TemplateURL must reference a valid S3 object: ${url}`);
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}

const NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': '',
};

/** A template that makes IAM resources must be acknowledged, and more so where it names them. */
function checkCapabilities(template: Template, given: readonly string[]): void {
  const resources = Object.values(template.Resources).filter(({ Type }) => Type in NAMES);
  const isNamed = resources.some(({ Type, Properties }) => Properties?.[NAMES[Type] ?? ''] !== undefined);
  const needed = isNamed ? ['CAPABILITY_NAMED_IAM'] : ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'];
  if (resources.length === 0 || needed.some((capability) => given.includes(capability))) return;
  throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${needed[0]}]`);
}

export const tagsOf = (tags: readonly Tag[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
