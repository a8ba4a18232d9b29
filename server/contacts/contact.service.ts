import type { Transaction } from '../database.ts';
import type { Context, Write } from '../http/context.ts';
import { invalid, invalidField, type FieldError } from '../http/problem.ts';
import { actionOf, assertExist, assertVersion, createdBy, pick, updatedBy } from '../http/records.ts';
import { assertMaySet } from '../http/sight.ts';
import { putInSearch, removeFromSearch } from '../search/index.ts';
import { m } from '../../generated/paraglide/messages.js';
import { todayOf } from './contact.listing.ts';
import { contactSortName, type PersonName } from './contact.names.rules.ts';
import { readPoints } from './contact.points.rules.ts';
import { contactFieldNames, readContact, visible } from './contact.reading.ts';
import { checkClosing, checkPositions, dayBefore, isOpenOn, withOnePrimary } from './contact.rules.ts';
import { contactSearchEntry } from './contact.search.ts';
import type { ChangeOfPost, Contact, ContactChange, NewContact, contactFields } from './contact.schema.ts';
import { renewNaming } from './derived.ts';

type Fields = Pick<NewContact, keyof typeof contactFields>;

export async function createContact(ctx: Context, input: NewContact): Promise<Contact> {
  const lists = readLists(ctx, input);
  return ctx.write(async (write) => {
    await assertReferences(write.tx, input);
    const fields = pick(input, contactFieldNames) as Fields;
    const name: PersonName = { givenName: null, particle: null, nameOrder: 'given_first', ...fields };
    const { id } = await write.tx.contact.create({
      data: { ...fields, sortName: contactSortName(name), ...createdBy(ctx.user.id, ctx.now) },
      select: { id: true },
    });
    await replaceLists(write.tx, id, lists);
    return finish(write, ctx, id, 'create', null);
  });
}

export async function updateContact(ctx: Context, id: string, ifMatch: number, change: ContactChange): Promise<Contact> {
  const lists = readLists(ctx, change);
  return ctx.write(async (write) => {
    const { tx } = write;
    const stored = await tx.contact.findFirst({ where: { id, ...visible(ctx) } });
    await assertVersion(stored, ifMatch, () => readContact(tx, ctx, id));
    await assertReferences(tx, change);
    const before = await readContact(tx, ctx, id);
    const fields = pick(change, contactFieldNames);
    await tx.contact.update({
      where: { id },
      data: {
        ...fields,
        sortName: contactSortName({ ...before, ...fields }),
        ...updatedBy(ctx.user.id, ctx.now, change.archived),
      },
    });
    await replaceLists(tx, id, lists);
    return finish(write, ctx, id, actionOf(change.archived), before);
  });
}

/**
 * Somebody changes post: in one transaction the positions named close the day before the new one opens, and the new one
 * is the primary one. 422 when a position named is not theirs, has already ended, or began later.
 */
export async function changePost(ctx: Context, id: string, { closes, ...post }: ChangeOfPost): Promise<Contact> {
  return ctx.write(async (write) => {
    const { tx } = write;
    const before = await readContact(tx, ctx, id);
    await assertExist([{ pointer: '/organizationId', table: tx.organization, ids: [post.organizationId] }]);
    const ending = before.positions.filter((position) => closes?.includes(position.id));
    if (ending.length < new Set(closes).size) {
      throw invalidField('/closes', (locale) => m.problem_field_reference({}, { locale }));
    }
    refuse(checkClosing(ending, post.validFrom));
    const positions = before.positions.map(({ organization, ...position }) => ({
      ...position,
      organizationId: organization.id,
      ...(ending.some((one) => one.id === position.id) ? { validTo: dayBefore(post.validFrom) } : {}),
    }));
    refuse(checkPositions([...positions, post]).map(({ message }) => ({ pointer: '/organizationId', message })));
    for (const { id: positionId } of ending) {
      await tx.position.update({ where: { id: positionId }, data: { validTo: dayBefore(post.validFrom) } });
    }
    const beside = positions.filter((position) => isOpenOn(position, post.validFrom)).map((position) => position.id);
    await tx.position.updateMany({ where: { id: { in: beside } }, data: { isPrimary: false } });
    await tx.position.create({ data: { ...post, contactId: id, isPrimary: true, verifiedOn: todayOf(ctx) } });
    await tx.contact.update({ where: { id }, data: updatedBy(ctx.user.id, ctx.now) });
    return finish(write, ctx, id, 'update', before);
  });
}

