import type { PipelineSpec } from '../contracts/pipeline.ts';
import type { ModelMeasures } from './modelMeasures.ts';

type Gates = PipelineSpec['evaluation']['gates'];
export type GateName = keyof Gates;

export interface GateResult {
  gate: GateName;
  value: number | undefined;
  min?: number;
  max?: number;
  passed: boolean;
  /** In words, such as `auc 0.812 is at least 0.72`. */
  text: string;
}

export const figure = (value: number): string => String(Number(value.toPrecision(4)));

/** Judges a model by the spec's gates. A figure that could not be computed passes no gate. */
export const judgeGates = (gates: Gates, measures: ModelMeasures, psi: number | undefined): GateResult[] => {
  const figureOf = (gate: GateName): number | undefined => {
    if (gate === 'psi') return psi;
    if (gate === 'calibrationError') return measures.calibrationError;
    return measures.metrics[gate]?.point;
  };
  return (Object.entries(gates) as [GateName, Gates[GateName]][]).flatMap(([gate, bound]): GateResult[] => {
    if (bound === undefined || (bound.min === undefined && bound.max === undefined)) return [];
    const value = figureOf(gate);
    const limits = {
      ...(bound.min === undefined ? {} : { min: bound.min }),
      ...(bound.max === undefined ? {} : { max: bound.max }),
    };
    if (value === undefined || Number.isNaN(value)) {
      return [
        { gate, value: undefined, ...limits, passed: false, text: `${gate} could not be computed on this holdout` },
      ];
    }
    const low = bound.min !== undefined && value < bound.min;
    const high = bound.max !== undefined && value > bound.max;
    const wanted = [
      ...(bound.min === undefined ? [] : [`at least ${bound.min}`]),
      ...(bound.max === undefined ? [] : [`at most ${bound.max}`]),
    ].join(' and ');
    const passed = !low && !high;
    return [{ gate, value, ...limits, passed, text: `${gate} ${figure(value)} is ${passed ? '' : 'not '}${wanted}` }];
  });
};
