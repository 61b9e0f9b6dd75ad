import { AwsError } from '../../errors.ts';

/** SageMaker's error for wrong and unsupported input, and for most things that do not exist. */
export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** What AWS offers and the laptop does not; says what to do instead. */
export const notOnTheLaptop = (what: string, remedy: string): AwsError =>
  invalid(`${what} is not supported by local-aws: ${remedy}`);

export const inUse = (message: string): AwsError => new AwsError('ResourceInUse', message);

/** Raised by a job's run: its words become the FailureReason. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
}

const NAME = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

/** The rule that all of SageMaker's names follow. Throws `ValidationException`. */
export const checkName = (parameter: string, value: string | undefined): string => {
  if (value !== undefined && NAME.test(value)) return value;
  throw invalid(
    `1 validation error detected: Value '${value ?? ''}' at '${parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}`,
  );
};

/** Throws `ValidationException` for anything but `arn:…:iam::<account>:role/…`. */
export const checkRole = (parameter: string, value: string | undefined): string => {
  if (value !== undefined && /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(value)) return value;
  throw invalid(
    `1 validation error detected: Value '${value ?? ''}' at '${parameter}' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+$`,
  );
};
