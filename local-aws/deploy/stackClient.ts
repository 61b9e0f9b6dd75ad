import { setTimeout as delay } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DeployFailed } from './deployFailed.ts';

const CAPABILITIES = { Capabilities: ['CAPABILITY_IAM' as const, 'CAPABILITY_NAMED_IAM' as const] };
/** Real milliseconds between two looks at a stack: the laptop's is done within a second. */
const POLL_MS = 20;

/** One stack through CloudFormation's API, each operation waited for. */
export class StackClient {
  readonly #client: CloudFormationClient;
  readonly #name: string;

  constructor(endpoint: string, name: string) {
    this.#client = new CloudFormationClient({ endpoint });
    this.#name = name;
  }

  async find(): Promise<Stack | undefined> {
    try {
      return (await this.#client.send(new DescribeStacksCommand({ StackName: this.#name }))).Stacks?.[0];
    } catch (error) {
      if ((error as Error).name === 'ValidationError') return undefined;
      throw error;
    }
  }

  /** The stack once no operation is under way, or undefined when there is none. */
  async settled(): Promise<Stack | undefined> {
    for (;;) {
      const stack = await this.find();
      if (!stack?.StackStatus?.endsWith('_IN_PROGRESS')) return stack;
      await delay(POLL_MS);
    }
  }

  /** Throws `DeployFailed` when it could not be made. */
  async create(TemplateBody: string): Promise<void> {
    await this.#client.send(new CreateStackCommand({ StackName: this.#name, TemplateBody, ...CAPABILITIES }));
    await this.#expect('CREATE_COMPLETE');
  }

  async delete(): Promise<void> {
    await this.#client.send(new DeleteStackCommand({ StackName: this.#name }));
    if (await this.settled()) await this.#expect('DELETE_COMPLETE');
  }

  /** Changes the stack by a change set, or leaves it where that holds no changes. Throws `DeployFailed`. */
  async change(TemplateURL: string): Promise<void> {
    const change = { StackName: this.#name, ChangeSetName: 'deploy' };
    await this.#client.send(new DeleteChangeSetCommand(change));
    await this.#client.send(new CreateChangeSetCommand({ ...change, TemplateURL, ...CAPABILITIES }));
    const { Status, StatusReason = '' } = await this.#described(change);
    if (Status === 'FAILED') {
      await this.#client.send(new DeleteChangeSetCommand(change));
      if (/didn't contain changes|No updates/.test(StatusReason)) return;
      throw new DeployFailed(StatusReason || 'the change set failed');
    }
    await this.#client.send(new ExecuteChangeSetCommand(change));
    await this.#expect('UPDATE_COMPLETE');
  }

  async template(): Promise<string | undefined> {
    return (await this.#client.send(new GetTemplateCommand({ StackName: this.#name }))).TemplateBody;
  }

  async physicalId(LogicalResourceId: string): Promise<string> {
    const input = { StackName: this.#name, LogicalResourceId };
    const { StackResourceDetail } = await this.#client.send(new DescribeStackResourceCommand(input));
    return StackResourceDetail?.PhysicalResourceId ?? '';
  }

  async #described(change: { StackName: string; ChangeSetName: string }) {
    for (;;) {
      const described = await this.#client.send(new DescribeChangeSetCommand(change));
      if (described.Status === 'CREATE_COMPLETE' || described.Status === 'FAILED') return described;
      await delay(POLL_MS);
    }
  }

  async #expect(status: string): Promise<void> {
    const stack = await this.settled();
    if (stack?.StackStatus === status) return;
    throw new DeployFailed(`stack ${this.#name} ended ${stack?.StackStatus}:\n${await this.#failures()}`);
  }

  /** What failed first in the operation that ended last, in the stack's own words. */
  async #failures(): Promise<string> {
    const failed: string[] = [];
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client: this.#client },
      { StackName: this.#name },
    )) {
      for (const event of StackEvents) {
        if (event.ResourceStatus?.endsWith('_FAILED')) {
          failed.unshift(`  ${event.LogicalResourceId} (${event.ResourceType}): ${event.ResourceStatusReason}`);
        }
        if (event.ResourceStatusReason === 'User Initiated') return failed.slice(0, 10).join('\n');
      }
    }
    return failed.slice(0, 10).join('\n');
  }
}
