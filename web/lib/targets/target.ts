import type { Answer } from '#lib/api.ts';
import { formatList, locale } from '#lib/i18n.ts';
import { paceInWords, quarterInSentence, type PlanMeasure } from '#server/targets/target-decision.rules.ts';
import { m } from '#paraglide/messages.js';

export type Target = Answer<'GET /api/target-decisions/:id'>;
export type TargetItem = Answer<'GET /api/target-decisions'>['items'][number];
export type Quarter = Target['quarters'][number];
export type Figure = Quarter['figures'][number];
type Thing = Target['subject'];

export const thingWords = { region: m.aim_kind_region, place: m.aim_kind_place, organization: m.aim_kind_organization, forum: m.aim_kind_forum } as const;
export const seeThing = { region: m.aim_see_region, place: m.aim_see_place, organization: m.aim_see_organization, forum: m.aim_see_forum } as const;
const pages = { region: '/regions', place: '/places', organization: '/organizations', forum: '/forums' } as const;

/** The page of what was decided upon. */
export const thingHref = ({ type, id }: Thing): string => `${pages[type]}/${id}`;
export const decisionHref = (id: string): string => `/targets/decisions/${id}`;

/** What is planned for the quarter that goes on, with how much of it is reached. */
export function currentPace({ quarters }: Target): { quarter: string; measure: PlanMeasure; planned: number; reached: number }[] {
  const current = quarters.find(({ standing }) => standing === 'current');
  return (current?.figures ?? []).flatMap(({ measure, planned, reached }) =>
    planned === null || planned === 0 ? [] : [{ quarter: current?.quarter ?? '', measure, planned, reached: reached ?? 0 }],
  );
}

type Paced = { quarter: string; measure: PlanMeasure; planned: number; reached: number };
/** « 4 échanges tenus sur 6 prévus au deuxième trimestre »; `bare`: without the quarter. */
export const saidPace = (one: Paced, bare = false): string => paceInWords(one, locale(), bare);
/** « Au quatrième trimestre : 9 échanges tenus sur 8 prévus et 1 mission sur 1 prévue ». */
export function saidPaces(some: readonly Paced[]): string {
  const [first] = some;
  if (!first) return '';
  const when = quarterInSentence(first.quarter, locale());
  return m.aim_sentence_now({ when: when.charAt(0).toLocaleUpperCase() + when.slice(1), pace: formatList(some.map((one) => saidPace(one, true))) });
}
