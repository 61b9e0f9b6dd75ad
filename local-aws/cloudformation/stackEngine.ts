import type { Cloud } from '../cloud.ts';
import { Deployment } from './deployment.ts';
import { type EngineEnvironment, messageOf, setStackStatus } from './engineEnvironment.ts';
import { createScope } from './evaluation.ts';
import { exportValue, listExports, refuseUsedExports } from './exports.ts';
import { dependencies } from './graph.ts';
import { resolve } from './intrinsics.ts';
import { provisioners } from './provisioners/registry.ts';
import { rollBack } from './rollback.ts';
import type { Scope } from './scope.ts';
import { type OutputRecord, type StackRecord, StackStore, type StackVersion } from './stackRecords.ts';
import { cleanUp, keepsOnDelete, tearDown } from './teardown.ts';
import { invalidTemplate, parseTemplate, type Template } from './template.ts';

/** Runs stack operations to their end, and takes up those that a former process left half done. */
export class StackEngine {
  readonly environment: EngineEnvironment;
  readonly #running = new Map<string, Promise<void>>();

  constructor(cloud: Cloud) {
    this.environment = { cloud, store: new StackStore(cloud), provisioners };
  }

  /** Resolves when no operation on the stack is under way. */
  async settled(stackId: string): Promise<void> {
    await this.#running.get(stackId);
  }

  create(stack: StackRecord): void {
    setStackStatus(this.environment, stack, 'CREATE_IN_PROGRESS', 'User Initiated');
    this.#start(stack, () => this.#create(stack));
  }

  /** `stack` still holds its old version. */
  update(stack: StackRecord, next: StackVersion): void {
    const { template, parameters, tags } = stack;
    Object.assign(stack, next, {
      previous: { template, parameters, tags },
      updatedAt: this.environment.cloud.clock.now(),
    });
    setStackStatus(this.environment, stack, 'UPDATE_IN_PROGRESS', 'User Initiated');
    this.#start(stack, () => this.#update(stack));
  }

  /** Throws `ValidationError` when another stack uses an export. */
  delete(stack: StackRecord): void {
    const exported = stack.outputs.flatMap(({ exportName }) => (exportName ? [exportName] : []));
    refuseUsedExports(this.environment.store, stack, exported);
    setStackStatus(this.environment, stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    this.#start(stack, () => this.#delete(stack));
  }

  /** Ends what was under way when the last process ended: creations and updates are rolled back. */
  resume(): void {
    for (const stack of this.environment.store.live()) {
      const reason = 'local-aws was stopped while the operation was under way';
      if (stack.status === 'DELETE_IN_PROGRESS') this.#start(stack, () => this.#delete(stack));
      else if (stack.status === 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
        this.#start(stack, () => this.#finishUpdate(stack));
      else if (/^(CREATE|ROLLBACK)_IN_PROGRESS$/.test(stack.status)) {
        this.#start(stack, () => this.#rollBackCreation(stack, reason));
      } else if (/^UPDATE_.*IN_PROGRESS$/.test(stack.status)) {
        this.#start(stack, () => this.#rollBackUpdate(stack, reason));
      }
    }
  }

  #start(stack: StackRecord, run: () => Promise<void>): void {
    const release = this.environment.cloud.clock.hold();
    const operation = run()
      .catch((error: unknown) => {
        const status = stack.status.startsWith('DELETE') ? 'DELETE_FAILED' : 'UPDATE_ROLLBACK_FAILED';
        setStackStatus(this.environment, stack, status, messageOf(error));
      })
      .finally(() => {
        release();
        this.#running.delete(stack.id);
      });
    this.#running.set(stack.id, operation);
  }

  async #create(stack: StackRecord): Promise<void> {
    try {
      await this.#deploy(stack);
      this.#settleResources(stack);
      setStackStatus(this.environment, stack, 'CREATE_COMPLETE');
    } catch (error) {
      if (stack.disableRollback) return setStackStatus(this.environment, stack, 'CREATE_FAILED', messageOf(error));
      await this.#rollBackCreation(stack, `${messageOf(error)} Rollback requested by user.`);
    }
  }

