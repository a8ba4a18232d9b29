import { readFileSync } from 'node:fs';

type Text = { fr: string; en: string };
type Bilingual<Name extends string> = { [K in `${Name}Fr` | `${Name}En`]: string };

/** The demonstration office: fictitious people and their work with real cities and networks, as of one day. */
export type DemoOffice = {
  asOf: string;
  notice: Text;
  users: ({ id: string; email: string; name: string; role: string; account: boolean } & Bilingual<'title'>)[];
  organizations: ({
    id: string;
    kind: string;
    placeId?: string;
    names?: { kind: string; language: string; name: string }[];
  } & Bilingual<'name'> &
    Bilingual<'description'>)[];
  partners: {
    id: string;
    stage: string;
    stageReason?: string;
    tier: string;
    ownerId: string;
    backupOwnerId?: string;
    cadenceDays?: number;
    language?: string;
    sectors?: string[];
    commitments?: string[];
  }[];
  archived: string[];
  contacts: DemoContact[];
  acquaintances: { contactId: string; userId: string; since: string }[];
  interactions: DemoInteraction[];
  followUps: {
    id: string;
    promisedBy: string;
    text: string;
    language: string;
    organizationId: string;
    contactId?: string;
    dueOn: string;
    originalDueOn?: string;
    assigneeId: string;
    status: string;
    closedOn?: string;
    proof?: string;
    bornInId: string;
    closedById?: string;
    sensitivity?: string;
  }[];
  missions: DemoMission[];
  agreements: DemoAgreement[];
  agreementEdits: { id: string; ownerId: string; renewalOn: string }[];
  forums: ({
    id: string;
    kind: string;
    organizationId: string;
    memberships: { organizationId: string; status: string; since: string; feeCents?: number; renewalOn?: string }[];
    commitments: string[];
  } & Bilingual<'name'> &
    Bilingual<'description'>)[];
  mandates: ({
    forumId: string;
    role: string;
    userId: string;
    validFrom: string;
    validTo?: string;
  } & Bilingual<'body'>)[];
  sessions: ({
    id: string;
    forumId: string;
    startsOn: string;
    endsOn?: string;
    placeId?: string;
    attendances: { userId?: string; contactId?: string; role: string }[];
  } & Bilingual<'title'>)[];
  reviews: ({ forumId: string; year: number; value: number } & Bilingual<'narrative'>)[];
  measures: ({
    id: string;
    frameworkId: string;
    policyNodeId: string;
    leadId: string;
    startsOn: string;
    dueOn: string;
    status: string;
    targetValue: number;
    partners?: string[];
    updates: ({ id: string; period: string; reportedOn: string; progress: number } & Bilingual<'narrative'>)[];
  } & Bilingual<'title'> &
    Bilingual<'unit'>)[];
  gifts: ({
    id: string;
    direction: string;
    exchangedOn: string;
    contactId: string;
    organizationId: string;
    interactionId: string;
    missionId?: string;
    estimatedValueCents: number;
    disposition?: string;
    isDeclared?: boolean;
  } & Bilingual<'description'>)[];
  exercise: DemoExercise;
  /** The one of the year before, decided and frozen */
  pastExercise: DemoExercise & { decidedOn: string; decidedById: string; dissent: string };
  decisions: {
    id: string;
    decision: string;
    reason: string;
    periodFrom: string;
    periodTo: string;
    reviewOn: string;
    regionId: string;
    exerciseId?: string;
    on: string;
    decidedById: string;
  }[];
  /** What the office means to reach with its targets */
  plans: ({ decisionId: string; plannedById: string; lines: { quarter: string; measure: string; planned: number }[] } & Bilingual<'objective'>)[];
  views: {
    id: string;
    ownerId: string;
    scope: string;
    collection: string;
    name: string;
    query: string;
    isPinned?: boolean;
  }[];
};

