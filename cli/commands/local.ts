import type { Command } from '../command.ts';
import { openGateway } from '../gateway/openGateway.ts';
import { openLaptop } from '../session/laptop.ts';
import { CommandError, parseOptions, UsageError, wholeNumber } from '../usage.ts';

const help = `nightjar local: runs the laptop's AWS until it is stopped

  --port N         port on 127.0.0.1 (4566)
  --schedule       let the pipelines' schedules start their nights
  --fault RULE     inject a fault; may be repeated
  --seed N         seed of faults by chance
  --glue spark     run Glue jobs on PySpark instead of DuckDB (needs Java 17)

Any AWS client can talk to it: set AWS_ENDPOINT_URL to the address it prints, and any keys.`;

const options = {
  port: { type: 'string', default: '4566' },
  schedule: { type: 'boolean', default: false },
  fault: { type: 'string', multiple: true, default: [] as string[] },
  seed: { type: 'string' },
  glue: { type: 'string', default: 'duckdb' },
} as const;

export const local: Command = {
  summary: "run the laptop's AWS until it is stopped",
  help,
  run: async (args) => {
    const { values } = parseOptions('local', args, options);
    if (values.glue !== 'duckdb' && values.glue !== 'spark')
      throw new UsageError(`--glue takes duckdb or spark, not "${values.glue}"`);
    const seed = wholeNumber('seed', values.seed, 0);
    const laptop = await openLaptop({
      port: wholeNumber('port', values.port, 0) ?? 0,
      schedule: values.schedule,
      glueEngine: values.glue,
      faults: values.fault,
      ...(seed !== undefined && { seed }),
      progress: (line) => process.stderr.write(`  ${line}\n`),
    });
    if (!laptop.server) throw new CommandError(`it runs already, at ${laptop.endpoint}`);
    const gateway = await openGateway([]);
    console.log(`Nightjar's AWS listens on ${laptop.endpoint}\n`);
    console.log(
      `  export AWS_ENDPOINT_URL=${laptop.endpoint} AWS_REGION=${process.env.AWS_REGION} AWS_ACCESS_KEY_ID=laptop AWS_SECRET_ACCESS_KEY=laptop`,
    );
    console.log(
      values.schedule
        ? '\nSchedules start their nights by themselves.'
        : '\nSchedules do not fire (--schedule lets them).',
    );
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await gateway.close();
    await laptop.close();
    return 0;
  },
};
