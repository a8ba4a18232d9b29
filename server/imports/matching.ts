import type { Transaction } from '../database.ts';
import type { Context } from '../http/context.ts';
import { whereVisible } from '../http/sight.ts';
import { contactNameSelect } from '../contacts/contact.reading.ts';
import { contactName } from '../contacts/contact.names.rules.ts';
import { positionOn } from '../contacts/contact.rules.ts';
import type { ImportedPerson } from '../interactions/imported.rules.ts';
import { fold } from '../text/fold.rules.ts';
import { domainOf, isOfDomain, readingsOfName, sortKeysOf } from './matching.rules.ts';
import type { ParsedPerson } from './parsed.rules.ts';

type Us = { userId: string; name: string; email: string };
const positions = { select: { organizationId: true, validFrom: true, validTo: true, isPrimary: true, titleFr: true, titleEn: true } } as const;

/**
 * Says who the people of an invitation are: by address, else by the whole name when one person alone has it; one of us,
 * or somebody on record that the caller may see. Nobody is made. Whom nobody knows waits, at their organization when
 * their address tells it, and a colleague without an account waits for nothing. One look-up for each in a batch.
 */
export function createMatcher(tx: Transaction, ctx: Context): (person: ParsedPerson, day: string) => Promise<ImportedPerson> {
  const domains = new Map<string, Promise<{ organizationId: string | null; isOurs: boolean }>>();
  let us: Promise<Us[]> | undefined;
  const organizationAt = (email: string | null) => {
    const domain = domainOf(email);
    if (!domain) return Promise.resolve({ organizationId: null, isOurs: false });
    let known = domains.get(domain);
    if (!known) domains.set(domain, (known = organizationOf(tx, domain)));
    return known;
  };
  return async ({ name, email }, day) => {
    us ??= tx.user
      .findMany({ select: { id: true, name: true, email: true } })
      .then((users) => users.map(({ id, ...user }) => ({ userId: id, ...user })));
    const said = (name && (readingsOfName(name)[0] ?? name)) ?? email ?? '';
    const blank = { contactId: null, userId: null, organizationId: null, name: said, email, isUnmatched: false } as const;
    const office = await us;
    const byAddress = office.find((one) => one.email.toLowerCase() === email);
    if (byAddress) return { ...blank, side: 'ours', userId: byAddress.userId, name: byAddress.name };
    const contacts = email ? await withAddress(tx, ctx, email) : [];
    const readings = name && contacts.length === 0 ? readingsOfName(name) : [];
    const colleagues = office.filter((one) => readings.some((reading) => fold(reading) === fold(one.name)));
    const named = contacts.length === 0 ? await withName(tx, ctx, readings) : contacts;
    const [colleague] = colleagues;
    if (colleague && colleagues.length === 1 && named.length === 0) return { ...blank, side: 'ours', userId: colleague.userId, name: colleague.name };
    const at = await organizationAt(email);
    const [contact] = named;
    if (contact && named.length === 1 && colleagues.length === 0) {
      const hasPost = positionOn(contact.positions, day) !== null;
      return { ...blank, side: 'theirs', contactId: contact.id, name: contactName(contact), organizationId: hasPost || at.isOurs ? null : at.organizationId };
    }
    if (at.isOurs) return { ...blank, side: 'ours' };
    return { ...blank, side: 'theirs', organizationId: at.organizationId, isUnmatched: true };
  };
}

/** People on record under an address; two of them under one address are told apart by nothing. */
function withAddress(tx: Transaction, ctx: Context, email: string) {
  return tx.contact.findMany({
    where: { archivedAt: null, contactPoints: { some: { kind: 'email', value: email } }, ...whereVisible(ctx.user) },
    select: { ...contactNameSelect, positions },
    take: 2,
  });
}

async function withName(tx: Transaction, ctx: Context, readings: string[]) {
  if (readings.length === 0) return [];
  const wanted = new Set(readings.map(fold));
  const near = await tx.contact.findMany({
    where: { archivedAt: null, sortName: { in: readings.flatMap(sortKeysOf) }, ...whereVisible(ctx.user) },
    select: { ...contactNameSelect, positions },
    take: 50,
  });
  return near.filter((one) => wanted.has(fold(contactName(one))));
}

/** The one organization whose site or addresses are of a domain; whether it is ours. */
async function organizationOf(tx: Transaction, domain: string): Promise<{ organizationId: string | null; isOurs: boolean }> {
  const rows = await tx.organization.findMany({
    where: {
      archivedAt: null,
      OR: [
        { website: { contains: domain } },
        { contactPoints: { some: { kind: { in: ['email', 'web'] }, value: { contains: domain } } } },
      ],
    },
    select: { id: true, isOurs: true, website: true, contactPoints: { where: { kind: { in: ['email', 'web'] } }, select: { value: true } } },
    take: 200,
  });
  const found = rows.filter(({ website, contactPoints }) =>
    [website ?? '', ...contactPoints.map(({ value }) => value)].some((value) => isOfDomain(value, domain)),
  );
  const [only] = found;
  if (found.some(({ isOurs }) => isOurs)) return { organizationId: null, isOurs: true };
  return { organizationId: only && found.length === 1 ? only.id : null, isOurs: false };
}
