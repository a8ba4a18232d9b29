/** One property of a vCard 4.0 (RFC 6350), with its text escaped and its line folded at 75 octets. */
export function vcardLine(property: string, value: string | null | undefined): string {
  if (!value) return '';
  return `${fold(`${property}:${value}`)}\r\n`;
}

export const escapeText = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\r\n|\r|\n/g, '\\n').replace(/[,;]/g, (sign) => `\\${sign}`);

function fold(line: string): string {
  const parts: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      parts.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...parts, current].join('\r\n');
}

/** An organization as a card. */
export function organizationCard(organization: {
  id: string;
  nameFr: string;
  acronym: string | null;
  website: string | null;
  place: { nameFr: string } | null;
  updatedAt: string;
}): string {
  return [
    'BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:org\r\n',
    vcardLine('UID', `urn:passerelle:organization:${organization.id}`),
    vcardLine('FN', escapeText(organization.nameFr)),
    vcardLine('ORG', escapeText(organization.nameFr)),
    vcardLine('NICKNAME', organization.acronym && escapeText(organization.acronym)),
    vcardLine('URL', organization.website),
    vcardLine('ADR', organization.place && `;;;${escapeText(organization.place.nameFr)};;;`),
    vcardLine('REV', organization.updatedAt.replace(/[-:]|\.\d+/g, '')),
    'END:VCARD\r\n',
  ].join('');
}

/** A person as a card, with the position held today. */
export function contactCard(contact: {
  id: string;
  name: string;
  position: { titleFr: string | null; titleEn: string | null; organization: { nameFr: string } } | null;
  correspondenceLanguage: string | null;
  email: string | null;
  phone: string | null;
  updatedAt: string;
}): string {
  const title = contact.position?.titleFr ?? contact.position?.titleEn;
  return [
    'BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\n',
    vcardLine('UID', `urn:passerelle:contact:${contact.id}`),
    vcardLine('FN', escapeText(contact.name)),
    vcardLine('ORG', contact.position && escapeText(contact.position.organization.nameFr)),
    vcardLine('TITLE', title && escapeText(title)),
    vcardLine('LANG', contact.correspondenceLanguage),
    vcardLine('EMAIL', contact.email && escapeText(contact.email)),
    vcardLine('TEL;VALUE=uri', contact.phone && `tel:${contact.phone.replace(/[^+\d]/g, '')}`),
    vcardLine('REV', contact.updatedAt.replace(/[-:]|\.\d+/g, '')),
    'END:VCARD\r\n',
  ].join('');
}
