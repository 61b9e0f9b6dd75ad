import * as z from 'zod';
import type { ResolvedPipeline } from './contracts/resolved.ts';
import { run } from './contracts/run.ts';
import { createHandler } from './handler.ts';
import { hashOf } from './hash.ts';
import type { JobDriver } from './jobs/driver.ts';
import type { JobKind } from './jobs/record.ts';
import { startJob } from './jobs/start.ts';
import { specOf } from './spec.ts';

/** What a stage's job is asked to do. */
export interface StagePlan {
  /** All that decides the outcome: it is hashed to the stage key, under which a finished stage is found again. */
  keyed: unknown;
  /** The driver's request, once the key is known; writes what the job reads, such as its step document. */
  request(key: string): Promise<Record<string, unknown>>;
}

export interface StageDefinition<S extends z.ZodRawShape, Spec = ResolvedPipeline> {
  /** The state's name. */
  stage: string;
  kind: JobKind;
  driver: JobDriver;
  /** What the state passes beside the run and its task token. */
  input: S;
  plan(input: z.output<z.ZodObject<S>> & { run: z.output<typeof run> }, spec: Spec): Promise<StagePlan>;
}

/** Digits of a stage key: 96 bits, so that it fits into the name of a SageMaker job. */
const keyLength = 24;

/** Makes stage handlers of one kind of run; `read` answers what it was opened with. */
export const stageHandlers =
  <Spec>(read: (of: z.output<typeof run>) => Promise<Spec>) =>
  <S extends z.ZodRawShape>(definition: StageDefinition<S, Spec>) =>
    createHandler(z.strictObject({ token: z.string(), run, ...definition.input }), async (event) => {
      const input = event as unknown as z.output<z.ZodObject<S>> & { run: z.output<typeof run>; token: string };
      const { stage, kind, driver } = definition;
      const plan = await definition.plan(input, await read(input.run));
      const { pipeline, businessDate, salt } = input.run;
      const key = hashOf({ stage, pipeline, businessDate, salt, keyed: plan.keyed }).slice(0, keyLength);
      return startJob(driver, { kind, stage, run: input.run, key, request: await plan.request(key) }, input.token);
    });

/** A handler that starts a stage's job, or attaches to it, or takes over what is done; the outcome goes to the task token, not to the caller. */
export const createStageHandler = stageHandlers(specOf);
