import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CommandError } from '../usage.ts';

/** A deployed stage, on the laptop or in an account: the same calls either way. */
export interface Session {
  stage: string;
  /** `nightjar-<stage>` */
  stack: string;
  /** The stack's outputs by name. */
  outputs: Record<string, string>;
  /** Set on the laptop: the server's address. */
  endpoint?: string;
  close(): Promise<void>;
}

export const stackName = (stage: string): string => `nightjar-${stage}`;

/** Outputs of the stage's stack; a stage that is not deployed is said so. */
export const stackOutputs = async (stage: string): Promise<Record<string, string>> => {
  try {
    const { Stacks = [] } = await new CloudFormationClient({}).send(
      new DescribeStacksCommand({ StackName: stackName(stage) }),
    );
    return Object.fromEntries(
      (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    );
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ValidationError')
      throw new CommandError(`stage ${stage} is not deployed: run npx sls deploy --stage ${stage}`);
    throw new CommandError(`cannot ask for stack ${stackName(stage)}: ${name}: ${message}`);
  }
};

/** An output that the template promises. */
export const output = (session: Session, name: string): string => {
  const value = session.outputs[name];
  if (!value) throw new CommandError(`stack ${session.stack} has no output ${name}: deploy the stage again`);
  return value;
};
