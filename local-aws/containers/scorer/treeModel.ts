import { readUbjson, type UbjsonValue } from './ubjson.ts';

/** The trees of a binary:logistic model, one after the other in flat arrays. */
export interface TreeModel {
  features: number;
  /** Log-odds that every row starts from, float32. */
  base: number;
  /** First node of each tree. */
  roots: Int32Array;
  /** Below zero: a leaf. */
  left: Int32Array;
  right: Int32Array;
  feature: Int32Array;
  /** Threshold of a split, value of a leaf. */
  value: Float32Array;
  defaultLeft: Uint8Array;
}

type Members = { [name: string]: UbjsonValue };

const members = (value: UbjsonValue | undefined): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
    ? (value as Members)
    : {};

/** Undefined for any model but a gbtree of binary:logistic with numeric splits. */
export const readTreeModel = (bytes: Uint8Array): TreeModel | undefined => {
  if (bytes[0] !== 0x7b) return undefined;
  const learner = members(members(readUbjson(bytes)).learner);
  const booster = members(learner.gradient_booster);
  const parameters = members(learner.learner_model_param);
  if (members(learner.objective).name !== 'binary:logistic' || booster.name !== 'gbtree') return undefined;
  if (Number(parameters.num_target ?? 1) > 1) return undefined;
  const trees = members(booster.model).trees;
  if (!Array.isArray(trees)) return undefined;
  return flatten(trees.map(members), Number(parameters.num_feature), baseMargin(String(parameters.base_score)));
};

/** XGBoost 3.1 and later write the base score as a vector: `[5E-1]`. */
const baseMargin = (text: string): number => {
  const probability = Math.fround(Number(text.replace(/[[\]]/g, '')));
  const odds = Math.fround(Math.fround(1 / probability) - 1);
  return Math.fround(-Math.fround(Math.log(odds)));
};

const flatten = (trees: readonly Members[], features: number, base: number): TreeModel | undefined => {
  const total = trees.reduce((sum, tree) => sum + (tree.left_children as Int32Array).length, 0);
  const model: TreeModel = {
    features,
    base,
    roots: new Int32Array(trees.length),
    left: new Int32Array(total),
    right: new Int32Array(total),
    feature: new Int32Array(total),
    value: new Float32Array(total),
    defaultLeft: new Uint8Array(total),
  };
  let offset = 0;
  for (const [number, tree] of trees.entries()) {
    if ((tree.split_type as Uint8Array | undefined)?.some((type) => type !== 0)) return undefined;
    const left = tree.left_children as Int32Array;
    const right = tree.right_children as Int32Array;
    model.roots[number] = offset;
    model.feature.set(tree.split_indices as Int32Array, offset);
    model.value.set(tree.split_conditions as Float32Array, offset);
    model.defaultLeft.set(tree.default_left as Uint8Array, offset);
    for (let node = 0; node < left.length; node++) {
      const child = left[node] ?? -1;
      model.left[offset + node] = child < 0 ? -1 : offset + child;
      model.right[offset + node] = child < 0 ? -1 : offset + (right[node] ?? -1);
    }
    offset += left.length;
  }
  return model;
};
