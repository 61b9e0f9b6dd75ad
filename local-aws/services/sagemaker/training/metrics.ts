import type { MetricDefinition } from '@aws-sdk/client-sagemaker';

/** Evaluation metrics of the XGBoost image, in the order its list of metric definitions has them. */
export const xgboostMetrics = [
  ...['accuracy', 'auc', 'aucpr', 'balanced_accuracy', 'f1', 'f1_binary', 'f1_macro', 'map', 'ndcg', 'precision', 'r2'],
  ...['recall', 'precision_macro', 'precision_micro', 'recall_macro', 'recall_micro', 'aft-nloglik', 'cox-nloglik'],
  ...['error', 'gamma-deviance', 'gamma-nloglik', 'interval-regression-accuracy', 'logloss', 'mae', 'mape', 'merror'],
  ...['mlogloss', 'mphe', 'mse', 'poisson-nloglik', 'rmse', 'rmsle', 'tweedie-nloglik'],
] as const;

const VALUE = String.raw`([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)`;

/** What DescribeTrainingJob shows of a built-in algorithm's job. The tab before a metric is `#011` in the log. */
export const builtInMetricDefinitions = (): MetricDefinition[] =>
  ['train', 'validation'].flatMap((data) =>
    xgboostMetrics.map((metric) => ({
      Name: `${data}:${metric}`,
      Regex: String.raw`.*\[[0-9]+\].*#011${data}-${metric}:${VALUE}.*`,
    })),
  );

/** The last value of each metric that the log lines gave: what FinalMetricDataList holds, so not the best round's. */
export class MetricFinder {
  readonly #patterns: { name: string; pattern: RegExp }[] | undefined;
  readonly found = new Map<string, { MetricName: string; Value: number; Timestamp: number }>();

  /** Without definitions, those of the built-in algorithm, read without its 66 expressions. Throws `SyntaxError` for one that is no regular expression. */
  constructor(definitions?: readonly MetricDefinition[]) {
    this.#patterns = definitions?.map(({ Name = '', Regex = '' }) => ({ name: Name, pattern: new RegExp(Regex) }));
  }

  read(line: string, time: number): void {
    if (!this.#patterns) this.#readBuiltIn(line, time);
    for (const { name, pattern } of this.#patterns ?? []) this.#keep(name, pattern.exec(line)?.[1], time);
  }

  #readBuiltIn(line: string, time: number): void {
    const [round = '', ...metrics] = line.split('#011');
    if (metrics.length === 0 || !/\[[0-9]+\]/.test(round)) return;
    for (const metric of metrics) {
      const [, data, name = '', value] = BUILT_IN.exec(metric) ?? [];
      if (KNOWN.has(name)) this.#keep(`${data}:${name}`, value, time);
    }
  }

  #keep(name: string, text: string | undefined, time: number): void {
    const value = Number(text ?? Number.NaN);
    if (!Number.isNaN(value)) this.found.set(name, { MetricName: name, Value: value, Timestamp: time });
  }
}

const BUILT_IN = new RegExp(`^(train|validation)-([^:]+):${VALUE}`);
const KNOWN: ReadonlySet<string> = new Set(xgboostMetrics);
