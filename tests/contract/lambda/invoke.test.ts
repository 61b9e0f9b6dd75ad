import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteFunctionCommand, InvokeCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { zipOf as zip } from '../../../local-aws/cloudformation/zip.ts';
import { type LambdaLaptop, startLambdaLaptop, text } from './laptop.ts';

describe('Lambda Invoke', () => {
  let laptop: LambdaLaptop;
  beforeAll(async () => {
    // Below the project, whose package.json says that its files are ES modules.
    mkdirSync(join(import.meta.dirname, '../../../.nightjar'), { recursive: true });
    laptop = await startLambdaLaptop(mkdtempSync(join(import.meta.dirname, '../../../.nightjar/lambda-')));
  });
  afterAll(() => laptop.close());

  const invoke = async (FunctionName: string, event: unknown = {}) => {
    const answer = await laptop.client.send(
      new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), LogType: 'Tail' }),
    );
    return { ...answer, body: JSON.parse(text(answer.Payload)) as unknown };
  };

  it('hands the event over and answers what the handler returns', async () => {
    await laptop.create('echo', 'export const handler = async (event) => ({ got: event });');

    const answer = await invoke('echo', { a: [1, 'ü'] });

    expect(answer.StatusCode).toBe(200);
    expect(answer.ExecutedVersion).toBe('$LATEST');
    expect(answer.FunctionError).toBeUndefined();
    expect(answer.body).toEqual({ got: { a: [1, 'ü'] } });
  });

  it("gives the function its own environment and none of the machine's", async () => {
    await laptop.create('environment', 'export const handler = async () => ({ ...process.env });', {
      Environment: { Variables: { TABLE: 'jobs' } },
      MemorySize: 256,
    });

    const { body } = await invoke('environment');

    expect(body).toMatchObject({
      TABLE: 'jobs',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_ENDPOINT_URL: laptop.server.endpoint,
      _HANDLER: 'index.handler',
    });
    expect(body).not.toHaveProperty('HOME');
    const { AWS_ACCESS_KEY_ID } = body as { AWS_ACCESS_KEY_ID: string };
    expect(AWS_ACCESS_KEY_ID).toMatch(/^ASIA/);
  });

  it('keeps an environment warm between invocations, and starts a new one after a change', async () => {
    await laptop.create('counter', 'let n = 0; export const handler = async () => ++n;');

    const counts = [await invoke('counter'), await invoke('counter')].map(({ body }) => body);
    await laptop.client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'counter', MemorySize: 192 }));
    const after = await invoke('counter');

    expect(counts).toEqual([1, 2]);
    expect(after.body).toBe(1);
  });

  it('gives each concurrent invocation an environment of its own', async () => {
    await laptop.create(
      'concurrent',
      'let busy = 0; export const handler = async () => { busy++; await new Promise((r) => setTimeout(r, 30)); return busy--; };',
    );

    const answers = await Promise.all([1, 2, 3].map(() => invoke('concurrent')));

    expect(answers.map(({ body }) => body)).toEqual([1, 1, 1]);
  });

  it('answers a thrown error by its name, message and trace', async () => {
    await laptop.create(
      'failing',
      'export const handler = async () => { const e = new Error("no rows"); e.name = "SourcesLate"; throw e; };',
    );

    const answer = await invoke('failing');

    expect(answer.StatusCode).toBe(200);
    expect(answer.FunctionError).toBe('Unhandled');
    expect(answer.body).toMatchObject({ errorType: 'SourcesLate', errorMessage: 'no rows' });
    expect((answer.body as { trace: string[] }).trace[0]).toContain('no rows');
  });

  it.each([
    [
      'missing-export',
      'export const other = 1;',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    ['bad-syntax', 'export const = ;', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
    ['bad-import', 'import "nowhere"; export const handler = async () => 1;', 'Runtime.ImportModuleError', 'nowhere'],
    ['bad-init', 'throw new RangeError("init"); export const handler = async () => 1;', 'RangeError', 'init'],
    [
      'callback',
      'export const handler = (event, context, callback) => callback(null, 1);',
      'Runtime.CallbackHandlerDeprecated',
      'Node.js 24',
    ],
  ])('names what keeps a function from starting: %s', async (name, source, errorType, message) => {
    await laptop.create(name, source);

    const answer = await invoke(name);

    expect(answer.FunctionError).toBe('Unhandled');
    expect(answer.body).toMatchObject({ errorType, errorMessage: expect.stringContaining(message) });
  });

  it('reads a .js file as CommonJS, whatever project the laptop keeps its files in', async () => {
    await laptop.create('bundle', '', {
      Code: { ZipFile: zip({ 'index.js': 'exports.handler = async () => typeof require;' }) },
    });

    expect((await invoke('bundle')).body).toBe('function');
  });

  it('runs CommonJS and callback handlers on nodejs22.x', async () => {
    await laptop.create('commonjs', '', {
      Runtime: 'nodejs22.x',
      Handler: 'src/app.nested.run',
      Code: {
        ZipFile: zip({
          'src/app.js': 'exports.nested = { run: (event, context, callback) => callback(null, context.functionName) };',
        }),
      },
    });

    expect((await invoke('commonjs')).body).toBe('commonjs');
  });

  it('ends a function at its time-out on the clock', async () => {
    await laptop.create('hanging', 'export const handler = () => new Promise(() => {});', { Timeout: 30 });
    const running = invoke('hanging');
    while (!laptop.logs.some(({ group, line }) => group.endsWith('/hanging') && line.startsWith('START'))) {
      await new Promise(setImmediate);
    }

    laptop.clock.advance(30_000);
    const answer = await running;

    expect(answer.FunctionError).toBe('Unhandled');
    expect(answer.body).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [\w-]+ Error: Task timed out after 30.00 seconds$/),
    });
    const lines = laptop.logs.filter(({ group }) => group === '/aws/lambda/hanging').map(({ line }) => line);
    expect(lines.some((line) => line.includes('Task timed out after 30.00 seconds'))).toBe(true);
    expect(lines.at(-1)).toMatch(/^REPORT .*Duration: 30000.00 ms.*Status: timeout/);
  });

  it('ends a function that outgrows its memory, and runs the next invocation in a new environment', async () => {
    await laptop.create(
      'greedy',
      'export const handler = async (event) => { if (!event.grow) return "small"; const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())); };',
    );

    const answer = await invoke('greedy', { grow: true });
    const next = await invoke('greedy');

    expect(answer.body).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('signal: killed'),
    });
    expect(next.body).toBe('small');
  });

  it('reports a function that exits by itself', async () => {
    await laptop.create('exiting', 'export const handler = async () => process.exit(3);');

    expect((await invoke('exiting')).body).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringContaining('Runtime exited with error: exit status 3'),
    });
  });

  it("writes what the function prints to its log group in Lambda's form, between START, END and REPORT", async () => {
    await laptop.create(
      'talking',
      'export const handler = async () => { console.log("rows", { n: 1 }); console.error("bad"); process.stdout.write("{\\"emf\\":1}\\n"); };',
    );

    const answer = await invoke('talking');

    const lines = laptop.logs.filter(({ group }) => group === '/aws/lambda/talking');
    expect(lines.map(({ line }) => line)).toEqual([
      expect.stringMatching(/^START RequestId: [\w-]+ Version: \$LATEST$/),
      expect.stringMatching(/^\d{4}-\S+Z\t[\w-]{36}\tINFO\trows { n: 1 }$/),
      expect.stringMatching(/\tERROR\tbad$/),
      '{"emf":1}',
      expect.stringMatching(/^END RequestId: [\w-]+$/),
      expect.stringMatching(
        /^REPORT RequestId: .*Duration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration/,
      ),
    ]);
    expect(lines[0]?.stream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(Buffer.from(answer.LogResult ?? '', 'base64').toString()).toContain('rows { n: 1 }');
  });

  it("tells the function the laptop's time, before and after the clock has moved", async () => {
    await laptop.create(
      'time',
      'export const handler = async () => [Date.now(), new Date().getTime(), new Date() instanceof Date];',
    );
    await invoke('time');

    laptop.clock.advance(86_400_000);
    const { body } = await invoke('time');

    const [now = 0, constructed = 0, instance] = body as [number, number, boolean];
    expect(Math.abs(now - laptop.clock.now())).toBeLessThan(5_000);
    expect(Math.abs(constructed - now)).toBeLessThan(1_000);
    expect(instance).toBe(true);
  });

  it('ends its threads at once when a fault kills the function', async () => {
    await laptop.create('killed', 'export const handler = () => new Promise(() => {});', { Timeout: 900 });
    const running = invoke('killed');
    while (!laptop.logs.some(({ group, line }) => group.endsWith('/killed') && line.startsWith('START'))) {
      await new Promise(setImmediate);
    }

    await laptop.lambda.kill('killed');

    expect((await running).body).toMatchObject({ errorType: 'Runtime.ExitError' });
  });

  it('refuses a function that does not exist, a body that is no JSON, and one that is too large', async () => {
    await expect(invoke('nobody')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    await laptop.create('strict', 'export const handler = async () => 1;');
    const send = (Payload: Buffer) => laptop.client.send(new InvokeCommand({ FunctionName: 'strict', Payload }));
    await expect(send(Buffer.from('{'))).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    await expect(send(Buffer.alloc(6_300_000, 0x20))).rejects.toMatchObject({ name: 'RequestTooLargeException' });
    await laptop.client.send(new DeleteFunctionCommand({ FunctionName: 'strict' }));
    await expect(invoke('strict')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
