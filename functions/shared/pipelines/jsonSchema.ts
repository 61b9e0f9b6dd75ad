import * as z from 'zod';
import { pipelineSpec } from '../contracts/pipeline.ts';

/** The part of JSON Schema that the spec's schema uses. */
export interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  enum?: unknown[];
  const?: unknown;
}

/** The JSON Schema of `pipeline.yml` as people write it, for editors; `pipelines/pipeline.schema.json` is this, and a test holds it so. */
export const pipelineJsonSchema = (): JsonSchema & Record<string, unknown> => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Nightjar pipeline',
  ...(z.toJSONSchema(pipelineSpec, { io: 'input', target: 'draft-2020-12' }) as JsonSchema),
});

const step = (schema: JsonSchema, key: string | number): JsonSchema[] => {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((branch) => step(branch, key));
  if (typeof key === 'number') return schema.items === undefined ? branches : [schema.items, ...branches];
  const property = schema.properties?.[key];
  if (property !== undefined) return [property, ...branches];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties, ...branches] : branches;
};

const keysOf = (schema: JsonSchema): string[] => [
  ...Object.keys(schema.properties ?? {}),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(keysOf),
];

/** Names of the keys that may stand at a path. */
export const keysAt = (schema: JsonSchema, path: readonly (string | number)[]): string[] => {
  let here = [schema];
  for (const key of path) here = here.flatMap((each) => step(each, key));
  return [...new Set(here.flatMap(keysOf))];
};
