import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { outputs, type StackLaptop, startStackLaptop } from './laptop.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const CLI = join(ROOT, 'node_modules/serverless/bin/serverless.js');
const run = promisify(execFile);

/** osls as it comes from the registry, with nothing but `AWS_ENDPOINT_URL` to tell it where AWS is. */
describe('osls against local-aws', () => {
  let laptop: StackLaptop;
  let service: string;
  beforeAll(async () => {
    laptop = await startStackLaptop({ region: 'eu-central-1' });
    // Plugins must lie inside the service's folder, and packages are looked up from it: so below the project.
    mkdirSync(join(ROOT, '.nightjar'), { recursive: true });
    service = mkdtempSync(join(ROOT, '.nightjar', 'osls-'));
    cpSync(join(import.meta.dirname, 'service'), service, { recursive: true });
    writeFileSync(join(service, 'package.json'), '{}');
    cpSync(join(ROOT, 'serverless/plugins/upload-assets.mjs'), join(service, 'upload-assets.mjs'));
  });
  afterAll(async () => {
    rmSync(service, { recursive: true, force: true });
    await laptop.close();
  });

  /** What it prints, and its exit code. */
  const sls = async (command: string, environment: Record<string, string> = {}) => {
    const env = {
      PATH: process.env.PATH ?? '',
      HOME: service,
      AWS_ENDPOINT_URL: laptop.server.endpoint,
      AWS_ACCESS_KEY_ID: 'laptop',
      AWS_SECRET_ACCESS_KEY: 'laptop',
      SLS_AWS_MONITORING_FREQUENCY: '50',
      ...environment,
    };
    try {
      const { stdout, stderr } = await run(process.execPath, [CLI, ...command.split(' ')], { cwd: service, env });
      return { code: 0, output: stdout + stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    }
  };

  it('deploys, shows, invokes, changes, rolls back and removes a service', async () => {
    const deployed = await sls('deploy --stage local');
    expect(deployed).toMatchObject({
      code: 0,
      output: expect.stringContaining('Service deployed to stack fixture-local'),
    });
    const { InboxUrl, Asset = '' } = outputs(await laptop.describe('fixture-local'));
    expect(InboxUrl).toContain('/fixture-inbox');
    const [, bucket = '', key = ''] =
      /^s3:\/\/([^/]+)\/(serverless\/fixture\/local\/assets\/[0-9a-f]{32}\/hello.txt)$/.exec(Asset) ?? [];
    expect(laptop.server.cloud.parts.objects.head(bucket, key)?.size).toBe(6);

    const [info, invoked, machine] = await Promise.all([
      sls('info --stage local'),
      sls('invoke -f greet -d {"name":"Ada"}'),
      sls('invoke stepf --name night --data {"name":"Grace"}'),
    ]);
    expect(info.output).toContain('greet: fixture-local-greet');
    expect(invoked.output).toContain('"text": "Good evening, Ada"');
    expect(machine.output).toMatch(/"status": "SUCCEEDED"[\s\S]*Good evening, Grace/);

    const [logs, local] = await Promise.all([
      sls('logs -f greet'),
      sls('invoke local -f greet -d {"name":"Edsger"} --env GREETING=Hello'),
    ]);
    expect(logs.output).toMatch(/INFO\tgreeting Ada/);
    expect(local.output).toContain('"text": "Hello, Edsger"');

    const changed = await sls('deploy --stage local', { FIXTURE_GREETING: 'Good night' });
    expect(changed.code).toBe(0);
    expect((await laptop.describe('fixture-local')).StackStatus).toBe('UPDATE_COMPLETE');

    const broken = await sls('deploy --stage local', { FIXTURE_GREETING: 'Goodbye', FIXTURE_VISIBILITY: '9999999' });
    expect(broken.code).toBe(1);
    expect(broken.output).toMatch(/UPDATE_FAILED: Inbox \(AWS::SQS::Queue\)[\s\S]*VisibilityTimeout/);
    expect((await laptop.describe('fixture-local')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await sls('invoke -f greet -d {"name":"Ada"}')).output).toContain('Good night, Ada');

    const removed = await sls('remove --stage local');
    expect(removed).toMatchObject({
      code: 0,
      output: expect.stringContaining('Service fixture has been successfully removed'),
    });
    await expect(laptop.describe('fixture-local')).rejects.toThrow('does not exist');
  }, 180_000);
});
