import type { Json } from './json.ts';

/** Most bytes (UTF-8) that a state's input or output, or an execution's, may have. */
export const maximumPayloadBytes = 256 * 1024;

/**
 * A value that travels between states, with its text. The service hands a value on as it was written until a state changes it,
 * so an input's own white space shows in the history; keeping the text also spares writing it anew at each state.
 */
export class Payload {
  readonly value: Json;
  #text: string | undefined;

  constructor(value: Json, text?: string) {
    this.value = value;
    this.#text = text;
  }

  static parse(text: string): Payload {
    return new Payload(JSON.parse(text) as Json, text);
  }

  get text(): string {
    this.#text ??= JSON.stringify(this.value);
    return this.#text;
  }

  /** Whether it is more than the service carries. */
  get tooLarge(): boolean {
    const { text } = this;
    if (text.length > maximumPayloadBytes) return true;
    return text.length * 3 > maximumPayloadBytes && Buffer.byteLength(text) > maximumPayloadBytes;
  }
}