export type DemoExercise = {
  id: string;
  subject: string;
  heldOn: string;
  periodFrom: string;
  periodTo: string;
  leadId: string;
  status: string;
  lens: string;
  evidenceFrom?: string;
  evidenceTo?: string;
  judges: string[];
  criteria: ({
    id: string;
    weight: number;
    weightShines?: number;
    weightLearns?: number;
    weightAttracts?: number;
    basis?: string;
    measure?: string;
  } & Bilingual<'name'>)[];
  candidates: ({
    id: string;
    placeId?: string;
    regionId?: string;
    scores: ({ criterionId: string; value: number } & Bilingual<'statement'>)[];
  } & Bilingual<'name'>)[];
  judgements: { judgeId: string; candidateId: string; criterionId: string; value: number | null; statement?: string }[];
} & Bilingual<'title'>;

export type DemoContact = {
  id: string;
  givenName?: string;
  particle?: string;
  familyName: string;
  nameOrder: string;
  nativeName?: string;
  honorific?: string;
  correspondenceLanguage: string;
  frenchExceptionGround?: string;
  addressFormId: string;
  preferredSalutation?: string;
  biographyFr?: string;
  biographyEn?: string;
  note?: string;
  collectionSource: string;
  noticeOn?: string;
  retainUntil?: string;
  languages: string[];
  email: string;
  phone?: string;
  positions: ({
    id: string;
    organizationId: string;
    roleCode: string;
    validFrom: string;
    validTo?: string;
    verifiedOn?: string;
  } & Bilingual<'title'>)[];
};

export type DemoInteraction = {
  id: string;
  on: string;
  /** Hour in the zone, HH:MM; absent when only the day is known */
  at?: string;
  minutes?: number;
  kind: string;
  status: string;
  timeZone?: string;
  placeId?: string;
  location?: string;
  subject: string;
  summary: string;
  language: string;
  missionId?: string;
  forumSessionId?: string;
  captureSource?: string;
  sensitivity?: string;
  mayBeLobbying?: boolean;
  organizations: string[];
  commitments: string[];
  sectors: string[];
  ours: string[];
  theirs?: string[];
  points?: { subject: string; theirPosition?: string; ourPosition?: string; sensitivity?: string }[];
};

export type DemoMission = {
  id: string;
  direction: string;
  status: string;
  startsOn: string;
  endsOn: string;
  leadId: string;
  ministryCoordination: string;
  ministryNote?: string;
  federalCoordination?: string;
  approvalStatus: string;
  approvedOn?: string;
  maximumExpenseCents?: number;
  reportDueOn?: string;
  reportPublishedOn?: string;
  objectives: ({ policyNodeId: string; result: string } & Bilingual<'text'> & Partial<Bilingual<'result'>>)[];
  delegates: ({ role: string; userId?: string; contactId?: string } & Bilingual<'label'>)[];
  itinerary: ({ placeId: string; startsOn: string; endsOn: string } & Bilingual<'purpose'>)[];
  budget: ({ category: string; plannedCents: number; actualCents?: number } & Bilingual<'label'>)[];
  organizations: string[];
} & Bilingual<'title'> &
  Partial<Bilingual<'purpose'>>;

export type DemoAgreement = {
  id: string;
  kind: string;
  state: string;
  signedOn?: string;
  effectiveFrom?: string;
  expiresOn?: string;
  noticeOn?: string;
  renewalOn?: string;
  ownerId: string;
  sensitivity?: string;
  parties: { organizationId: string; signatoryId?: string }[];
  authorizations: {
    regime: string;
    status: string;
    requestedOn?: string;
    grantedOn?: string;
    number?: string;
    noteFr?: string;
    noteEn?: string;
  }[];
  stages: { state: string; reachedOn: string }[];
  commitments: string[];
} & Bilingual<'title'>;

/** Reads the demonstration office as it was written. */
export function readDemoOffice(): DemoOffice {
  return JSON.parse(readFileSync(new URL('../../prisma/demo/demo.json', import.meta.url), 'utf8')) as DemoOffice;
}
