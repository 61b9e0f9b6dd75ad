import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { type Server, type ServerOptions, startServer } from '../../../local-aws/server.ts';
import type { CloudFormationService } from '../../../local-aws/services/cloudformation/index.ts';

const CAPABILITIES = { Capabilities: ['CAPABILITY_NAMED_IAM' as const] };

/** A laptop with all services, and CloudFormation's operations run to their end. */
export interface StackLaptop {
  server: Server;
  client: CloudFormationClient;
  create(name: string, template: object | string, parameters?: Record<string, string>): Promise<Stack>;
  update(name: string, template: object | string, parameters?: Record<string, string>): Promise<Stack>;
  remove(name: string): Promise<Stack>;
  describe(nameOrId: string): Promise<Stack>;
  /** `<logical id> <status>: <reason>`, oldest first. */
  events(nameOrId: string): Promise<string[]>;
  config: { endpoint: string; region: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  close(): Promise<void>;
}

export async function startStackLaptop(options: Partial<ServerOptions> = {}): Promise<StackLaptop> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'nightjar-stack-'));
  const server = await startServer({ directory, account: '111122223333', region: 'eu-west-1', ...options });
  const config = {
    endpoint: server.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new CloudFormationClient(config);
  const service = server.cloud.services.get('cloudformation') as CloudFormationService;
  const describe = async (nameOrId: string): Promise<Stack> => {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: nameOrId }));
    const [stack] = Stacks ?? [];
    if (!stack) throw new Error(`No stack ${nameOrId}`);
    return stack;
  };
  const input = (StackName: string, template: object | string, parameters: Record<string, string> = {}) => ({
    StackName,
    TemplateBody: typeof template === 'string' ? template : JSON.stringify(template),
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    ...CAPABILITIES,
  });
  const settle = async (stackId: string | undefined): Promise<Stack> => {
    await service.settled(stackId ?? '');
    return describe(stackId ?? '');
  };
  return {
    server,
    client,
    config,
    describe,
    create: async (name, template, parameters) =>
      settle((await client.send(new CreateStackCommand(input(name, template, parameters)))).StackId),
    update: async (name, template, parameters) =>
      settle((await client.send(new UpdateStackCommand(input(name, template, parameters)))).StackId),
    remove: async (name) => {
      const { StackId } = await describe(name);
      await client.send(new DeleteStackCommand({ StackName: name }));
      return settle(StackId);
    },
    events: async (nameOrId) => {
      const { StackEvents } = await client.send(new DescribeStackEventsCommand({ StackName: nameOrId }));
      return (StackEvents ?? [])
        .reverse()
        .map(
          (event) =>
            `${event.LogicalResourceId} ${event.ResourceStatus}${event.ResourceStatusReason ? `: ${event.ResourceStatusReason}` : ''}`,
        );
    },
    close: async () => {
      client.destroy();
      await server.close();
      if (!options.directory) rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const outputs = (stack: Stack): Record<string, string> =>
  Object.fromEntries((stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
