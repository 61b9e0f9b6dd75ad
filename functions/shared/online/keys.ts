/** Keys of the online tables: the one place that knows. */
export const onlineKeys = {
  /** Which version of the published past counts. */
  pointer: (pipeline: string) => `POINTER#${pipeline}`,
  /** An entity's past in one version. */
  past: (pipeline: string, version: string, view: string, entity: number) => `${pipeline}#${version}#${view}#${entity}`,
  /** What an entity did since. */
  recent: (pipeline: string, entity: number) => `${pipeline}#${entity}`,
  decision: (pipeline: string, id: number) => `${pipeline}#${id}`,
};
