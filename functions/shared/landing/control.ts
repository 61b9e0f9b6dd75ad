import * as z from 'zod';

/** `_control.json`: what a source system says it delivered, written after the files themselves. */
export const controlFile = z.strictObject({
  files: z.array(
    z.strictObject({
      name: z.string().min(1),
      rows: z.int().min(0),
      bytes: z.int().min(0),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional(),
    }),
  ),
  /** Control totals by name, as exact decimal text. */
  totals: z.record(z.string(), z.string()).default({}),
});
export type ControlFile = z.infer<typeof controlFile>;

export const controlFileName = '_control.json';
