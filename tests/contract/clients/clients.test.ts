import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type Server, startServer } from '../../../local-aws/server.ts';

/**
 * Clients that other people have in hand. `npm run test:clients` installs them and says in `NIGHTJAR_CLIENTS` where they are; without
 * it they are named and passed over, as one is that is not there: they take minutes.
 */
const given = process.env.NIGHTJAR_CLIENTS;
const root = resolve(given ?? join(import.meta.dirname, '../../../.venv/clients'));
// The Python environment of the XGBoost image is made once a machine.
process.env.NIGHTJAR_PYTHON_ENVIRONMENTS ??= join(import.meta.dirname, '../../../.nightjar/python');
const python = (group: string): string => join(root, group, 'bin', 'python');

interface Client {
  name: string;
  /** What must be there. */
  program: string;
  command: string[];
  environment?: Record<string, string>;
}

const script = (name: string): string => join(import.meta.dirname, name);
const cli = (name: string, program: string, bucket: string): Client => ({
  name,
  program,
  command: ['sh', script('awscli_client.sh'), bucket],
  environment: { AWS: program },
});
const inPython = (name: string, group: string, file: string): Client => ({
  name,
  program: python(group),
  command: [python(group), script(file)],
});

const clients: Client[] = [
  cli('AWS CLI 1', join(root, 'awscli', 'bin', 'aws'), 'cli-one'),
  cli('AWS CLI 2', '/usr/bin/aws', 'cli-two'),
  inPython('boto3', 'data', 'boto3_client.py'),
  inPython('awswrangler', 'data', 'awswrangler_client.py'),
  inPython('s3fs', 'arrow', 's3fs_client.py'),
  inPython('pyarrow', 'arrow', 'pyarrow_client.py'),
  inPython('polars', 'arrow', 'polars_client.py'),
  inPython('SageMaker’s SDK', 'sagemaker', 'sagemaker_client.py'),
  { name: 'rclone', program: '/usr/bin/rclone', command: ['sh', script('rclone_client.sh')] },
];

const isThere = (program: string): boolean => {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

jest.setTimeout(300_000);

let server: Server;
let directory: string;
const run = (client: Client): Promise<{ code: number | null; output: string }> =>
  new Promise((settle, reject) => {
    const [program = '', ...rest] = client.command;
    const child = spawn(program, rest, {
      env: {
        PATH: ['/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
        HOME: directory,
        AWS_ENDPOINT_URL: server.endpoint,
        AWS_ACCESS_KEY_ID: 'laptop',
        AWS_SECRET_ACCESS_KEY: 'laptop',
        AWS_DEFAULT_REGION: 'eu-central-1',
        AWS_REGION: 'eu-central-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...client.environment,
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => settle({ code, output }));
  });

const [there, missing] = [true, false].map((wanted) =>
  clients.filter(({ program }) => (given !== undefined && isThere(program)) === wanted),
);

if (missing?.length) {
  test.each(missing)('$name is passed over: npm run test:clients drives it', ({ name, program }) => {
    if (given !== undefined) console.warn(`${name} is passed over: ${program} is not there`);
    expect(given !== undefined && isThere(program)).toBe(false);
  });
}

if (there?.length) {
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'nightjar-clients-'));
    server = await startServer({ directory, account: '123456789012', region: 'eu-central-1' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  test.each(there)('$name works against the laptop', async (client) => {
    const { code, output } = await run(client);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/(^|\n)ok\n$/) });
  });
}
