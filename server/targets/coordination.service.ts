import type { Context } from '../http/context.ts';
import type { Reference } from '../http/endpoint.ts';
import { sql } from '../http/listing.ts';
import { notFound } from '../http/problem.ts';
import { dateInZone } from '../text/format.rules.ts';
import { standings, totalsOf, type Government } from './coordination.rules.ts';
import {
  peopleKnown,
  readAgreements,
  readForumOffices,
  readGovernment,
  readMissions,
  readNear,
  readThrusts,
  type Concern,
} from './coordination.read.ts';
import type { CandidateCoordination, Coordination } from './coordination.schema.ts';
import { evidencePeriod, subjectOf, type MeasureCandidate } from './measure.rules.ts';
import { figuresOf, ofTheOffice } from './measure.service.ts';
import { whereabouts } from './measure.where.ts';

type Candidate = MeasureCandidate & { id: string };
const [shownMissions, shownThrusts, shownPeople] = [20, 12, 20];

/**
 * What Québec's ministry and Global Affairs Canada do at each candidate of an exercise, as our own records say: nothing
 * comes from elsewhere, and what is empty has no trace on record. 404 for an exercise that there is not.
 * - offices: open diplomatic posts under either government, in the territory or, for a place or an organization, in its
 *   country; for a forum, those tied to its body or members of it;
 * - agreements: those to which either government, or what is under it, is a party with somebody of the territory;
 * - missions: those that went there and were coordinated with either, or met one of their offices;
 * - thrusts: nodes of their policies that partners there serve, directly or through a commitment area aligned with them
 *   and not rejected; for a forum, those of the forum itself too;
 * - consult: people who hold a position today in one of those offices, and whom somebody of ours knows;
 * - flags: two visits (missions, sessions) to one place at most 60 days apart, one of them to come.
 * Missions, agreements and people are those that the caller may see.
 */
export async function getCoordination(ctx: Context, exerciseId: string): Promise<Coordination> {
  const [exercise] = await ctx.db.reader.$queryRaw<{ id: string }[]>(sql`SELECT "id" FROM "TargetingExercise" WHERE "id" = ${exerciseId}`);
  if (!exercise) throw notFound();
  const candidates = await ctx.db.reader.$queryRaw<Candidate[]>(sql`
    SELECT "id", "regionId", "placeId", "organizationId", "forumId" FROM "Candidate" WHERE "exerciseId" = ${exerciseId} ORDER BY "position", "id"`);
  return coordinationOf(ctx, candidates);
}

/** The same for candidates that are not stored yet, or for a snapshot that everybody may read: as a reader sees it. */
export const coordinationForAll = (ctx: Context, candidates: readonly Candidate[]): Promise<Coordination> => coordinationOf(ofTheOffice(ctx), candidates);

/** What `getCoordination` says, for any candidates, with the caller's eyes. */
export async function coordinationOf(ctx: Context, candidates: readonly Candidate[]): Promise<Coordination> {
  const today = dateInZone(ctx.now);
  const [where, government] = [await whereabouts(ctx, candidates), readGovernment(ctx)];
  const subjects = candidates.map((candidate) => subjectOf(candidate));
  const bodies = ctx.db.rows.all<{ id: string; organizationId: string }>(sql`SELECT "id", "organizationId" FROM "Forum" WHERE "organizationId" IS NOT NULL`);
  const bodyOf = new Map(bodies.map(({ id, organizationId }) => [id, organizationId]));
  const forums = subjects.flatMap((subject, index) => (subject?.kind === 'forum' ? [{ index, id: subject.id, body: bodyOf.get(subject.id) ?? null }] : []));
  const concern: Concern = {
    of: (organization) => [...where.of(organization), ...forums.filter(({ body }) => body === organization.organizationId).map(({ index }) => index)],
    inPlace: (placeId) => where.of({ organizationId: '', placeId }),
    ofForum: (forumId) => forums.filter(({ id }) => id === forumId).map(({ index }) => index),
  };
  const period = evidencePeriod({ evidenceFrom: null, evidenceTo: null, heldOn: null }, today);
  const figures = await figuresOf(ctx, { candidates, measures: ['active_partners', 'held_interactions'], period });
  const agreements = readAgreements(ctx, government, concern, candidates.length);
  const missions = readMissions(ctx, government, concern, candidates.length);
  const thrusts = readThrusts(ctx, government, concern, candidates.length);
  const near = readNear(ctx, concern, candidates.length, today);
  const tied = readForumOffices(ctx, government, forums);
  const offices = candidates.map((_, index): CandidateCoordination['offices'] =>
    government.offices.flatMap((office) => {
      const isInside = where.of({ organizationId: office.id, placeId: office.place.id }).includes(index) || (tied.get(index)?.has(office.id) ?? false);
      return isInside || [...where.served(office.place.id)].includes(index) ? [{ ...office, isInside }] : [];
    }).sort((a, b) => Number(b.isInside) - Number(a.isInside) || a.nameFr.localeCompare(b.nameFr, 'fr')),
  );
  const asked = new Map<string, Reference & { government: Government }>();
  for (const office of [...offices.flat(), ...government.headquarters]) asked.set(office.id, { id: office.id, nameFr: office.nameFr, nameEn: office.nameEn, government: office.government });
  const people = await peopleKnown(ctx, asked);
  return {
    asOf: ctx.now.toISOString(),
    headquarters: onceEach(people.filter(({ organization }) => government.headquarters.some(({ id }) => id === organization.id))).slice(0, shownPeople),
    candidates: candidates.map(({ id }, index) => {
      const [there, ours] = [offices[index] ?? [], figures.get(id) ?? {}];
      const found = { agreements: agreements.found[index] ?? [], missions: missions[index] ?? [], thrusts: thrusts[index] ?? [] };
      const presence = {
        offices: there.length,
        activePartners: ours.active_partners ?? 0,
        heldInteractions: ours.held_interactions ?? 0,
        thrusts: found.thrusts.length,
        sharedPartners: agreements.shared[index]?.size ?? 0,
      };
      return {
        candidateId: id,
        offices: there,
        agreements: found.agreements,
        missions: found.missions.slice(0, shownMissions),
        thrusts: found.thrusts.slice(0, shownThrusts),
        thrustsTotal: found.thrusts.length,
        totals: totalsOf(found),
        ...standings(presence),
        consult: onceEach(people.filter(({ organization }) => there.some((office) => office.id === organization.id))).slice(0, shownPeople),
        flags: near[index] ?? [],
      };
    }),
  };
}

/** Whoever holds two positions there is one person to ask, by the first of them. */
function onceEach<Person extends { id: string }>(people: readonly Person[]): Person[] {
  const seen = new Set<string>();
  return people.filter(({ id }) => !seen.has(id) && seen.add(id));
}
