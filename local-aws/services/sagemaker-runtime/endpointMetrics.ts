import type { Cloud } from '../../cloud.ts';

const NAMESPACE = 'AWS/SageMaker';
const FLUSH_MS = 200;

interface Datum {
  name: string;
  value: number;
  unit: string;
  dimensions: Record<string, string>;
}

/** Metrics of invocations, handed on a few times a second so that they do not cost a write a call. */
export class EndpointMetrics {
  readonly #cloud: Cloud;
  #data: Datum[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  add(endpoint: string, variant: string, status: number, latencyMs: number): void {
    const dimensions = { EndpointName: endpoint, VariantName: variant };
    const datum = (name: string, value: number, unit: string): Datum => ({ name, value, unit, dimensions });
    this.#data.push(
      datum('Invocations', 1, 'None'),
      datum('Invocation4XXErrors', status >= 400 && status < 500 ? 1 : 0, 'None'),
      datum('Invocation5XXErrors', status >= 500 ? 1 : 0, 'None'),
      datum('ModelLatency', latencyMs * 1000, 'Microseconds'),
    );
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const data = this.#data;
    this.#data = [];
    if (data.length > 0) this.#cloud.parts.metrics.put(NAMESPACE, data);
  }
}
