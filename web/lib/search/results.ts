import type { Answer } from '#lib/api.ts';
import { m } from '#paraglide/messages.js';

type Type = Answer<'GET /api/search'>['items'][number]['type'];

const places: Record<Type, { path: string; label: () => string }> = {
  organization: { path: '/organizations', label: m.search_type_organization },
  contact: { path: '/contacts', label: m.search_type_contact },
  interaction: { path: '/interactions', label: m.search_type_interaction },
  followup: { path: '/followups', label: m.search_type_followup },
  mission: { path: '/missions', label: m.search_type_mission },
  forum: { path: '/forums', label: m.search_type_forum },
  agreement: { path: '/agreements', label: m.search_type_agreement },
  'policy-node': { path: '/priorities', label: m.search_type_policy_node },
  measure: { path: '/measures', label: m.search_type_measure },
  place: { path: '/places', label: m.search_type_place },
  region: { path: '/regions', label: m.search_type_region },
  'targeting-exercise': { path: '/targets', label: m.search_type_targeting_exercise },
  note: { path: '/documents', label: m.search_type_note },
};

/** Where a result leads. */
export const resultHref = ({ type, id }: { type: Type; id: string }): string => `${places[type].path}/${id}`;
/** What a result is, in a word. */
export const resultLabel = (type: Type): string => places[type].label();
