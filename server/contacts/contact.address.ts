import type { Context } from '../http/context.ts';
import type { Transaction } from '../database.ts';
import { addressOf, suggestForm, type Address, type Addressee, type City } from './contact.address.rules.ts';
import type { AddressForm } from './contact.schema.ts';

/** Every form of address, the plain ones last, as the choices of a form. */
export async function listAddressForms(ctx: Context): Promise<{ items: AddressForm[]; total: number; nextCursor: null }> {
  const items = await ctx.db.reader.addressForm.findMany({ orderBy: { labelFr: 'asc' } });
  return { items, total: items.length, nextCursor: null };
}

type Speaker = Addressee & {
  addressFormId: string | null;
  addressForm: AddressForm | null;
};
type Post = { roleCode: string | null; organization: { place: NonNullable<City> | null } };

/** How to address a person who holds a position today: by the form that was chosen, or by the one that suits. */
export async function addressFor(from: Transaction, person: Speaker, post: Post | null): Promise<Address | null> {
  const form =
    person.addressForm ??
    suggestForm(
      await from.addressForm.findMany({ where: { roleCode: { in: ['other', post?.roleCode ?? 'other'] } } }),
      person,
      post?.roleCode ?? null,
    );
  return form && addressOf(person, form, post?.organization.place ?? null, person.addressForm !== null);
}
