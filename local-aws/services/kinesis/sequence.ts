import { invalidArgument } from './invalid.ts';

/** Sequence numbers as Kinesis writes them: 56 digits, in order of their arrival within the stream. */
export const sequenceText = (sequence: number): string => `49${String(sequence).padStart(54, '0')}`;

/** Throws `InvalidArgumentException`. */
export function readSequence(text: string | undefined): number {
  const match = /^49(\d{54})$/.exec(text ?? '');
  if (!match) throw invalidArgument(`StartingSequenceNumber ${text} is invalid.`);
  return Number(match[1]);
}
