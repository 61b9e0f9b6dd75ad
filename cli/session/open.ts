import { type Laptop, openLaptop } from './laptop.ts';
import { type Session, stackName, stackOutputs } from './session.ts';

/** Options that choose the stage, for every command that talks to one. */
export const stageOptions = { stage: { type: 'string', default: 'local' } } as const;

/** A stage in an account: the SDK's own settings say which account and region. */
const openDeployed = async (stage: string): Promise<Session> => ({
  stage,
  stack: stackName(stage),
  outputs: await stackOutputs(stage),
  close: async () => {},
});

/** Opens a stage for looking and starting; on the laptop its server is started where none runs. */
export const openSession = (stage: string, progress: (line: string) => void): Promise<Session | Laptop> =>
  stage === 'local' ? openLaptop({ progress }) : openDeployed(stage);
