import { createHash, randomUUID } from 'node:crypto';
import type { Json } from '../../asl/json.ts';
import type { Item, ItemReader, MapRunRequest, MapRuns } from '../../asl/ports.ts';
import type { Run } from '../../asl/run.ts';
import { roleSession } from '../../deliveries/roleSession.ts';
import type { Engine } from './engine.ts';
import { MapRun } from './maps/mapRun.ts';
import { readItems } from './maps/readItems.ts';

/** Distributed Maps: reads their items, runs their child executions, writes their results. */
export class MapRunner implements MapRuns {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** A state without a Label has one made of its name, the same in each run. */
  arn(run: Run, state: string, label: Json | undefined): string {
    const { stateMachineArn } = run.facts;
    const made = () =>
      createHash('sha256')
        .update(`${stateMachineArn}/${state}`)
        .digest('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, '$1-$2-$3-$4-$5');
    const [prefix, name] = stateMachineArn.split(':stateMachine:');
    return `${prefix}:mapRun:${name?.split('/')[0]}/${typeof label === 'string' ? label : made()}:${randomUUID()}`;
  }

  read(run: Run, reader: ItemReader): AsyncIterable<Item> {
    return readItems(this.#engine.cloud, roleSession(run.facts.roleArn, run.facts.name.slice(0, 64)), reader);
  }

  async run(request: MapRunRequest): Promise<Json> {
    const mapRun = new MapRun(this.#engine, request);
    this.#engine.mapRuns.set(request.arn, mapRun);
    try {
      return await mapRun.result();
    } finally {
      this.#engine.mapRuns.delete(request.arn);
    }
  }
}