  async #rollBackCreation(stack: StackRecord, reason: string): Promise<void> {
    setStackStatus(this.environment, stack, 'ROLLBACK_IN_PROGRESS', reason);
    const failed = await rollBack(this.environment, stack);
    if (failed.length > 0) setStackStatus(this.environment, stack, 'ROLLBACK_FAILED', failedToDelete(failed));
    else setStackStatus(this.environment, stack, 'ROLLBACK_COMPLETE');
  }

  async #update(stack: StackRecord): Promise<void> {
    try {
      await this.#deploy(stack);
    } catch (error) {
      return this.#rollBackUpdate(stack, messageOf(error));
    }
    setStackStatus(this.environment, stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.#finishUpdate(stack);
  }

  async #finishUpdate(stack: StackRecord): Promise<void> {
    const template = parseTemplate(stack.template);
    const scope = this.#scope(stack, template, () => undefined);
    await cleanUp(this.environment, stack, new Set(dependencies(template, scope.condition).keys()));
    delete stack.previous;
    setStackStatus(this.environment, stack, 'UPDATE_COMPLETE');
  }

  async #rollBackUpdate(stack: StackRecord, reason: string): Promise<void> {
    setStackStatus(this.environment, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', reason);
    Object.assign(stack, stack.previous);
    const failed = await rollBack(this.environment, stack);
    delete stack.previous;
    if (failed.length > 0)
      return setStackStatus(this.environment, stack, 'UPDATE_ROLLBACK_FAILED', failedToDelete(failed));
    setStackStatus(this.environment, stack, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    setStackStatus(this.environment, stack, 'UPDATE_ROLLBACK_COMPLETE');
  }

  async #delete(stack: StackRecord): Promise<void> {
    const { store, cloud } = this.environment;
    const failed = await tearDown(this.environment, stack, store.resourcesOf(stack.id), keepsOnDelete);
    if (failed.length > 0) return setStackStatus(this.environment, stack, 'DELETE_FAILED', failedToDelete(failed));
    stack.deletedAt = cloud.clock.now();
    stack.outputs = [];
    setStackStatus(this.environment, stack, 'DELETE_COMPLETE');
  }

  /** Makes the resources and the outputs of the stack's template. */
  async #deploy(stack: StackRecord): Promise<void> {
    const template = parseTemplate(stack.template);
    let deployment: Deployment | undefined;
    const imports = new Set<string>();
    const scope = this.#scope(
      stack,
      template,
      (logicalId) => deployment?.records.get(logicalId),
      (name) => imports.add(name),
    );
    deployment = new Deployment(this.environment, stack, template, dependencies(template, scope.condition));
    await deployment.run(scope);
    const outputs = outputsOf(template, scope);
    this.#checkExports(stack, outputs);
    Object.assign(stack, { outputs, imports: [...imports] });
    if (template.Description === undefined) delete stack.description;
    else stack.description = template.Description;
  }

  #scope(
    stack: StackRecord,
    template: Template,
    record: (logicalId: string) => { ref: string; attributes: Record<string, unknown> } | undefined,
    imported: (name: string) => void = () => {},
  ): Scope {
    return createScope({
      cloud: this.environment.cloud,
      template,
      stack,
      parameters: stack.parameters,
      resource: (logicalId) => {
        const found = record(logicalId);
        if (!found) return undefined;
        return {
          ref: found.ref,
          attribute: (name) => {
            const value = found.attributes[name];
            if (value !== undefined) return value as never;
            throw invalidTemplate(
              `Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`,
            );
          },
        };
      },
      importValue: (name) => {
        imported(name);
        return exportValue(this.environment.store, name);
      },
    });
  }

  #settleResources(stack: StackRecord): void {
    const { store } = this.environment;
    for (const { isNew: _isNew, ...record } of store.resourcesOf(stack.id)) store.putResource(stack.id, record);
  }

  #checkExports(stack: StackRecord, outputs: OutputRecord[]): void {
    const { store } = this.environment;
    const names = outputs.flatMap(({ exportName }) => (exportName ? [exportName] : []));
    for (const { name, stackId } of listExports(store)) {
      if (stackId === stack.id || !names.includes(name)) continue;
      throw invalidTemplate(
        `Export with name ${name} is already exported by stack ${store.stacks.get(stackId)?.name}.`,
      );
    }
    const gone = stack.outputs.flatMap(({ exportName }) =>
      exportName && !names.includes(exportName) ? [exportName] : [],
    );
    refuseUsedExports(store, stack, gone);
  }
}

const failedToDelete = (failed: string[]): string =>
  `The following resource(s) failed to delete or restore: [${failed.join(', ')}].`;

function outputsOf(template: Template, scope: Scope): OutputRecord[] {
  return Object.entries(template.Outputs ?? {})
    .filter(([, { Condition }]) => !Condition || scope.condition(Condition))
    .map(([key, output]) => ({
      key,
      value: outputText(key, resolve(output.Value, scope)),
      ...(output.Description !== undefined && { description: output.Description }),
      ...(output.Export && { exportName: outputText(key, resolve(output.Export.Name, scope)) }),
    }));
}

function outputText(key: string, value: unknown): string {
  if (typeof value === 'object') {
    throw invalidTemplate(
      `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
    );
  }
  return String(value);
}
