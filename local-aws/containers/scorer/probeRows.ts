import type { TreeModel } from './treeModel.ts';

/** Rows that walk all over a model's trees: values on, just below and beside its thresholds, cells missing; the same for the same model. */
export const probeRows = (model: TreeModel, count: number): string => {
  const thresholds: number[][] = Array.from({ length: model.features }, () => []);
  for (let node = 0; node < model.left.length; node++)
    if ((model.left[node] as number) >= 0) thresholds[model.feature[node] as number]?.push(model.value[node] as number);
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const cell = (known: readonly number[]): string => {
    if (next() < 0.05) return '';
    const near = known[Math.floor(next() * known.length)] ?? next();
    const kind = next();
    return String(kind < 0.3 ? near : near + (next() - 0.5) * Math.max(Math.abs(near), 1) * (kind < 0.6 ? 1e-3 : 1));
  };
  return Array.from({ length: count }, () => thresholds.map(cell).join(',')).join('\n');
};
