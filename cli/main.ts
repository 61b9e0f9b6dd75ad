import type { Command } from './command.ts';
import { CommandError, UsageError } from './usage.ts';

/** Commands by name; each is loaded when it is called, so that `--help` starts nothing. */
const commands: Record<string, () => Promise<Command>> = {
  run: async () => (await import('./commands/run.ts')).run,
  report: async () => (await import('./commands/report.ts')).report,
  status: async () => (await import('./commands/status.ts')).status,
  watch: async () => (await import('./commands/watch.ts')).watch,
  land: async () => (await import('./commands/land.ts')).land,
  new: async () => (await import('./commands/new.ts')).newPipeline,
  'sample-data': async () => (await import('./commands/sampleData.ts')).sampleData,
  local: async () => (await import('./commands/local.ts')).local,
  stream: async () => (await import('./commands/stream.ts')).stream,
  'dead-letters': async () => (await import('./commands/deadLetters.ts')).deadLetters,
  logs: async () => (await import('./commands/logs.ts')).logs,
  approve: async () => (await import('./commands/approve.ts')).approve,
  iam: async () => (await import('./commands/iam.ts')).iam,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
};

const help = async (): Promise<string> => {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(14)}${(await load()).summary}`),
  );
  return [
    'nightjar: nightly machine-learning ETL on AWS Step Functions, on this laptop or in an account',
    '',
    'Usage: nightjar <command> [options]',
    '',
    ...lines,
    '',
    'nightjar <command> --help tells more. Exit codes: 0 done or rightly skipped, 1 failed, 2 wrong call.',
  ].join('\n');
};

/** Runs one call of the command line; answers its exit code and throws nothing. */
export const main = async (args: string[]): Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(await help());
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    console.error(`nightjar: there is no command "${name}"; there are ${Object.keys(commands).join(', ')}`);
    return 2;
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message, 2);
    if (error instanceof CommandError) return complain(error.message, 1);
    return complain(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
  }
};

const complain = (message: string, code: number): number => {
  console.error(`nightjar: ${message}`);
  return code;
};
