import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtAside, isComplete } from '../../../local-aws/python/builtAside.ts';
import { findPython } from '../../../local-aws/python/findPython.ts';
import type { Finished } from '../../../local-aws/python/run.ts';

const absent: Finished = { code: undefined, stdout: '', stderr: 'ENOENT' };
const probe = (executable: string, version: string, changes: object = {}): Finished => ({
  code: 0,
  stdout: JSON.stringify({
    executable,
    version,
    bits: 64,
    musl: false,
    implementation: 'cpython',
    venv: true,
    ...changes,
  }),
  stderr: '',
});

/** A machine with these programs; `uv` answers `python find`. */
const machine = (programs: Record<string, Finished>) => async (command: string) => programs[command] ?? absent;

test('the newest known Python on the path is taken', async () => {
  const tools = machine({
    'python3.12': probe('/usr/bin/python3.12', '3.12.1'),
    python3: probe('/usr/bin/python3', '3.9.2'),
  });

  expect(await findPython({}, tools)).toMatchObject({ executable: '/usr/bin/python3.12', version: '3.12.1' });
});

test('NIGHTJAR_PYTHON comes first, and nothing else is tried', async () => {
  const tools = machine({ python3: probe('/usr/bin/python3', '3.11.2'), '/opt/py': probe('/opt/py', '3.10.4') });

  expect(await findPython({ NIGHTJAR_PYTHON: '/opt/py' }, tools)).toMatchObject({ executable: '/opt/py' });
  await expect(findPython({ NIGHTJAR_PYTHON: '/nowhere' }, tools)).rejects.toThrow(
    /found no Python at NIGHTJAR_PYTHON=\/nowhere/,
  );
});

test('what uv knows comes before the path', async () => {
  const tools = machine({
    uv: { code: 0, stdout: '/uv/python\n', stderr: '' },
    '/uv/python': probe('/uv/python', '3.13.0'),
    python3: probe('/usr/bin/python3', '3.11.2'),
  });

  expect(await findPython({}, tools)).toMatchObject({ executable: '/uv/python' });
});

test.each([
  ['none', {}, /found none\. Install Python .*, or set NIGHTJAR_PYTHON\.$/],
  [
    'a Python that is too old',
    { python3: probe('/usr/bin/python3', '3.9.2') },
    /found Python 3\.9\.2, which is too old \(\/usr\/bin\/python3\)/,
  ],
  ['a Python on musl', { python3: probe('/usr/bin/python3', '3.12.1', { musl: true }) }, /on musl/],
  ['a Python of 32 bits', { python3: probe('/usr/bin/python3', '3.12.1', { bits: 32 }) }, /of 32 bits/],
  ['PyPy', { python3: probe('/usr/bin/python3', '3.10.1', { implementation: 'pypy' }) }, /found pypy 3\.10\.1/],
])('with %s it says so in one line', async (_what, programs, message) => {
  const error = await findPython({}, machine(programs as Record<string, Finished>)).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ name: 'PythonRuntimeMissing', message: expect.stringMatching(message) });
  expect(String(error)).toMatch(/^PythonRuntimeMissing: SageMaker jobs run in Python 3\.10–3\.14; found [^\n]*$/);
});

test('a Python without venv is taken only when there is no better one', async () => {
  const bare = probe('/usr/bin/python3.13', '3.13.0', { venv: false });

  expect(await findPython({}, machine({ 'python3.13': bare }))).toMatchObject({ venv: false });
  expect(
    await findPython({}, machine({ 'python3.13': bare, 'python3.10': probe('/usr/bin/python3.10', '3.10.0') })),
  ).toMatchObject({ executable: '/usr/bin/python3.10' });
});

describe('a folder that is built aside', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'nightjar-aside-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const build = async (aside: string) => {
    const { mkdirSync } = await import('node:fs');
    mkdirSync(aside);
    writeFileSync(join(aside, 'content'), 'x');
  };

  test('is built once, however many ask', async () => {
    let builds = 0;
    const folder = join(root, 'one');
    await Promise.all(
      [1, 2, 3].map(() =>
        builtAside(folder, async (aside) => {
          builds++;
          await build(aside);
        }),
      ),
    );

    expect(builds).toBe(1);
    expect(isComplete(folder)).toBe(true);
    expect(readdirSync(root)).toEqual(['one']);
  });

  test('leaves nothing when building fails, and can be built again', async () => {
    const folder = join(root, 'two');
    await expect(
      builtAside(folder, async (aside) => {
        await build(aside);
        throw new Error('no room');
      }),
    ).rejects.toThrow('no room');
    expect(readdirSync(root)).toEqual([]);
    await builtAside(folder, build);

    expect(isComplete(folder)).toBe(true);
  });

  test('takes over the lock of a process that is gone', async () => {
    const folder = join(root, 'three');
    writeFileSync(`${folder}.lock`, '999999999');
    await builtAside(folder, build);

    expect(isComplete(folder)).toBe(true);
  });
});
