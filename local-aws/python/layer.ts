import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { builtAside } from './builtAside.ts';
import { EnvironmentFailed, type EnvironmentOptions, type PythonEnvironment } from './environment.ts';
import { digest } from './locks.ts';
import { run } from './run.ts';

/**
 * A script's own requirements on top of a locked environment, made once for each text: an environment without pip that sees the base
 * through a `.pth` line. The base stays as it is. Throws `EnvironmentFailed` with the installer's words.
 */
export const requirementsLayer = async (
  base: PythonEnvironment,
  requirements: string,
  { root, env = process.env, progress = () => {} }: EnvironmentOptions,
): Promise<PythonEnvironment> => {
  const folder = join(root, `layer-${digest(base.folder, requirements)}`);
  const layer = (at: string): PythonEnvironment => ({
    folder: at,
    python: join(at, relative(base.folder, base.python)),
    sitePackages: join(at, relative(base.folder, base.sitePackages)),
  });
  const checked = async (command: string, arguments_: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await run(command, arguments_, { env, onLine: progress });
    if (code !== 0)
      throw new EnvironmentFailed(
        `InstallRequirementsError: requirements.txt could not be installed: ${(stderr || stdout).trim().slice(-1_000)}`,
      );
  };
  await builtAside(folder, async (aside) => {
    const { python, sitePackages } = layer(aside);
    await checked(base.python, ['-m', 'venv', '--without-pip', aside]);
    mkdirSync(sitePackages, { recursive: true });
    writeFileSync(join(sitePackages, 'base.pth'), `${base.sitePackages}\n`);
    const file = join(aside, 'requirements.txt');
    writeFileSync(file, requirements);
    if ((await run('uv', ['--version'], { env })).code === 0)
      return checked('uv', ['pip', 'install', '--quiet', '--python', python, '-r', file]);
    const pip = (await run(base.python, ['-m', 'pip', '--version'], { env })).code === 0 ? base.python : 'python3';
    await checked(pip, [
      ...[
        '-m',
        'pip',
        '--python',
        python,
        'install',
        '--disable-pip-version-check',
        '--no-input',
        '--progress-bar',
        'off',
      ],
      ...['-r', file],
    ]);
  });
  return layer(folder);
};
