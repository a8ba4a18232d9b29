import type { Collection } from './query.rules.ts';

/** A question that ships with the product: filters of one list, in the terms of every office. Its words are `question_<id>`. */
export type Question = { id: string; collection: Collection; query: string };

/** In the order in which a strategist asks. Days are counted from today, so that the question stays the same. */
export const questions = [
  { id: 'losing_touch', collection: 'organizations', query: 'losingTouch=true&sort=lastHeldAt' },
  { id: 'nordic_learns', collection: 'organizations', query: 'region=reg.nordic-arctic&priority=learns&lastContactBefore=-12m&sort=lastHeldAt' },
  { id: 'never_met', collection: 'organizations', query: 'stage=prospect&stage=exploring&met=false&sort=tier' },
  { id: 'without_owner', collection: 'organizations', query: 'owner=none&stage=active&stage=strategic&sort=tier' },
  { id: 'without_agreement', collection: 'organizations', query: 'stage=active&stage=strategic&agreement=none&sort=tier' },
  { id: 'resting_tier_a', collection: 'organizations', query: 'tier=A&stage=dormant&stage=closed&sort=lastHeldAt' },
  { id: 'late_promises', collection: 'followups', query: 'promisedBy=us&promisedBy=joint&due=late&sort=dueOn' },
  { id: 'renew_in_targets', collection: 'agreements', query: 'renewalBefore=6m&target=target&state=signed&state=in_force&sort=renewalOn' },
  { id: 'africa_attracts', collection: 'missions', query: 'place=pl.africa&priority=attracts&from=-12m&sort=-startsOn' },
  { id: 'heritage_year', collection: 'interactions', query: 'sector=sec.heritage&status=held&from=-12m&sort=-startsAt' },
  { id: 'known_by_nobody', collection: 'contacts', query: 'knownBy=none&sort=name' },
  { id: 'unverified', collection: 'contacts', query: 'verifiedBefore=-2y&sort=name' },
  { id: 'not_our_networks', collection: 'forums', query: 'kind=network&status=active&membership=none&sort=name' },
] as const satisfies readonly Question[];

export type QuestionId = (typeof questions)[number]['id'];
