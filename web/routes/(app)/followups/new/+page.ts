import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { chosen, chosenPerson } from '#lib/choices/choices.ts';
import { blankValues } from '#lib/followups/form.ts';
import { may } from '#lib/permissions.ts';

/** The form as the address fills it: `organization`, `contact`, `interaction` in which it was promised. */
export const load = async ({ fetch, url, parent }) => {
  const { session } = await parent();
  if (!may(session, 'officer')) redirect(303, '/followups');
  const id = (name: string) => url.searchParams.get(name);
  const [organizationId, contactId, interactionId] = [id('organization'), id('contact'), id('interaction')];
  const [organization, contact, interaction] = await Promise.all([
    organizationId ? api(fetch, 'GET /api/organizations/:id', { params: { id: organizationId } }) : null,
    contactId ? api(fetch, 'GET /api/contacts/:id', { params: { id: contactId } }) : null,
    interactionId ? api(fetch, 'GET /api/interactions/:id', { params: { id: interactionId } }) : null,
  ]);
  const start = {
    ...blankValues(session),
    organization: chosen(organization ?? interaction?.organizations[0]),
    contact: chosenPerson(contact),
    bornIn: interaction && { id: interaction.id, label: interaction.subject },
    sensitivity: interaction?.sensitivity ?? ('internal' as const),
  };
  return { start, draft: ['followup-new', organizationId, contactId, interactionId].filter(Boolean).join('-') };
};
