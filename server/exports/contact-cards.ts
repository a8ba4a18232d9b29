import { cardDetails } from '../contacts/contact.cards.ts';
import type { ContactItem } from '../contacts/contact.schema.ts';
import type { Context } from '../http/context.ts';
import { contactCard } from './vcard.rules.ts';

/** The people of a page as cards, with every way to reach them and their names in parts. */
export async function contactCards(ctx: Context, items: readonly ContactItem[]): Promise<string[]> {
  const details = await cardDetails(ctx, items.map(({ id }) => id));
  return items.map((item) => {
    const first = item.correspondenceLanguage;
    const languages = [...new Set([...(first ? [first] : []), ...item.languages])];
    return contactCard({ ...item, ...details(item.id), languages }, ctx.locale);
  });
}
