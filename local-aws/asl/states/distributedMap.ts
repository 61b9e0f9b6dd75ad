import type { Block } from '../definition.ts';
import { inner, processorOf } from '../definition.ts';
import { StateFailure } from '../failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { Payload } from '../payload.ts';
import type { Item } from '../ports.ts';
import { evaluateJsonata } from '../query/jsonata.ts';
import { evaluateTemplate } from '../query/template.ts';
import { conclude, effectiveInput, following } from './fields.ts';
import { batches } from './itemBatcher.ts';
import { itemReader } from './itemReader.ts';
import { itemInput, mapItems } from './mapItems.ts';
import { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } from './mapLimits.ts';
import { type StateCall, scopeOf, type Transition } from './stateCall.ts';

/** A Map whose iterations are executions of their own, over items from the input or from S3. */
export async function distributedMap(call: StateCall): Promise<Transition> {
  const { run, branch, state, visit, name } = call;
  const { mapRuns } = run.surroundings;
  const reader = state.ItemReader === undefined ? undefined : await itemReader(call);
  const items = reader ? undefined : await mapItems(call);
  const limits = {
    maxConcurrency: await maxConcurrency(call),
    toleratedFailureCount: await toleratedFailureCount(call),
    toleratedFailurePercentage: await toleratedFailurePercentage(call),
  };
  const writer = await resultWriter(call);
  if (visit.mapRunArn === undefined) {
    visit.mapRunArn = mapRuns.arn(run, name, state.Label);
    run.emit(branch, 'MapStateStarted', { mapStateStartedEventDetails: { length: items?.length ?? 0 } });
    run.emit(branch, 'MapRunStarted', { mapRunStartedEventDetails: { mapRunArn: visit.mapRunArn } });
    run.changed(branch);
    await run.surroundings.journal.durable(run);
  } else if (run.redriven) {
    const { redriveCount } = run.facts;
    run.emit(branch, 'MapRunRedriven', { mapRunRedrivenEventDetails: { mapRunArn: visit.mapRunArn, redriveCount } });
  }
  const read = (): AsyncIterable<Item> => (reader ? mapRuns.read(run, reader) : listed(items ?? []));
  const processor = processorOf(state);
  const { ProcessorConfig } = processor as unknown as Block;
  let output: Json;
  try {
    output = await run.idle(
      mapRuns.run({
        run,
        stateName: name,
        arn: visit.mapRunArn,
        scene: inner(call.scene, processor),
        executionType: ProcessorConfig?.ExecutionType ?? 'STANDARD',
        ...limits,
        inputs: () => batches(call, selected(call, read())),
        writer,
        cancellation: branch.cancellation,
      }),
    );
  } catch (error) {
    if (error instanceof StateFailure) {
      const reason = { ...(error.error ? { error: error.error } : {}), ...(error.text ? { cause: error.text } : {}) };
      run.emit(branch, 'MapRunFailed', { mapRunFailedEventDetails: reason });
    }
    throw error;
  }
  // Neither event takes part in the chain: what follows refers to the start of the map run.
  const succeeded = run.emit(branch, 'MapRunSucceeded', undefined, true);
  run.record('MapStateSucceeded', succeeded);
  const result = new Payload(output);
  return conclude(call, result, following(state), { states: { input: call.input.value, result: output } });
}

async function* listed(items: readonly Json[]): AsyncGenerator<Item> {
  for (const value of items) yield { value };
}

/** Items as ItemSelector makes them. */
async function* selected(call: StateCall, items: AsyncIterable<Item>): AsyncGenerator<Payload> {
  let index = 0;
  for await (const { value, key } of items) {
    const item = { Index: index++, Value: value, ...(key === undefined ? {} : { Key: key }) };
    yield await itemInput(call, new Payload(value), item);
  }
}

async function resultWriter(call: StateCall) {
  const { ResultWriter } = call.state;
  if (!isObject(ResultWriter)) return undefined;
  const scope = scopeOf(call, effectiveInput(call));
  const given: Json | undefined =
    call.language === 'JSONata'
      ? ResultWriter.Arguments && (await evaluateJsonata(ResultWriter.Arguments, 'ResultWriter/Arguments', scope))
      : ResultWriter.Parameters && evaluateTemplate(ResultWriter.Parameters, scope);
  const config: JsonObject = isObject(ResultWriter.WriterConfig) ? ResultWriter.WriterConfig : {};
  const transformation = String(config.Transformation ?? 'NONE');
  return {
    ...(isObject(given) ? { destination: { bucket: String(given.Bucket), prefix: String(given.Prefix ?? '') } } : {}),
    transformation: transformation === 'COMPACT' || transformation === 'FLATTEN' ? transformation : 'NONE',
    outputType: config.OutputType === 'JSONL' ? 'JSONL' : 'JSON',
  } as const;
}
