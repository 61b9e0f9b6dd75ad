import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JobFault } from '../../../cloud.ts';
import { pack } from '../../../containers/archive.ts';
import { containerVariables } from '../../../containers/environmentVariables.ts';
import { type ContainerImage, findImage } from '../../../containers/images.ts';
import { type JobFolder, makeJobFolder, placeFile, writeConfig } from '../../../containers/jobFolder.ts';
import { type Container, type ContainerExit, runContainer } from '../../../containers/runContainer.ts';
import type { PythonEnvironment } from '../../../python/environment.ts';
import { environmentsRoot, imageEnvironment, workFolder } from '../environments.ts';
import { instanceMemory } from '../instanceTypes.ts';
import { JobStorage } from '../jobStorage.ts';
import type { TrainingJobRecord } from '../records.ts';
import { joinKey, parseS3 } from '../s3Address.ts';
import { download } from './channels.ts';
import { failureReason } from './failureReason.ts';
import { MetricFinder } from './metrics.ts';
import { spotInterruption } from './spotInterruption.ts';
import type { TrainingJobs } from './trainingJobs.ts';
import { environmentFor, fetchCode, programOf, refuseFixedPaths } from './userCode.ts';

/** Entry point of the container processes. */
const ENTRY = join(import.meta.dirname, '../../../containers/run.py');

type Ending = 'exited' | 'stopped' | 'timedOut' | 'waitedTooLong' | 'interrupted';

/** One training job from its start to its end. */
export class RunningTrainingJob {
  readonly #jobs: TrainingJobs;
  readonly #name: string;
  readonly #record: TrainingJobRecord;
  readonly #finder: MetricFinder;
  readonly #stream: string;
  #container: Container | undefined;
  /** Why the container is being stopped; the first reason counts. */
  #ending: Ending = 'exited';
  #wake: () => void = () => {};
  #letGo: () => void = () => {};
  #done: Promise<void> = Promise.resolve();

  constructor(jobs: TrainingJobs, name: string, record: TrainingJobRecord) {
    this.#jobs = jobs;
    this.#name = name;
    this.#record = record;
    const own = record.request.AlgorithmSpecification?.MetricDefinitions;
    this.#finder = new MetricFinder(own?.length ? own : undefined);
    this.#stream = `${name}/algo-1-${Math.floor(record.created / 1000)}`;
  }

  run(): Promise<void> {
    this.#done = this.#run();
    return this.#done;
  }

  stop(): void {
    this.#end('stopped');
    this.#jobs.move(this.#name, this.#record, 'Stopping', 'Stopping');
  }

  /** Kills the container; the record stays as it is for the next server to find. */
  abandon(): Promise<void> {
    this.#end('stopped');
    this.#container?.kill();
    return this.#done;
  }

  #end(ending: Ending): void {
    if (this.#ending === 'exited') this.#ending = ending;
    void this.#container?.stop();
    this.#wake();
  }

