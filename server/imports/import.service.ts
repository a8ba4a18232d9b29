import { inside, type Context, type Write } from '../http/context.ts';
import { cancelImported, knownInvitations, storeImported, type ImportedDraft, type ImportOutcome } from '../interactions/imported.ts';
import { dateInZone } from '../text/format.rules.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { Imported } from './import.schema.ts';
import { createMatcher } from './matching.ts';
import type { Parsed, ParsedEvent, Said } from './parsed.rules.ts';
import { noticeInWords, refusalInWords } from './words.rules.ts';

/** A file of the batch, read. */
export type ReadFile = { file: string; parsed: Parsed };
type Matcher = ReturnType<typeof createMatcher>;
type Draft = Imported['drafts'][number];

/**
 * Makes drafts of what the files say, in one transaction and under the request's one Idempotency-Key. A file gives its
 * drafts or one refusal; a refusal stops nothing but its own file.
 */
export function importFiles(ctx: Context, files: ReadFile[]): Promise<Imported> {
  return ctx.write(async (write) => {
    const within = inside(ctx, write);
    const matcher = createMatcher(write.tx, ctx);
    const answer: Imported = { drafts: [], refused: [] };
    for (const { file, parsed } of files) {
      const result = parsed.events ? await importEvents(within, write, matcher, file, parsed.events) : parsed.refusal;
      if (Array.isArray(result)) answer.drafts.push(...result);
      else answer.refused.push({ file, reason: refusalInWords(result, ctx.locale) });
    }
    return answer;
  });
}

/** The drafts of one file, or the reason for which it gives none. Nothing is written before it is known to be taken whole. */
async function importEvents(ctx: Context, write: Write, matcher: Matcher, file: string, events: ParsedEvent[]): Promise<Draft[] | Said> {
  const { hidden, known } = await knownInvitations(write.tx, ctx, events.map(({ uid }) => uid));
  if (hidden.size > 0) return { code: 'hidden' };
  const isVain = ({ action, uid }: ParsedEvent): boolean => action === 'cancel' && !known.has(uid);
  const skipped = events.filter(isVain);
  if (skipped.length === events.length) return { code: 'cancels_nothing' };
  const drafts: Draft[] = [];
  for (const event of events.filter((one) => !isVain(one))) drafts.push(await importEvent(ctx, write, matcher, file, event));
  const vain = skipped.map(({ subject }) => ({ code: 'skipped_cancellation', values: { subject: subject ?? m.import_no_subject({}, { locale: ctx.locale }) } }));
  drafts[0]?.notices.push(...vain.map((said) => noticeInWords(said, ctx.locale)));
  return drafts;
}

async function importEvent(ctx: Context, write: Write, matcher: Matcher, file: string, event: ParsedEvent): Promise<Draft> {
  const draft = await draftOf(ctx, matcher, event);
  const outcome = (event.action === 'cancel' ? await cancelImported(ctx, write, draft) : null) ?? (await storeImported(ctx, write, draft));
  const stored = await write.tx.interaction.findUniqueOrThrow({
    where: { id: outcome.id },
    select: { subject: true, startsAt: true, isAllDay: true, timeZone: true, participants: { where: { isUnmatched: true }, select: { id: true } } },
  });
  // How a copy was read matters when something came of it; of one that changed nothing, only why.
  const notices = [...reasonOf(event, outcome), ...(outcome.action === 'created' || outcome.action === 'updated' ? event.notices : [])];
  return {
    id: outcome.id,
    externalUid: event.uid,
    action: outcome.action,
    file,
    subject: stored.subject,
    startsAt: stored.startsAt.toISOString(),
    isAllDay: stored.isAllDay,
    timeZone: stored.timeZone,
    unmatched: stored.participants.length,
    notices: notices.map((said) => noticeInWords(said, ctx.locale)),
  };
}

function reasonOf({ action }: ParsedEvent, { because }: ImportOutcome): Said[] {
  if (!because) return [];
  if (because === 'held') return [{ code: action === 'cancel' ? 'cancelled_held' : 'changed_held' }];
  return [{ code: because }];
}

async function draftOf(ctx: Context, matcher: Matcher, event: ParsedEvent): Promise<ImportedDraft> {
  const startsAt = new Date(event.startsAt);
  const day = dateInZone(startsAt, event.timeZone);
  const people: ImportedDraft['people'] = [];
  const known = new Set<string>();
  for (const person of event.people) {
    const one = await matcher(person, day);
    const key = one.contactId ?? one.userId;
    // Two addresses of one person are one person.
    if (key !== null && known.has(key)) continue;
    if (key !== null) known.add(key);
    people.push(one);
  }
  return {
    externalUid: event.uid,
    sequence: event.sequence,
    stampAt: event.stampAt ? new Date(event.stampAt) : null,
    kind: event.kind,
    captureSource: event.source,
    subject: event.subject ?? m.import_no_subject({}, { locale: ctx.locale }),
    location: event.location,
    summary: event.summary,
    language: event.language ?? ctx.locale,
    startsAt,
    endsAt: event.endsAt ? new Date(event.endsAt) : null,
    isAllDay: event.isAllDay,
    timeZone: event.timeZone,
    sensitivity: event.isPrivate ? 'restricted' : 'internal',
    people,
  };
}
