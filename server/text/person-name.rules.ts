/**
 * A person's name as it is written in running text, in the order that the person uses.
 * `Marie-Ève de la Durantaye`, `Kim Min-jun` (family first), `Zuzana` (one name).
 */
export function personName(person: {
  givenName: string | null;
  particle: string | null;
  familyName: string;
  nameOrder: string;
}): string {
  const family = [person.particle, person.familyName].filter(Boolean).join(' ').replace(/([’'])\s+/g, '$1');
  const parts = person.nameOrder === 'family_first' ? [family, person.givenName] : [person.givenName, family];
  return parts.filter(Boolean).join(' ');
}
