import { today } from '#lib/i18n.ts';

/** The day from which « the last twelve months » count, as the API counts them: for links to filtered lists. */
export function yearBefore(): string {
  const [year = '', ...rest] = today().split('-');
  return [Number(year) - 1, ...rest].join('-').replace(/-02-29$/, '-03-01');
}
