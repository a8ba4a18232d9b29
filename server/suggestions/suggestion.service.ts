import type { Transaction } from '../database.ts';
import { inside, type Context, type Write } from '../http/context.ts';
import { conflict, invalidField, type Problem } from '../http/problem.ts';
import { readInteraction } from '../interactions/interaction.read.ts';
import type { Interaction, InteractionChange } from '../interactions/interaction.schema.ts';
import { createInteraction, updateInteraction } from '../interactions/interaction.service.ts';
import { cadenceOf, nextContactOn, type Rhythms } from '../organizations/cadence.rules.ts';
import { rhythmsOf } from '../organizations/touch.ts';
import { startOfDay } from '../text/day.rules.ts';
import { dateInZone, officeTimeZone, readCalendarDate } from '../text/format.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import { dismiss, readDismissals, takeBack, type Dismissed } from './dismissals.ts';
import { commitmentTies, partnersPlanned, readCandidates, readPartners, reference, saidIn, sectorTies, type Partner } from './evidence.ts';
import { contactDay } from './calendar.rules.ts';
import { propose, type Proposal, type Ties } from './suggestion.rules.ts';
import type { SuggestionAnswer, Suggestions } from './suggestion.schema.ts';

const mostCommitments = 5;
const mostSectors = 3;

// ── Reading ──

/** What is worth adding to an interaction; 404 when the caller may not see it. */
export async function getSuggestions(ctx: Context, id: string): Promise<Suggestions> {
  const { reader } = ctx.db;
  return suggest(reader, ctx, await readInteraction(reader, ctx.user, id));
}

async function suggest(from: Transaction, ctx: Context, interaction: Interaction): Promise<Suggestions> {
  const { id, version, subject, language, status, archivedAt } = interaction;
  const partners = await readPartners(from, interaction);
  const dismissed = await readDismissals(from, partners.map((one) => one.id));
  const isOver = archivedAt !== null || status === 'cancelled';
  // A pair needs a partner: with nobody but us, nothing could be turned down for good.
  const ideas = isOver || partners.length === 0 ? { commitments: [], sectors: [] } : await readIdeas(from, ctx, interaction, partners, dismissed);
  const isHeld = status === 'held' && archivedAt === null;
  return {
    interaction: { id, version, subject, language },
    ...ideas,
    nextContacts: isHeld ? await readNextContacts(from, ctx, interaction, partners, dismissed) : [],
    missing: {
      positions: isHeld && interaction.discussionPoints.length === 0 && interaction.hiddenPoints === 0,
      promises: isHeld && interaction.followUps.length === 0,
    },
  };
}

async function readIdeas(
  from: Transaction,
  ctx: Context,
  interaction: Interaction,
  partners: Partner[],
  dismissed: Dismissed,
): Promise<Pick<Suggestions, 'commitments' | 'sectors'>> {
  const { areas, sectors, corpus, candidates } = await readCandidates(from);
  const said = saidIn(interaction);
  const excluded = (kind: 'commitment' | 'sector', all: { id: string }[], there: { id: string }[]): Set<string> =>
    new Set(
      all
        .filter(({ id }) => there.some((one) => one.id === id) || partners.every((partner) => dismissed(kind, partner.id, id)))
        .map(({ id }) => id),
    );
  const best = (kind: 'commitment' | 'sector', ties: Ties): Proposal[] =>
    kind === 'commitment'
      ? propose(candidates.commitments, said, ties, corpus, excluded(kind, areas, interaction.commitments), mostCommitments)
      : propose(candidates.sectors, said, ties, corpus, excluded(kind, sectors, interaction.sectors), mostSectors);
  const [toAreas, toSectors] = [
    await commitmentTies(from, ctx, interaction, partners, (partner, subject) => dismissed('commitment', partner, subject)),
    await sectorTies(from, ctx, interaction, partners, (partner, subject) => dismissed('sector', partner, subject)),
  ];
  return {
    commitments: best('commitment', toAreas).flatMap(({ id, reasons }) =>
      areas
        .filter((area) => area.id === id)
        .map(({ titleFr, titleEn, priority }) => ({ id, titleFr, titleEn, priority: priority as Suggestions['commitments'][number]['priority'], reasons })),
    ),
    sectors: best('sector', toSectors).flatMap(({ id, reasons }) =>
      sectors.filter((sector) => sector.id === id).map(({ nameFr, nameEn }) => ({ id, nameFr, nameEn, reasons })),
    ),
  };
}

async function readNextContacts(
  from: Transaction,
  ctx: Context,
  interaction: Interaction,
  partners: Partner[],
  dismissed: Dismissed,
): Promise<Suggestions['nextContacts']> {
  const today = dateInZone(ctx.now);
  const rhythms = await rhythmsOf(from);
  const due = partners.flatMap((partner) => {
    const on = contactDayOf(partner, rhythms, today);
    const rhythm = cadenceOf(partner, rhythms);
    // The rhythm runs from the last time we met: an older interaction has nothing to say of it.
    const isLast = partner.lastHeldAt !== null && partner.lastHeldAt <= new Date(interaction.startsAt);
    const isOpen = partner.archivedAt === null && !dismissed('next_contact', partner.id, interaction.id);
    return on && rhythm && isLast && isOpen ? [{ partner, on, cadenceDays: rhythm.days }] : [];
  });
  if (due.length === 0) return [];
  const planned = await partnersPlanned(from, ctx, due.map(({ partner }) => partner), startOfDay(today));
  return due
    .filter(({ partner }) => !planned.has(partner.id))
    .map(({ partner, on, cadenceDays }) => ({ organization: reference(partner), on, cadenceDays }))
    .sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
}

