import { runtimeMissing } from './pythonRuntimeMissing.ts';
import { type Finished, run } from './run.ts';

/** A Python interpreter that fits. */
export interface Interpreter {
  /** The real executable, not a shim in front of it. */
  executable: string;
  /** `3.12.1` */
  version: string;
  /** Whether `venv` can put pip into an environment; Debian leaves that to the package python3-venv. */
  venv: boolean;
}

interface Probe extends Interpreter {
  bits: number;
  musl: boolean;
  implementation: string;
}

type RunTool = (command: string, arguments_: readonly string[]) => Promise<Finished>;

const PROBE = `
import importlib.util, json, os, platform, struct, sys
print(json.dumps({
  "executable": os.path.realpath(sys.executable), "version": platform.python_version(), "bits": struct.calcsize("P") * 8,
  "musl": "musl" in (importlib.import_module("sysconfig").get_config_var("HOST_GNU_TYPE") or ""),
  "implementation": sys.implementation.name,
  "venv": bool(importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"))}))`;

const names = ['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.14', 'python3'];
const install = 'Install Python (https://www.python.org/downloads), or uv';

/** Why an interpreter does not do, or undefined. */
const misfit = ({ version, bits, musl, implementation }: Probe): string | undefined => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (implementation !== 'cpython') return `${implementation} ${version}`;
  if (major !== 3 || minor < 10) return `Python ${version}, which is too old`;
  if (minor > 14) return `Python ${version}, which is too new`;
  if (bits !== 64) return `Python ${version} of ${bits} bits`;
  return musl ? `Python ${version} on musl, for which XGBoost has no wheels` : undefined;
};

/**
 * The first interpreter that fits: NIGHTJAR_PYTHON (and then no other), what uv knows, python3.13 … python3, the Windows launcher.
 * Throws `PythonRuntimeMissing` with one line that says what was found instead.
 */
export const findPython = async (
  env: NodeJS.ProcessEnv = process.env,
  runTool: RunTool = (command, arguments_) => run(command, arguments_, { env, timeoutMs: 20_000 }),
): Promise<Interpreter> => {
  const rejected: string[] = [];
  const probe = async (command: string, arguments_: readonly string[] = []): Promise<Interpreter | undefined> => {
    const { code, stdout } = await runTool(command, [...arguments_, '-c', PROBE]);
    if (code !== 0) return undefined;
    const found = JSON.parse(stdout) as Probe;
    const reason = misfit(found);
    if (reason) rejected.push(`${reason} (${found.executable})`);
    return reason ? undefined : { executable: found.executable, version: found.version, venv: found.venv };
  };
  const given = env.NIGHTJAR_PYTHON;
  if (given) {
    const found = await probe(given);
    if (found) return found;
    throw runtimeMissing(rejected[0] ?? `no Python at NIGHTJAR_PYTHON=${given}`, install);
  }
  const known = await runTool('uv', ['python', 'find', '>=3.10,<3.15']);
  const ofUv = known.code === 0 ? await probe(known.stdout.trim()) : undefined;
  if (ofUv) return ofUv;
  const candidates = [
    ...names.map((name) => [name]),
    ...(process.platform === 'win32' ? [['py', '-3'], ['python']] : []),
  ];
  let withoutVenv: Interpreter | undefined;
  for (const [command = '', ...arguments_] of candidates) {
    const found = await probe(command, arguments_);
    if (found?.venv) return found;
    withoutVenv ??= found;
  }
  if (withoutVenv) return withoutVenv;
  throw runtimeMissing(rejected[0] ?? 'none', install);
};
