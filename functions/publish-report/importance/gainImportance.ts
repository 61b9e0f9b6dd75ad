import * as z from 'zod';
import { fileOfTarGz } from './tar.ts';
import { parseUbjson } from './ubjson.ts';

const whole = z.union([z.number(), z.bigint()]).transform(Number);
const model = z.object({
  learner: z.object({
    gradient_booster: z.object({
      model: z.object({
        trees: z.array(
          z.object({ split_indices: z.array(whole), left_children: z.array(whole), loss_changes: z.array(z.number()) }),
        ),
      }),
    }),
  }),
});

export interface Importance {
  feature: string;
  /** Share of all trees' loss reduction. */
  gain: number;
  splits: number;
}

/**
 * What each feature gained the trees of a built-in XGBoost model, most first; undefined where the archive holds no such model (script
 * mode, or the linear booster).
 *
 * @param archive `model.tar.gz`
 * @param features the vector's names, in order
 */
export const gainImportance = (archive: Uint8Array, features: readonly string[]): Importance[] | undefined => {
  const bytes = fileOfTarGz(archive, 'xgboost-model');
  if (!bytes) return undefined;
  const parsed = model.safeParse(parseUbjson(bytes));
  if (!parsed.success) return undefined;
  const found = features.map((feature) => ({ feature, gain: 0, splits: 0 }));
  for (const tree of parsed.data.learner.gradient_booster.model.trees) {
    tree.left_children.forEach((left, node) => {
      const entry = left === -1 ? undefined : found[tree.split_indices[node] ?? -1];
      if (!entry) return;
      entry.gain += tree.loss_changes[node] ?? 0;
      entry.splits++;
    });
  }
  const total = found.reduce((sum, { gain }) => sum + gain, 0) || 1;
  return found.map((entry) => ({ ...entry, gain: entry.gain / total })).sort((a, b) => b.gain - a.gain);
};
