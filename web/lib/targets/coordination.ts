import type { Answer } from '#lib/api.ts';
import { formatDate, formatList, inLocale } from '#lib/i18n.ts';
import { m } from '#paraglide/messages.js';

export type Coordination = Answer<'GET /api/targeting-exercises/:id/coordination'>;
export type CandidateCoordination = Coordination['candidates'][number];
type Flag = CandidateCoordination['flags'][number];
type Visit = Flag['first'];

const complements = {
  offices_without_us: m.board_coordination_offices_without_us,
  ties_without_offices: m.board_coordination_ties_without_offices,
  same_thrusts: m.board_coordination_same_thrusts,
} as const;
const overlaps = { both_present: m.board_coordination_both_present, same_partners: m.board_coordination_same_partners } as const;

export const complementInWords = ({ kind, count }: CandidateCoordination['complementary'][number]): string => complements[kind]({ count });
export const overlapInWords = ({ kind, count }: CandidateCoordination['overlapping'][number]): string => overlaps[kind]({ count });

export const visitHref = ({ type, record }: Visit): string => `/${type === 'mission' ? 'missions' : 'forums'}/${record.id}`;
export const visitInWords = ({ record, from }: Visit): string => m.board_visit({ title: inLocale(record, 'title'), date: formatDate(from) });
/** « à Copenhague, à 12 jours l’une de l’autre »: where, and how near. */
export const nearInWords = ({ place, days }: Flag): string => m.board_near({ place: inLocale(place, 'name'), count: days });

/** Who there is to call, and through whom of ours. */
export const consultInWords = ({ titleFr, titleEn, organization, knownBy }: CandidateCoordination['consult'][number]): string =>
  [
    titleFr || titleEn ? inLocale({ titleFr, titleEn }, 'title') : null,
    inLocale(organization, 'name'),
    knownBy.length > 0 ? m.board_known_by({ names: formatList(knownBy.map(({ name }) => name)) }) : null,
  ].filter(Boolean).join(' · ');

/** Nothing of theirs, and nothing of ours beside it. */
export const isSilent = ({ offices, agreements, missions, thrustsTotal, complementary, overlapping, flags }: CandidateCoordination): boolean =>
  offices.length + agreements.length + missions.length + thrustsTotal + complementary.length + overlapping.length + flags.length === 0;
