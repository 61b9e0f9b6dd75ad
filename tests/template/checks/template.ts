/** A packaged CloudFormation template, as far as the checks read it. */
export interface Resource {
  Type: string;
  DeletionPolicy?: string;
  Properties?: Record<string, unknown>;
}
export interface Template {
  Resources: Record<string, Resource>;
}

/** One thing that is wrong: the check, the resource, and what was expected. */
export interface Finding {
  check: string;
  resource: string;
  message: string;
}

export const ofType = (template: Template, ...types: string[]): [id: string, properties: Record<string, unknown>][] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([id, { Properties }]) => [id, Properties ?? {}]);

/** A value or a list of values as a list. */
export const listOf = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());

/** The logical id that `Ref`, `Fn::GetAtt` or plain text of a resource's name points at. */
export const targetOf = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] | string };
  if (Ref !== undefined) return Ref;
  return Array.isArray(attribute) ? attribute[0] : attribute?.split('.')[0];
};

export interface Statement {
  Sid?: string;
  Effect?: string;
  Action?: string | string[];
  NotAction?: unknown;
  Resource?: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

/** Every statement of the identity policies in the template, with the resource that holds it. */
export const identityStatements = (template: Template): { resource: string; statement: Statement }[] =>
  ofType(template, 'AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').flatMap(
    ([resource, { Policies, PolicyDocument }]) =>
      [
        ...listOf(Policies).map((policy) => (policy as { PolicyDocument: unknown }).PolicyDocument),
        ...listOf(PolicyDocument),
      ].flatMap((document) =>
        listOf((document as { Statement: unknown }).Statement).map((statement) => ({
          resource,
          statement: statement as Statement,
        })),
      ),
  );
