interface Weighted {
  name: string;
  weight: number;
}

/** Deals requests out by weight, evenly and without chance: of weights 9 and 1 every tenth goes to the second. */
export class WeightedChoice {
  readonly #credit = new Map<string, number>();

  /** One of those with a weight; the first when none has. */
  next<T extends Weighted>(choices: readonly T[]): T | undefined {
    const total = choices.reduce((sum, { weight }) => sum + weight, 0);
    let best: T | undefined;
    for (const choice of choices) {
      const credit = (this.#credit.get(choice.name) ?? 0) + choice.weight;
      this.#credit.set(choice.name, credit);
      if (choice.weight > 0 && (best === undefined || credit > (this.#credit.get(best.name) ?? 0))) best = choice;
    }
    if (best) this.#credit.set(best.name, (this.#credit.get(best.name) ?? 0) - total);
    return best ?? choices[0];
  }
}
