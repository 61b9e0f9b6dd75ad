import type { Value } from './template.ts';

/** What `Ref` and `Fn::GetAtt` find of a resource. */
export interface ResourceView {
  ref: string;
  attribute(name: string): Value;
}

/** What intrinsic functions look things up in. */
export interface Scope {
  /** Parameters and pseudo parameters; `undefined` for what is none, `null` stands for `AWS::NoValue`. */
  parameter(name: string): Value | undefined;
  resource(logicalId: string): ResourceView | undefined;
  mapping(map: string, top: string, second: string): Value | undefined;
  /** Throws `ValidationError` when there is no such condition. */
  condition(name: string): boolean;
  importValue(name: string): Value;
  availabilityZones(region: string): string[];
  languageExtensions: boolean;
}
