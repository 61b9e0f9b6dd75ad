import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot, stateDirectory } from '../session/paths.ts';
import { CommandError } from '../usage.ts';
import { type GatewayDouble, type GatewayFault, startGateway } from './gateway.ts';

/** Address of the gateway in the laptop's stage. */
const localUrl = async (): Promise<string> => {
  const { reportGatewayUrl } = parse(await readFile(join(projectRoot, 'stages', 'local.yml'), 'utf8')) as {
    reportGatewayUrl: string;
  };
  return reportGatewayUrl;
};

/** The gateway that the laptop's filings go to: the one that listens already, else one in this process, until it is closed. */
export const openGateway = async (faults: GatewayFault[]): Promise<Pick<GatewayDouble, 'close'> & { url: string }> => {
  const url = await localUrl();
  try {
    const { close } = await startGateway({
      port: Number(new URL(url).port),
      file: join(stateDirectory(), 'gateway', 'filings.json'),
      faults,
    });
    return { url, close };
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
  }
  const response = await fetch(`${url}/_faults`, {
    method: 'POST',
    body: JSON.stringify(faults),
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined);
  if (!response?.ok)
    throw new CommandError(`${url} is taken by something else: the laptop's gateway cannot listen there`);
  return { url, close: async () => {} };
};