/** When to get back in touch with a partner; null when no rhythm says so. */
function contactDayOf(partner: Partner, rhythms: Rhythms, today: string): string | null {
  const due = nextContactOn(partner, rhythms, today);
  return due && contactDay(due, today);
}

// ── Answering ──

/** Accepts, dismisses or takes back, once however often it is said. Answers what remains to suggest. */
export function answerSuggestion(ctx: Context, id: string, answer: SuggestionAnswer): Promise<Suggestions> {
  return ctx.write(async (write) => {
    const interaction = await readInteraction(write.tx, ctx.user, id);
    if (interaction.archivedAt !== null) throw conflict((locale) => m.suggestion_archived({}, { locale }));
    const partners = await readPartners(write.tx, interaction);
    if (answer.kind === 'next_contact') await answerNextContact(ctx, write, interaction, partners, answer);
    else await answerIdea(ctx, write, interaction, partners, { ...answer, kind: answer.kind });
    return suggest(write.tx, ctx, await readInteraction(write.tx, ctx.user, id));
  });
}

async function answerIdea(
  ctx: Context,
  write: Write,
  interaction: Interaction,
  partners: Partner[],
  { kind, id, answer, of }: SuggestionAnswer & { kind: 'commitment' | 'sector' },
): Promise<void> {
  const { tx } = write;
  if (id === undefined) throw missing('/id');
  const known =
    kind === 'commitment'
      ? await tx.policyNode.findFirst({ where: { id, kind: 'commitment' }, select: { id: true } })
      : await tx.sector.findUnique({ where: { id }, select: { id: true } });
  if (!known) throw unknown('/id');
  const ids = (kind === 'commitment' ? interaction.commitments : interaction.sectors).map((one) => one.id);
  const isThere = ids.includes(id);
  const replace = (list: string[]) => {
    const change: InteractionChange = kind === 'commitment' ? { commitmentIds: list } : { sectorIds: list };
    return updateInteraction(inside(ctx, write), interaction.id, interaction.version, change);
  };
  const partnerIds = partners.map((one) => one.id);
  if (answer === 'accept') {
    if (!isThere) await replace([...ids, id]);
  } else if (answer === 'dismiss') {
    // What somebody has put on the record meanwhile is no suggestion any more.
    if (!isThere) await dismiss(tx, ctx, kind, partnerIds, id);
  } else if (of === 'accept' || (of === undefined && isThere)) {
    if (isThere) await replace(ids.filter((one) => one !== id));
  } else {
    await takeBack(tx, kind, partnerIds, id);
  }
}

async function answerNextContact(
  ctx: Context,
  write: Write,
  interaction: Interaction,
  partners: Partner[],
  { organizationId, answer, of, on }: SuggestionAnswer,
): Promise<void> {
  const { tx } = write;
  if (organizationId === undefined) throw missing('/organizationId');
  const partner = partners.find(({ id }) => id === organizationId);
  if (!partner) throw unknown('/organizationId');
  if (answer === 'dismiss') return dismiss(tx, ctx, 'next_contact', [partner.id], interaction.id);
  if (answer === 'accept') return planContact(ctx, write, interaction, partner, on);
  const made = of === 'dismiss' ? null : await plannedFrom(tx, ctx, interaction, partner);
  if (made) await updateInteraction(inside(ctx, write), made.id, made.version, { archived: true });
  else if (of !== 'accept') await takeBack(tx, 'next_contact', [partner.id], interaction.id);
}

async function planContact(ctx: Context, write: Write, interaction: Interaction, partner: Partner, on: string | undefined): Promise<void> {
  const today = dateInZone(ctx.now);
  if (on !== undefined && (!readCalendarDate(on) || on < today)) throw invalidField('/on', (locale) => m.suggestion_contact_past({}, { locale }));
  const day = on ?? contactDayOf(partner, await rhythmsOf(write.tx), today);
  if (day === null) throw missing('/on');
  const planned = await partnersPlanned(write.tx, ctx, [partner], startOfDay(today));
  if (planned.has(partner.id)) return;
  await createInteraction(inside(ctx, write), {
    kind: 'call',
    status: 'planned',
    startsAt: startOfDay(day).toISOString(),
    isAllDay: true,
    timeZone: officeTimeZone,
    subject: subjectFor(partner, ctx.locale),
    language: ctx.locale,
    sensitivity: interaction.sensitivity,
    organizationIds: [partner.id],
    participants: [{ side: 'ours', userId: ctx.user.id, isLead: true }],
  });
}

/** A subject is 500 units long at most, and not cut through a character. */
function subjectFor({ nameFr, nameEn }: Partner, locale: 'fr' | 'en'): string {
  return m.suggestion_contact_subject({ name: locale === 'en' ? (nameEn ?? nameFr) : nameFr }, { locale }).slice(0, 500).replace(/\p{Surrogate}$/u, '');
}

/** The contact that the caller planned from this panel, as long as nobody has touched it since. */
function plannedFrom(tx: Transaction, ctx: Context, interaction: Interaction, partner: Partner) {
  return tx.interaction.findFirst({
    where: {
      kind: 'call',
      status: 'planned',
      isAllDay: true,
      version: 1,
      archivedAt: null,
      createdById: ctx.user.id,
      createdAt: { gte: new Date(interaction.createdAt) },
      subject: { in: [subjectFor(partner, 'fr'), subjectFor(partner, 'en')] },
      organizations: { every: { organizationId: partner.id }, some: { organizationId: partner.id } },
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
}

const missing = (pointer: string): Problem => invalidField(pointer, (locale) => m.problem_field_required({}, { locale }));
const unknown = (pointer: string): Problem => invalidField(pointer, (locale) => m.problem_field_reference({}, { locale }));
