import type { Context } from '../http/context.ts';
import type { Readable } from '../database.ts';
import { listed, sql } from '../http/listing.ts';
import { addressOf, suggestForm, type Address, type Addressee, type City } from './contact.address.rules.ts';
import type { AddressForm } from './contact.schema.ts';

/** Every form of address, the plain ones last, as the choices of a form. */
export async function listAddressForms(ctx: Context): Promise<{ items: AddressForm[]; total: number; nextCursor: null }> {
  const items = await ctx.db.reader.addressForm.findMany({ orderBy: { labelFr: 'asc' } });
  return { items, total: items.length, nextCursor: null };
}

/** Somebody to be addressed: the form that was chosen for them, the role of the post that they hold today and the city that they hold it in. */
type Speaker = Addressee & { id: string; addressFormId: string | null; roleCode: string | null; city: City };

/** How to address each person, by their id: by the form that was chosen, or by the one that suits. */
export async function addressesFor(from: Pick<Readable, '$queryRaw'>, people: readonly Speaker[]): Promise<Map<string, Address | null>> {
  const forms = await from.$queryRaw<AddressForm[]>(sql`
    SELECT f.* FROM "AddressForm" f
    WHERE f."roleCode" IN (${listed(['other', ...people.map(({ roleCode }) => roleCode)])}) OR f."id" IN (${listed(people.map(({ addressFormId }) => addressFormId))})
    ORDER BY f."rowid"`);
  return new Map(
    people.map((person) => {
      const chosen = forms.find(({ id }) => id === person.addressFormId);
      const form = chosen ?? suggestForm(forms, person, person.roleCode);
      return [person.id, form && addressOf(person, form, person.city, chosen !== undefined)];
    }),
  );
}
