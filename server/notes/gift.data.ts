/** Gifts as documents tell them. No feature keeps them yet: they are read here, by what they hang on. */
import { contactName } from '../contacts/contact.names.rules.ts';
import type { GiftData } from '../documents/mission-data.ts';
import { audiences, type Audience } from '../documents/tree.ts';
import type { Context } from '../http/context.ts';
import { firstDay } from '../text/date-order.rules.ts';
import { dateInZone } from '../text/format.rules.ts';
import { highest } from './audience.ts';
import { label } from './note.data.ts';

export interface GiftRow {
  interactionId: string | null;
  gift: GiftData;
}

/**
 * The gifts of a mission and of its interactions, the oldest first. A gift has no classification of its own: it has the
 * highest of the person, the interaction and the mission that it hangs on, and is never public.
 */
export async function readGifts(ctx: Context, missionId: string, interactionIds: readonly string[]): Promise<GiftRow[]> {
  const rows = await ctx.db.reader.gift.findMany({
    where: { archivedAt: null, OR: [{ missionId }, { interactionId: { in: [...interactionIds] } }] },
    include: {
      contact: { select: { givenName: true, particle: true, familyName: true, nameOrder: true, sensitivity: true } },
      organization: { select: { nameFr: true } },
      interaction: { select: { sensitivity: true } },
      mission: { select: { sensitivity: true } },
    },
    orderBy: [{ exchangedOn: 'asc' }, { id: 'asc' }],
  });
  const today = dateInZone(ctx.now);
  return rows.map((row) => ({
    interactionId: row.interactionId,
    gift: {
      direction: row.direction === 'received' ? 'received' : row.exchangedOn !== null && firstDay(row.exchangedOn) > today ? 'to_give' : 'given',
      description: { fr: row.descriptionFr, en: row.descriptionEn },
      on: row.exchangedOn,
      with: row.contact ? contactName(row.contact) : (row.organization?.nameFr ?? null),
      valueCents: row.estimatedValueCents,
      currency: row.currency,
      disposition: row.disposition ? label('gift_disposition', row.disposition) : null,
      isDeclared: row.isDeclared,
      sensitivity: highest('internal', levelOf(row.contact?.sensitivity), levelOf(row.interaction?.sensitivity), levelOf(row.mission?.sensitivity)),
    },
  }));
}

const levelOf = (stored: string | undefined): Audience => audiences.find((one) => one === stored) ?? 'internal';
