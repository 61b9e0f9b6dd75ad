import { areas } from './areas.ts';

const head = `# What local-aws supports

Written by \`npm run support\` from the code; a test fails when it is stale. Everything that is not named here is refused with a named error,
never ignored and never answered by a guess.`;

/** The whole text of SUPPORT.md. */
export const supportPage = async (): Promise<string> => {
  const sections: string[] = [];
  for (const area of areas) sections.push(`## ${area.title}\n\n${(await area.generate()).trim()}`);
  return `${[head, ...sections].join('\n\n')}\n`;
};
