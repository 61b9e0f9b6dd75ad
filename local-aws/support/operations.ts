import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadModel, type ServiceModel } from '../protocols/model.ts';
import { startServer } from '../server.ts';
import type { AnyOperation, Service } from '../service.ts';
import { type Area, names, table } from './area.ts';

/** Every operation of every service, as the dispatcher checks them. */
export const operations: Area = {
  title: 'Operations',
  generate: async () => {
    const directory = mkdtempSync(join(tmpdir(), 'nightjar-support-'));
    const server = await startServer({ directory, authorize: false });
    try {
      const services = [...server.cloud.services.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
      const sections = await Promise.all(services.map(section));
      return [introduction, ...sections].join('\n\n');
    } finally {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

const introduction =
  'An operation that is not listed answers the error that its protocol has for unknown ones (`UnknownOperationException`, `InvalidAction`, `NotImplemented`). ' +
  'A parameter under "refuses" is refused with the service\'s validation error and "is not supported by local-aws"; one under "without effect" is taken, and given back where AWS does.';

const section = async (service: Service): Promise<string> => {
  const model = await loadModel(service.name);
  const rows = Object.values(service.operations)
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map((operation) => row(operation, model));
  const title = `### ${service.name} (${service.protocols.join(', ')}): ${rows.length} of ${model.operations.size} operations`;
  return `${title}\n\n${table(['Operation', 'Takes', 'Without effect', 'Refuses'], rows)}`;
};

const row = (operation: AnyOperation, model: ServiceModel): string[] => {
  const inert = operation.inert ?? [];
  const taken = new Set<string>([...operation.accepts, ...inert]);
  const input = model.operations.get(operation.name)?.input;
  const members = input?.isStructSchema() ? [...input.structIterator()].map(([name]) => name) : [];
  const refused = members.filter((name) => !taken.has(name));
  return [`\`${operation.name}\``, names(operation.accepts), names(inert), names(refused)];
};
