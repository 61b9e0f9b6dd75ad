import { StringDecoder } from 'node:string_decoder';

/** Longest line in characters; CloudWatch takes events of 256 KB. */
const LONGEST = 200_000;

/** Control characters as CloudWatch shows a container's: a tab becomes `#011`. Metric regexes need them so. */
export const escapeControls = (line: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  line.replace(/[\u0000-\u001f\u007f]/g, (character) => `#${character.charCodeAt(0).toString(8).padStart(3, '0')}`);

/** Cuts a stream of bytes into lines; `end` gives the rest. */
export class LineCutter {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';
  readonly #take: (line: string) => void;

  constructor(take: (line: string) => void) {
    this.#take = take;
  }

  write(chunk: Buffer): void {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#emit(line);
    while (this.#rest.length > LONGEST) {
      this.#emit(this.#rest.slice(0, LONGEST));
      this.#rest = this.#rest.slice(LONGEST);
    }
  }

  end(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (rest) this.#emit(rest);
  }

  #emit(line: string): void {
    this.#take(escapeControls(line.endsWith('\r') ? line.slice(0, -1) : line));
  }
}
