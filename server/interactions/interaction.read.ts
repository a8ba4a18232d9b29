import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../database.ts';
import { visibleSensitivities, type Context } from '../http/context.ts';
import { notFound } from '../http/problem.ts';
import { pick, recordFields } from '../http/records.ts';
import { interactionFields, type Interaction } from './interaction.schema.ts';

const reference = { select: { id: true, nameFr: true, nameEn: true } } as const;
const titled = { select: { id: true, titleFr: true, titleEn: true } } as const;
const person = { select: { id: true, name: true } } as const;
const promise = {
  include: { organization: reference, assignee: person },
  orderBy: [{ dueOn: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
} satisfies Prisma.Interaction$bornFollowUpsArgs;

/** All that an interaction's page shows. */
const full = {
  place: reference,
  mission: { select: { ...titled.select, sensitivity: true, createdById: true } },
  forumSession: { select: { ...titled.select, forum: reference } },
  organizations: { include: { organization: reference }, orderBy: { organization: { sortName: 'asc' } } },
  commitments: {
    include: { policyNode: { select: { ...titled.select, priority: true } } },
    orderBy: { policyNode: { position: 'asc' } },
  },
  sectors: { include: { sector: reference }, orderBy: { sector: { position: 'asc' } } },
  participants: { include: { organization: reference }, orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  points: { orderBy: [{ position: 'asc' }, { id: 'asc' }] },
  bornFollowUps: promise,
  closedOnes: promise,
} as const satisfies Prisma.InteractionInclude;
type FullRow = Prisma.InteractionGetPayload<{ include: typeof full }>;

export const interactionFieldNames = Object.keys(interactionFields) as (keyof typeof interactionFields)[];

/** One interaction as the caller may see it; what is hidden does not exist. `from` is the reader or the transaction. */
export async function readInteraction(from: Transaction, ctx: Context, id: string): Promise<Interaction> {
  const row = await from.interaction.findUnique({ where: { id }, include: full });
  if (!row || !isVisible(ctx, row)) throw notFound();
  const author = row.createdById ? await from.user.findUnique({ where: { id: row.createdById }, ...person }) : null;
  return toInteraction(row, author, ctx);
}

/** Whether the caller may see a record: by its level, or because they wrote it. */
export const isVisible = (ctx: Context, record: { sensitivity: string; createdById: string | null }): boolean =>
  record.createdById === ctx.user.id || (visibleSensitivities(ctx.user.role) as string[]).includes(record.sensitivity);

/** The one bridge from the stored record to what the API shows. */
function toInteraction(row: FullRow, createdBy: Interaction['createdBy'], ctx: Context): Interaction {
  const visible: string[] = visibleSensitivities(ctx.user.role);
  const points = row.points.filter(({ sensitivity }) => visible.includes(sensitivity));
  const { startsAt, endsAt, ...plain } = pick(row, interactionFieldNames);
  const promises = (rows: FullRow['bornFollowUps']) =>
    rows
      .filter((one) => one.archivedAt === null && isVisible(ctx, one))
      .map((one) =>
        pick(one, ['id', 'version', 'promisedBy', 'text', 'dueOn', 'status', 'closedOn', 'organization', 'assignee']),
      ) as Interaction['followUps'];
  return {
    ...recordFields(row),
    ...(plain as unknown as Omit<Pick<Interaction, keyof typeof interactionFields>, 'startsAt' | 'endsAt'>),
    startsAt: startsAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
    externalUid: row.externalUid,
    createdBy,
    place: row.place,
    mission: row.mission && isVisible(ctx, row.mission) ? pick(row.mission, ['id', 'titleFr', 'titleEn']) : null,
    forumSession: row.forumSession,
    organizations: row.organizations.map(({ organization }) => organization),
    commitments: row.commitments.map(({ policyNode }) => policyNode) as Interaction['commitments'],
    sectors: row.sectors.map(({ sector }) => sector),
    participants: row.participants.map((one) =>
      pick(one, ['id', 'side', 'contactId', 'userId', 'organization', 'name', 'titleFr', 'titleEn', 'isLead', 'email', 'isUnmatched']),
    ) as Interaction['participants'],
    discussionPoints: points.map((point) =>
      pick(point, ['id', 'subject', 'theirPosition', 'ourPosition', 'sensitivity']),
    ) as Interaction['discussionPoints'],
    hiddenPoints: row.points.length - points.length,
    followUps: promises(row.bornFollowUps),
    closedFollowUps: promises(row.closedOnes),
  };
}
