import Type, { type Static } from 'typebox';
import { Id, IdParams, Instant, Nullable, OneOf, PersonReference, Reference, type Contract } from '../http/endpoint.ts';
import { agreementStates, alignmentStatuses, coordinationLevels, frameworkStatuses, missionDirections, missionStatuses } from '../vocabulary.ts';
import { complements, governmentNames, overlaps } from './coordination.rules.ts';

const Titled = Type.Object({ id: Id, titleFr: Type.String(), titleEn: Nullable(Type.String()) });
const Governments = Type.Array(OneOf(governmentNames));

const Counts = Type.Object({ agreements: Type.Integer(), missions: Type.Integer(), thrusts: Type.Integer() });

/** A person in one of their offices whom somebody of ours knows. */
const Consulted = Type.Object({
  id: Id,
  name: Type.String(),
  titleFr: Nullable(Type.String()),
  titleEn: Nullable(Type.String()),
  organization: Reference,
  government: OneOf(governmentNames),
  /** Who says they know them, or met them in an interaction that the caller may see */
  knownBy: Type.Array(PersonReference),
});

const Visit = Type.Object({
  type: OneOf(['mission', 'session']),
  /** The mission, or the forum of the session */
  record: Titled,
  /** As precise as they are known */
  from: Type.String(),
  to: Type.String(),
});

const CandidateCoordination = Type.Object({
  candidateId: Id,
  offices: Type.Array(
    Type.Object({
      ...Reference.properties,
      government: OneOf(governmentNames),
      place: Reference,
      /** In the candidate's territory, or elsewhere in its country */
      isInside: Type.Boolean(),
      lastHeldAt: Nullable(Instant),
    }),
  ),
  agreements: Type.Array(Type.Object({ ...Titled.properties, state: OneOf(agreementStates), governments: Governments })),
  missions: Type.Array(
    Type.Object({
      ...Titled.properties,
      status: OneOf(missionStatuses),
      direction: OneOf(missionDirections),
      startsOn: Nullable(Type.String()),
      endsOn: Nullable(Type.String()),
      ministry: OneOf(coordinationLevels),
      federal: OneOf(coordinationLevels),
      /** Whose ministry or office the mission met */
      governments: Governments,
    }),
  ),
  thrusts: Type.Array(
    Type.Object({
      ...Titled.properties,
      government: OneOf(governmentNames),
      framework: Type.Object({ ...Titled.properties, status: OneOf(frameworkStatuses) }),
      /** The weakest of the alignments on which it rests; null where a partner or the forum names it directly */
      alignment: Nullable(OneOf(alignmentStatuses)),
      /** The city's commitment areas through which it is served there */
      commitments: Type.Array(Titled),
      partners: Type.Integer(),
    }),
  ),
  thrustsTotal: Type.Integer(),
  /** Of each government, all that the caller may see: the lists of missions and thrusts are cut */
  totals: Type.Object({ quebec: Counts, canada: Counts }),
  complementary: Type.Array(Type.Object({ kind: OneOf(complements), count: Type.Integer() })),
  overlapping: Type.Array(Type.Object({ kind: OneOf(overlaps), count: Type.Integer() })),
  consult: Type.Array(Consulted),
  /** Visits to one same place at most 60 days apart, of which one at least is to come */
  flags: Type.Array(Type.Object({ place: Reference, first: Visit, second: Visit, days: Type.Integer() })),
});
export type CandidateCoordination = Static<typeof CandidateCoordination>;

export const Coordination = Type.Object({
  asOf: Instant,
  /** The same for every candidate: whom we know at the ministry and at Global Affairs Canada themselves */
  headquarters: Type.Array(Consulted),
  candidates: Type.Array(CandidateCoordination),
});
export type Coordination = Static<typeof Coordination>;

export const coordinationContract = {
  'GET /api/targeting-exercises/:id/coordination': {
    summary: 'What Québec’s ministry and Global Affairs Canada do at each candidate, as our records say: what completes, what overlaps, whom to ask',
    allow: 'reader',
    params: IdParams,
    response: Coordination,
  },
} as const satisfies Contract;
