import { redirect } from '@sveltejs/kit';
import { api } from '#lib/api.ts';
import { postInWords } from '#lib/contacts/contacts.ts';
import { inLocale } from '#lib/i18n.ts';
import { blankValues, nextValues, type InteractionValues } from '#lib/interactions/form.ts';
import { may } from '#lib/permissions.ts';

/**
 * One line; with `form`, or with what is known already, the full form as the address fills it: `organization`, `contact`,
 * `mission`, or `interaction`, which it follows.
 */
export const load = async ({ fetch, url, parent }) => {
  const { session } = await parent();
  if (!may(session, 'officer')) redirect(303, '/');
  const id = (name: string) => url.searchParams.get(name);
  const [organizationId, contactId, missionId, interactionId] = [id('organization'), id('contact'), id('mission'), id('interaction')];
  const [organization, contact, mission, before] = await Promise.all([
    organizationId ? api(fetch, 'GET /api/organizations/:id', { params: { id: organizationId } }) : null,
    contactId ? api(fetch, 'GET /api/contacts/:id', { params: { id: contactId } }) : null,
    missionId ? api(fetch, 'GET /api/missions/:id', { params: { id: missionId } }) : null,
    interactionId ? api(fetch, 'GET /api/interactions/:id', { params: { id: interactionId } }) : null,
  ]);
  const start: InteractionValues = before ? nextValues(session, new Date(), before) : blankValues(session, new Date());
  if (organization) start.who.push({ id: `organization:${organization.id}`, label: inLocale(organization, 'name') });
  if (contact) {
    const position = contact.positions.find(({ isCurrent }) => isCurrent) ?? null;
    start.who.push({ id: `contact:${contact.id}`, label: contact.name, detail: postInWords({ position }) ?? undefined });
  }
  if (mission) start.mission = { id: mission.id, label: inLocale(mission, 'title') };
  const known = [organizationId, contactId, missionId, interactionId].filter((one) => one !== null);
  return { start, before, isLine: known.length === 0 && !url.searchParams.has('form'), draft: ['log', ...known].join('-') };
};
