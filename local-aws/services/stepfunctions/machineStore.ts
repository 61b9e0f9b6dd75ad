import { AwsError } from '../../errors.ts';
import type { Database, Table } from '../../store/database.ts';
import type { AliasRecord, MachineRecord, MapRunRecord, RevisionRecord, VersionRecord } from './records.ts';

/** What an ARN of a state machine, a version or an alias leads to. */
export interface Target {
  machine: MachineRecord;
  revisionId: string;
  revision: RevisionRecord;
  versionArn?: string;
  aliasArn?: string;
}

export class MachineStore {
  readonly machines: Table<MachineRecord>;
  readonly revisions: Table<RevisionRecord>;
  readonly versions: Table<VersionRecord>;
  readonly aliases: Table<AliasRecord>;
  readonly mapRuns: Table<MapRunRecord>;

  constructor(database: Database) {
    this.machines = remembered(database.table('states.machines'));
    this.revisions = remembered(database.table('states.revisions'));
    this.versions = database.table('states.versions');
    this.aliases = database.table('states.aliases');
    this.mapRuns = database.table('states.map-runs');
  }

  /** Writes the machine, and its definition as a revision of its own. */
  save(machine: MachineRecord): void {
    this.machines.put(machine.arn, machine);
    const { definition, roleArn, updatedAt, loggingConfiguration, tracingConfiguration } = machine;
    this.revisions.put(revisionKey(machine.arn, machine.revisionId), {
      definition,
      roleArn,
      updatedAt,
      ...(loggingConfiguration ? { loggingConfiguration } : {}),
      ...(tracingConfiguration ? { tracingConfiguration } : {}),
    });
  }

  revision(machineArn: string, revisionId: string): RevisionRecord | undefined {
    return this.revisions.get(revisionKey(machineArn, revisionId));
  }

  /** Throws `StateMachineDoesNotExist`. */
  machine(arn: string): MachineRecord {
    const machine = this.machines.get(arn);
    if (!machine) throw missing(arn);
    return machine;
  }

  /** What runs when `arn` is started; an alias draws one of its versions by their weights. */
  resolve(arn: string, random: () => number): Target {
    const { base, qualifier } = splitArn(arn);
    const machine = this.machine(base);
    if (qualifier === undefined) {
      const revision = this.revision(base, machine.revisionId);
      if (!revision) throw missing(arn);
      return { machine, revisionId: machine.revisionId, revision };
    }
    if (/^\d+$/.test(qualifier)) return { machine, ...this.#version(arn) };
    const alias = this.aliases.get(arn);
    if (!alias) throw missing(arn);
    let draw = random() * 100;
    const chosen =
      alias.routing.find(({ weight = 0 }) => {
        draw -= weight;
        return draw < 0;
      }) ?? alias.routing.at(-1);
    return { machine, aliasArn: arn, ...this.#version(chosen?.stateMachineVersionArn ?? '') };
  }

  #version(arn: string): Pick<Target, 'revisionId' | 'revision' | 'versionArn'> {
    const version = this.versions.get(arn);
    const revision = version && this.revision(version.machineArn, version.revisionId);
    if (!version || !revision) throw missing(arn);
    return { revisionId: version.revisionId, revision, versionArn: arn };
  }
}

const revisionKey = (arn: string, revisionId: string): string => `${arn}#${revisionId}`;

const missing = (arn: string): AwsError =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

/** `…:stateMachine:name` and what stands behind it: a version's number or an alias's name. */
export function splitArn(arn: string): { base: string; qualifier?: string } {
  const parts = arn.split(':');
  const qualifier = parts[7];
  return qualifier === undefined ? { base: arn } : { base: parts.slice(0, 7).join(':'), qualifier };
}

/** A table whose rows are parsed once: a definition of a thousand states is long, and each start needs it. */
function remembered<T>(table: Table<T>): Table<T> {
  const known = new Map<string, T>();
  return {
    ...table,
    get: (key) => {
      const value = known.get(key) ?? table.get(key);
      if (value !== undefined) known.set(key, value);
      return value;
    },
    put: (key, value) => {
      known.set(key, value);
      table.put(key, value);
    },
    delete: (key) => {
      known.delete(key);
      return table.delete(key);
    },
    clear: () => {
      known.clear();
      table.clear();
    },
  };
}
