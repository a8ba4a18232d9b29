import type { Context, Write } from '../http/context.ts';
import { inside } from '../http/context.ts';
import { invalid } from '../http/problem.ts';
import { createContact } from '../contacts/contact.service.ts';
import { splitTypedName } from '../contacts/contact.names.rules.ts';
import { likelyKind } from '../organizations/kind.rules.ts';
import { createOrganization, organizationNamed } from '../organizations/organization.service.ts';
import { m } from '../../generated/paraglide/messages.js';
import type { InteractionChange, ParticipantInput } from './interaction.schema.ts';

type Refs = Map<string, string>;
export type Who = Pick<InteractionChange, 'organizationIds' | 'participants' | 'newOrganizations' | 'newContacts'>;

/**
 * Makes the pending records that a request names, in its own transaction, and puts their ids where the request named
 * them by `ref`. `newOrganizationIds` and `newcomers` are those that it did not place itself: a new organization is
 * always one of those met, a new person always took part, on their side. An organization that is there under the very
 * same name (a line written without network did not know it; somebody logged it a moment ago) is the one meant.
 */
export async function makePending(
  ctx: Context,
  write: Write,
  who: Who,
): Promise<{
  refs: Refs;
  organizationIds: string[] | undefined;
  participants: ParticipantInput[] | undefined;
  newOrganizationIds: string[];
  newcomers: ParticipantInput[];
}> {
  const refs: Refs = new Map();
  const within = inside(ctx, write);
  const newOrganizationIds: string[] = [];
  for (const { ref, nameFr, kind = likelyKind(nameFr) } of who.newOrganizations ?? []) {
    const id = (await organizationNamed(write.tx, nameFr)) ?? (await createOrganization(within, { nameFr, kind, isPending: true })).id;
    if (ref) refs.set(ref, id);
    newOrganizationIds.push(id);
  }
  const newcomers: ParticipantInput[] = [];
  for (const [index, { ref, name, organizationId }] of (who.newContacts ?? []).entries()) {
    const at = organizationId && resolve(refs, organizationId, `/newContacts/${index}/organizationId`);
    const { id } = await createContact(within, {
      ...splitName(name),
      isPending: true,
      ...(at ? { positions: [{ organizationId: at }] } : {}),
    });
    if (ref) refs.set(ref, id);
    const isPlaced = ref !== undefined && who.participants?.some(({ contactId }) => contactId === ref);
    if (!isPlaced) newcomers.push({ side: 'theirs', contactId: id });
  }
  return {
    refs,
    organizationIds: who.organizationIds?.map((id, index) => resolve(refs, id, `/organizationIds/${index}`)),
    participants: who.participants?.map((participant, index) => ({
      ...participant,
      ...resolved(refs, participant, 'contactId', index),
      ...resolved(refs, participant, 'organizationId', index),
    })),
    newOrganizationIds,
    newcomers,
  };
}

const splitName = (name: string) => {
  const { nameOrder, ...parts } = splitTypedName(name);
  return { ...parts, nameOrder: nameOrder as 'given_first' | 'family_first' | 'mononym' };
};

/** The id behind a `ref`, or the id itself. */
export function resolve(refs: Refs, id: string, pointer: string): string {
  const made = refs.get(id);
  if (!made && id.startsWith('new:')) {
    throw invalid([{ pointer, message: (locale) => m.interaction_reference_new({}, { locale }) }]);
  }
  return made ?? id;
}

function resolved(
  refs: Refs,
  participant: ParticipantInput,
  field: 'contactId' | 'organizationId',
  index: number,
): Partial<ParticipantInput> {
  const id = participant[field];
  return id ? { [field]: resolve(refs, id, `/participants/${index}/${field}`) } : {};
}