  async #run(): Promise<void> {
    const { cloud } = this.#jobs;
    const record = this.#record;
    this.#letGo = cloud.clock.hold();
    const fault = cloud.faults?.job('sagemaker', 'TrainingJob', { TrainingJobName: this.#name });
    const base = join(workFolder(cloud.directory), 'jobs', this.#name);
    try {
      let attempt = 0;
      while (await this.#attempt(base, attempt, fault)) {
        attempt++;
        this.#ending = 'exited';
      }
    } catch (error) {
      record.failure = reason(error);
      this.#bill();
      this.#jobs.move(this.#name, record, 'Failed', 'Failed');
    } finally {
      rmSync(base, { recursive: true, force: true });
      this.#letGo();
    }
  }

  /** One run on an instance; true when a spot interruption asks for another. */
  async #attempt(base: string, attempt: number, fault: JobFault | undefined): Promise<boolean> {
    const { cloud } = this.#jobs;
    const { request } = this.#record;
    if (attempt > 0) this.#move('Starting');
    const image = findImage(request.AlgorithmSpecification?.TrainingImage ?? '');
    const environment = await imageEnvironment(cloud.directory, image, (line) => this.#log(line));
    const storage = new JobStorage(cloud, request.RoleArn ?? '');
    const folder = makeJobFolder(base);
    if (this.#ending !== 'exited') return this.#finish(folder, storage);
    this.#record.started = attempt === 0 ? cloud.clock.now() : (this.#record.started ?? cloud.clock.now());
    this.#attemptStart = cloud.clock.now();
    this.#move('Downloading');
    const python = await this.#prepare(folder, image, environment, storage);
    if (this.#ending !== 'exited') return this.#finish(folder, storage);
    this.#move('Training');
    const exit = await this.#train(folder, python, storage, fault, attempt);
    if (exit) this.#measure(exit.peakMemoryBytes);
    const failure = exit && this.#ending === 'exited' ? failureReason(exit, folder.output) : undefined;
    this.#record.metrics = [...this.#finder.found.values()];
    if (failure !== undefined) throw new Error(failure);
    return this.#finish(folder, storage);
  }
  #attemptStart: number | undefined;

  /** The job's memory as SageMaker reports it to CloudWatch, in percent of its instance's. */
  #measure(peakBytes: number): void {
    const { cloud } = this.#jobs;
    this.#record.peakMemory = Math.max(this.#record.peakMemory ?? 0, peakBytes);
    const value = (100 * peakBytes) / instanceMemory(this.#record.request.ResourceConfig?.InstanceType);
    const dimensions = { Host: `${this.#name}/algo-1` };
    cloud.parts.metrics.put('/aws/sagemaker/TrainingJobs', [
      { name: 'MemoryUtilization', value, unit: 'Percent', dimensions },
    ]);
  }

  /** Data, configuration and code into the job folder; gives the environment that the code needs. */
  async #prepare(
    folder: JobFolder,
    image: ContainerImage,
    base: PythonEnvironment,
    storage: JobStorage,
  ): Promise<PythonEnvironment> {
    const { cloud } = this.#jobs;
    const { request } = this.#record;
    await download(request.InputDataConfig ?? [], folder, storage);
    writeConfig(folder, 'hyperparameters.json', request.HyperParameters ?? {});
    writeConfig(folder, 'resourceconfig.json', {
      current_host: 'algo-1',
      current_instance_type: request.ResourceConfig?.InstanceType,
      current_group_name: 'homogeneousCluster',
      hosts: ['algo-1'],
      instance_groups: [
        {
          instance_group_name: 'homogeneousCluster',
          instance_type: request.ResourceConfig?.InstanceType,
          hosts: ['algo-1'],
        },
      ],
      network_interface_name: 'eth0',
    });
    await this.#restoreCheckpoints(folder, storage);
    const code = programOf(request.HyperParameters ?? {}, request.Environment ?? {});
    if (!code) return base;
    if (code.directory?.startsWith('s3://')) await fetchCode(code.directory, folder.code, storage);
    refuseFixedPaths(folder.code, code.program);
    this.#log(`Image ${image.repository}:${image.tag}, script mode: ${code.program}`);
    return environmentFor(folder.code, base, {
      root: environmentsRoot(cloud.directory),
      progress: (line) => this.#log(line),
    });
  }

  async #restoreCheckpoints(folder: JobFolder, storage: JobStorage): Promise<void> {
    const config = this.#record.request.CheckpointConfig;
    if (!config?.S3Uri) return;
    writeConfig(folder, 'checkpointconfig.json', { LocalPath: config.LocalPath ?? '/opt/ml/checkpoints' });
    const { bucket, key } = parseS3('S3Uri', config.S3Uri);
    const prefix = `${joinKey(key)}/`;
    for (const { key: each, path } of this.#jobs.cloud.parts.objects.list(bucket, prefix)) {
      await storage.file(bucket, each);
      placeFile(path, join(this.#checkpointFolder(folder), each.slice(prefix.length)));
    }
  }

  #checkpointFolder(folder: JobFolder): string {
    const path = this.#record.request.CheckpointConfig?.LocalPath ?? '/opt/ml/checkpoints';
    return join(folder.base, path.slice('/opt/ml'.length));
  }

  /** Runs the container to its end; undefined when a fault ended the job without it. */
  async #train(
    folder: JobFolder,
    python: PythonEnvironment,
    storage: JobStorage,
    fault: JobFault | undefined,
    attempt: number,
  ): Promise<ContainerExit | undefined> {
    const { cloud } = this.#jobs;
    const { request } = this.#record;
    const { MaxRuntimeInSeconds = 86_400, MaxWaitTimeInSeconds } = request.StoppingCondition ?? {};
    const now = cloud.clock.now();
    const cancels = [cloud.clock.schedule(now + MaxRuntimeInSeconds * 1000, () => this.#end('timedOut'))];
    if (MaxWaitTimeInSeconds !== undefined)
      cancels.push(
        cloud.clock.schedule(this.#record.created + MaxWaitTimeInSeconds * 1000, () => this.#end('waitedTooLong')),
      );
    const spot = spotInterruption(request, attempt, fault, cloud.clock, () => this.#end('interrupted'));
    try {
      if (fault?.effect === 'hang') {
        this.#letGo(); // nothing works: the time until somebody stops it may be skipped
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        return undefined;
      }
      if (fault?.effect === 'end' && fault.state !== 'Interrupted') return this.#endAs(fault.state, fault.message);
      const container = runContainer(
        {
          command: [python.python, ENTRY, 'train'],
          env: containerVariables({
            base: folder.base,
            pythonFolder: python.folder,
            bytecode: join(environmentsRoot(cloud.directory), 'bytecode'),
            region: cloud.region,
            endpoint: cloud.endpoint,
            credentials: storage.credentials,
            user: { ...request.Environment, TRAINING_JOB_NAME: this.#name, TRAINING_JOB_ARN: this.#record.arn },
          }),
          memoryBytes: instanceMemory(request.ResourceConfig?.InstanceType),
          onLine: (line) => {
            this.#log(line);
            spot.onLine(line);
          },
        },
        cloud.clock,
      );
      this.#container = container;
      if (fault?.effect === 'kill') container.kill();
      return await container.exited;
    } finally {
      this.#container = undefined;
      this.#flush();
      spot.cancel();
      for (const cancel of cancels) cancel();
    }
  }

  #endAs(state: string, message: string): undefined {
    if (state === 'Stopped') this.#ending = 'stopped';
    else throw new Error(message || `AlgorithmError: the job was made to end as ${state}`);
  }

  /** Uploads what is there and closes the job, or says that it has to run again. */
  async #finish(folder: JobFolder, storage: JobStorage): Promise<boolean> {
    await this.#saveCheckpoints(folder, storage);
    if (this.#ending === 'interrupted') {
      this.#bill();
      this.#move('Interrupted');
      return true;
    }
    if (this.#record.status === 'InProgress' && this.#ending === 'exited') this.#move('Uploading');
    await this.#upload(folder, storage);
    this.#bill();
    const record = this.#record;
    if (this.#ending === 'exited') this.#jobs.move(this.#name, record, 'Completed', 'Completed');
    else if (this.#ending === 'timedOut') this.#jobs.move(this.#name, record, 'MaxRuntimeExceeded', 'Stopped');
    else if (this.#ending === 'waitedTooLong') this.#jobs.move(this.#name, record, 'MaxWaitTimeExceeded', 'Stopped');
    else this.#jobs.move(this.#name, record, 'Stopped', 'Stopped');
    return false;
  }

  async #upload(folder: JobFolder, storage: JobStorage): Promise<void> {
    const { OutputDataConfig } = this.#record.request;
    const { bucket, key } = parseS3('S3OutputPath', OutputDataConfig?.S3OutputPath);
    const put = async (from: string, name: string): Promise<string | undefined> => {
      if (!existsSync(from) || readdirSync(from).length === 0) return undefined;
      const file = join(folder.scratch, name);
      await pack(from, file);
      const target = joinKey(key, this.#name, 'output', name).replace(/^\//, '');
      await storage.upload(bucket, target, file, OutputDataConfig?.KmsKeyId);
      return `s3://${bucket}/${target}`;
    };
    const artifacts = await put(folder.model, 'model.tar.gz');
    if (artifacts) this.#record.artifacts = artifacts;
    await put(folder.outputData, 'output.tar.gz');
  }

  async #saveCheckpoints(folder: JobFolder, storage: JobStorage): Promise<void> {
    const config = this.#record.request.CheckpointConfig;
    if (!config?.S3Uri) return;
    const { bucket, key } = parseS3('S3Uri', config.S3Uri);
    const root = this.#checkpointFolder(folder);
    if (!existsSync(root)) return;
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      await storage.upload(bucket, joinKey(key, path.slice(root.length + 1)), path);
    }
  }

  #bill(): void {
    if (this.#attemptStart === undefined) return;
    this.#record.billable += this.#jobs.cloud.clock.now() - this.#attemptStart;
    this.#attemptStart = undefined;
  }

  #move(secondary: 'Starting' | 'Downloading' | 'Training' | 'Uploading' | 'Interrupted'): void {
    this.#jobs.move(this.#name, this.#record, secondary);
  }

  #lines: string[] = [];
  #flushing: NodeJS.Immediate | undefined;

  #log(line: string): void {
    this.#finder.read(line, this.#jobs.cloud.clock.now());
    this.#lines.push(line);
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  #flush(): void {
    clearImmediate(this.#flushing);
    this.#flushing = undefined;
    const lines = this.#lines;
    this.#lines = [];
    if (lines.length > 0) this.#jobs.cloud.parts.logs.write('/aws/sagemaker/TrainingJobs', this.#stream, lines);
  }
}

/** A job's failure in one text: a reason in AWS's words as it is, everything else with its name. */
const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'JobFailure' || error.name === 'Error' ? error.message : String(error);
};
