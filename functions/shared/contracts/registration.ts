import * as z from 'zod';

/** A registered model: what RegisterModel leaves to approval, deployment and promotion. */
export const registration = z.object({ modelPackageArn: z.string(), version: z.number(), approval: z.string() });
export type Registration = z.infer<typeof registration>;

/** What DeployModel leaves. */
export const deployment = z.object({ endpoint: z.string(), endpointConfig: z.string(), modelName: z.string() });
export type Deployment = z.infer<typeof deployment>;
