import { maximumPayloadBytes } from '../../../asl/payload.ts';

/** The outputs of a map run's children, as long as together they are a result that a state can have. */
export class Outputs {
  #texts: (string | undefined)[] = [];
  #bytes = 0;

  /** Whether it kept the output. */
  keep(place: number, output: string): boolean {
    if (this.tooLarge) return false;
    this.#bytes += Buffer.byteLength(output) + 1;
    if (this.tooLarge) {
      this.#texts = [];
      return false;
    }
    this.#texts[place] = output;
    return true;
  }

  get tooLarge(): boolean {
    return this.#bytes > maximumPayloadBytes;
  }

  /** A JSON list, in order of the children. */
  get text(): string {
    return `[${this.#texts.filter((text) => text !== undefined).join(',')}]`;
  }
}
