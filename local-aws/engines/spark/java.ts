import { run } from '../../python/run.ts';
import { StepError } from '../sql/errors.ts';

/** Versions that Spark 4.1 starts on. Source: https://spark.apache.org/docs/4.1.1/ */
const SUPPORTED = [17, 21];

/** The `java` to run Spark with: JAVA_HOME's, else the path's. Throws `SparkRuntimeMissing` with what to install. */
export const findJava = async (env: NodeJS.ProcessEnv): Promise<string> => {
  const java = env.JAVA_HOME ? `${env.JAVA_HOME}/bin/java` : 'java';
  const { code, stderr, stdout } = await run(java, ['-version'], { env });
  const version = Number(/version "(\d+)/.exec(stderr + stdout)?.[1]);
  if (code === 0 && SUPPORTED.includes(version)) return java;
  throw new StepError(
    'SparkRuntimeMissing',
    `Spark needs Java 17 or 21, found ${code === 0 ? `Java ${version}` : 'none'} (${java}): install it (Debian and Ubuntu: apt install openjdk-17-jre-headless) or set JAVA_HOME`,
  );
};
