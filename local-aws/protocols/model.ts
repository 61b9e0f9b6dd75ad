import { NormalizedSchema } from '@smithy/core/schema';
import { clients } from './clients.ts';

/** What the SDK's schemas say of one operation. */
export interface OperationModel {
  name: string;
  input: NormalizedSchema;
  output: NormalizedSchema;
  /** rest protocols: method, path pattern (`/{Key+}?x-id=GetObject`) and status of a successful answer. */
  http?: { method: string; uri: string; status: number };
}

export interface ErrorModel {
  /** HTTP status that rest and query protocols answer. */
  status: number | undefined;
  /** The code that query clients see, where it is not the name. */
  queryCode: string | undefined;
  schema: NormalizedSchema;
}

/** A service's API as the SDK's client describes it. */
export interface ServiceModel {
  operations: ReadonlyMap<string, OperationModel>;
  errors: ReadonlyMap<string, ErrorModel>;
}

type Ref = Parameters<typeof NormalizedSchema.of>[0];
type Traits = Record<string, unknown>;

// Static schemas are arrays: [kind, namespace, name, traits, …]; see @smithy/types `StaticSchema`.
const OPERATION = 9;
const ERROR = -3;

const models = new Map<string, Promise<ServiceModel>>();

/** The model of the service of that name (`states`, `sagemaker-runtime`); read once, when it is first asked for. */
export const loadModel = (service: string): Promise<ServiceModel> => {
  const known = models.get(service) ?? read(service);
  models.set(service, known);
  return known;
};

const read = async (service: string): Promise<ServiceModel> => {
  const load = clients[service];
  if (!load)
    throw new Error(`No SDK client describes the service "${service}": add it to local-aws/protocols/clients.ts`);
  const module = (await load()) as Record<string, unknown> & { default?: Record<string, unknown> };
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const [key, value] of Object.entries({ ...module.default, ...module })) {
    if (!key.endsWith('$') || !Array.isArray(value)) continue;
    const [kind, , name, traits, input, output] = value as [number, string, string, Traits | number, Ref, Ref];
    if (kind === OPERATION) operations.set(name, operationModel(name, traits, input, output));
    else if (kind === ERROR) errors.set(name, errorModel(traits, value as unknown as Ref));
  }
  for (const error of [...errors.values()]) if (error.queryCode) errors.set(error.queryCode, error);
  return { operations, errors };
};

const operationModel = (name: string, traits: Traits | number, input: Ref, output: Ref): OperationModel => {
  const http = typeof traits === 'object' ? (traits.http as [string, string, number] | undefined) : undefined;
  return {
    name,
    input: NormalizedSchema.of(input),
    output: NormalizedSchema.of(output),
    ...(http && { http: { method: http[0], uri: http[1], status: http[2] } }),
  };
};

const errorModel = (traits: Traits | number, schema: Ref): ErrorModel => {
  const named = typeof traits === 'object' ? traits : {};
  const query = named.awsQueryError as [string, number] | undefined;
  return {
    status: (query?.[1] ?? named.httpError) as number | undefined,
    queryCode: query?.[0],
    schema: NormalizedSchema.of(schema),
  };
};
