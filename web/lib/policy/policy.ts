import type { Answer } from '#lib/api.ts';
import { inLocale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

export type Priority = 'shines' | 'learns' | 'attracts';
export type Node = Answer<'GET /api/policy-nodes'>['items'][number];
export type Counted = Pick<Answer<'GET /api/policy-nodes/figures'>['items'][number], 'partners' | 'heldInteractions' | 'agreements'>;

export const priorities: readonly Priority[] = ['shines', 'learns', 'attracts'];
export const signs: Record<Priority, string> = { shines: '△', learns: '◇', attracts: '○' };
export const nothing: Counted = { partners: 0, heldInteractions: 0, agreements: 0 };

/** The largest of each figure: what fills a whole bar. */
export const largest = (figures: readonly Counted[]): Counted => ({
  partners: Math.max(1, ...figures.map(({ partners }) => partners)),
  heldInteractions: Math.max(1, ...figures.map(({ heldInteractions }) => heldInteractions)),
  agreements: Math.max(1, ...figures.map(({ agreements }) => agreements)),
});

type Named = { id: string; titleFr: string; titleEn: string | null };

/** The way from the list of priorities down to a node: its framework, then what it lies under. */
export function crumbsOf(node: Pick<Answer<'GET /api/policy-nodes/:id'>, 'framework' | 'path'>): { label: string; href: string }[] {
  return [
    { label: m.policy_list(), href: '/priorities' },
    { label: inLocale(node.framework, 'shortTitle'), href: `/priorities/frameworks/${node.framework.id}` },
    ...node.path.map((one: Named) => ({ label: inLocale(one, 'title'), href: `/priorities/${one.id}` })),
  ];
}

/** « Québec rayonne » and the two others, in full. */
export const fullNames: Record<Priority, () => string> = {
  shines: m.priority_shines_full,
  learns: m.priority_learns_full,
  attracts: m.priority_attracts_full,
};