/** What every write of a person ends with: search index and audit event. */
async function finish(
  { tx, audit }: Write,
  ctx: Context,
  id: string,
  action: 'create' | 'update' | 'archive' | 'restore',
  before: Contact | null,
): Promise<Contact> {
  const after = await readContact(tx, ctx, id);
  if (after.archivedAt) await removeFromSearch(tx, 'contact', id);
  else await putInSearch(tx, contactSearchEntry(after, todayOf(ctx)));
  if (before && before.sensitivity !== after.sensitivity) await renewNaming(tx, id);
  await audit({
    action,
    recordType: 'contact',
    recordId: id,
    recordLabel: after.name,
    before: before && asSaid(before),
    after: asSaid(after),
  });
  return after;
}

/** What somebody said of the person, without what follows from it; each line of a list under a name that reads by itself. */
function asSaid({ name: _name, address: _address, met: _met, lastHeldAt: _lastHeldAt, ...said }: Contact): Record<string, unknown> {
  return {
    ...said,
    acquaintances: said.acquaintances.map(({ user, ...more }) => ({ ...user, ...more })),
    positions: said.positions.map(({ isCurrent: _isCurrent, organization, ...position }) => ({
      ...position,
      organizationId: organization.id,
      name: `${[position.titleFr ?? position.titleEn, organization.nameFr].filter(Boolean).join(', ')} (${position.validFrom ?? '…'} – ${position.validTo ?? '…'})`,
    })),
  };
}

function refuse(errors: FieldError[]): void {
  if (errors.length > 0) throw invalid(errors);
}

type Lists = Pick<ContactChange, 'languages' | 'positions' | 'contactPoints' | 'acquaintances'>;

/** The lists of a request as they are kept: points normalized, one primary position; refuses what cannot be. */
function readLists(ctx: Context, input: ContactChange | NewContact): Lists {
  const { points, errors } = readPoints(input.contactPoints ?? []);
  errors.push(...checkPositions(input.positions ?? []));
  refuse(errors);
  assertMaySet(ctx.user, input.sensitivity);
  return {
    ...(input.languages && { languages: [...new Set(input.languages)] }),
    ...(input.positions && { positions: withOnePrimary(input.positions, todayOf(ctx)) }),
    ...(input.contactPoints && { contactPoints: points }),
    ...(input.acquaintances && { acquaintances: [...new Map(input.acquaintances.map((one) => [one.userId, one])).values()] }),
  };
}

async function assertReferences(tx: Transaction, input: ContactChange | NewContact): Promise<void> {
  await assertExist([
    { pointer: '/addressFormId', table: tx.addressForm, ids: [input.addressFormId] },
    ...(input.positions ?? []).map(({ organizationId }, index) => ({
      pointer: `/positions/${index}/organizationId`,
      table: tx.organization,
      ids: [organizationId],
    })),
    { pointer: '/acquaintances', table: tx.user, ids: (input.acquaintances ?? []).map(({ userId }) => userId) },
  ]);
}

/** Replaces each list that the request names; lists it does not name stay as they are. */
async function replaceLists(tx: Transaction, contactId: string, lists: Lists): Promise<void> {
  const of = { where: { contactId } };
  if (lists.languages) {
    await tx.contactLanguage.deleteMany(of);
    await tx.contactLanguage.createMany({ data: lists.languages.map((language) => ({ contactId, language })) });
  }
  if (lists.acquaintances) {
    await tx.acquaintance.deleteMany(of);
    await tx.acquaintance.createMany({ data: lists.acquaintances.map((one) => ({ ...one, contactId })) });
  }
  // Positions and points keep their id, so that a change of post can name the position it closes.
  if (lists.positions) {
    await tx.position.deleteMany({ where: { contactId, id: { notIn: idsOf(lists.positions) } } });
    for (const { id, ...position } of lists.positions) {
      const known = id ? await tx.position.updateMany({ where: { id, contactId }, data: position }) : { count: 0 };
      if (known.count === 0) await tx.position.create({ data: { ...position, contactId } });
    }
  }
  if (lists.contactPoints) {
    await tx.contactPoint.deleteMany({ where: { contactId, id: { notIn: idsOf(lists.contactPoints) } } });
    for (const { id, ...point } of lists.contactPoints) {
      const known = id ? await tx.contactPoint.updateMany({ where: { id, contactId }, data: point }) : { count: 0 };
      if (known.count === 0) await tx.contactPoint.create({ data: { ...point, contactId } });
    }
  }
}

const idsOf = (items: { id?: string }[]): string[] => items.map(({ id }) => id).filter((id) => id !== undefined);
