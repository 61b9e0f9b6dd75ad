import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Cloud } from '../../../cloud.ts';
import { workFolder } from '../environments.ts';
import { instanceMemory } from '../instanceTypes.ts';
import { type ModelServer, startModelServer } from '../modelServer.ts';
import type { VariantState } from '../records.ts';
import { type FastPath, fastPathFor } from './fastPath.ts';

/** A variant's process, and the scorer in this process where it proved to answer the same. */
export interface VariantServer {
  server: ModelServer;
  fast: FastPath | undefined;
}

/** The processes of an endpoint's variants under one endpoint configuration. */
export class Fleet {
  readonly #cloud: Cloud;
  readonly #endpoint: string;
  readonly #servers = new Map<string, Promise<VariantServer>>();
  #closed = false;

  constructor(cloud: Cloud, endpoint: string) {
    this.#cloud = cloud;
    this.#endpoint = endpoint;
  }

  /** Starts what is not started yet. Rejects with why one of them did not start. */
  async start(variants: readonly VariantState[]): Promise<void> {
    await Promise.all(variants.map((variant) => this.server(variant)));
  }

  /** The variant's process; one that died is started anew. */
  async server(variant: VariantState): Promise<VariantServer> {
    if (this.#closed) throw new Error(`The endpoint ${this.#endpoint} is being deleted`);
    const known = this.#servers.get(variant.name);
    if (known && (await known).server.alive()) return known;
    // Whoever asked first while the old one was looked at has started the new one.
    const current = this.#servers.get(variant.name);
    if (current && current !== known) return current;
    const starting = this.#start(variant);
    this.#servers.set(variant.name, starting);
    starting.catch(() => this.#servers.delete(variant.name));
    return starting;
  }

  async #start(variant: VariantState): Promise<VariantServer> {
    const instance = `i-${randomBytes(8).toString('hex')}`;
    const group = `/aws/sagemaker/Endpoints/${this.#endpoint}`;
    const server = await startModelServer(this.#cloud, {
      container: variant.container,
      roleArn: variant.roleArn,
      base: join(workFolder(this.#cloud.directory), 'endpoints', this.#endpoint, instance),
      memoryBytes: instanceMemory(variant.config.InstanceType ?? 'ml.m5.large'),
      onLine: (line) => this.#cloud.parts.logs.write(group, `${variant.name}/${instance}`, [line]),
      idle: true,
    });
    return { server, fast: await fastPathFor(server) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const servers = await Promise.allSettled(this.#servers.values());
    await Promise.all(servers.map((each) => (each.status === 'fulfilled' ? each.value.server.close() : undefined)));
  }
}
