import { m } from '../../generated/paraglide/messages.js';
import { allContacts, listContacts } from '../contacts/contact.reading.ts';
import type { ContactItem } from '../contacts/contact.schema.ts';
import { formatPhone } from '../text/format.rules.ts';
import type { Table } from './table.ts';
import { contactCards } from './contact-cards.ts';
import { inLanguage } from './table.rules.ts';

export const contactTable: Table<ContactItem> = {
  collection: 'contacts',
  title: (locale) => m.export_contacts({}, { locale }),
  list: listContacts,
  pages: allContacts,
  cards: contactCards,
  columns: [
    { title: (locale) => m.export_name({}, { locale }), value: (item) => item.name, width: 30 },
    {
      title: (locale) => m.export_position({}, { locale }),
      value: ({ position }, locale) => position && inLanguage(position.titleFr, position.titleEn, locale),
      width: 36,
    },
    {
      title: (locale) => m.organization_partner({}, { locale }),
      value: ({ position }, locale) => position && inLanguage(position.organization.nameFr, position.organization.nameEn, locale),
      width: 36,
    },
    { title: (locale) => m.export_email({}, { locale }), value: (item) => item.email, width: 30 },
    {
      title: (locale) => m.export_phone({}, { locale }),
      value: (item, locale) => item.phone && formatPhone(item.phone, locale),
    },
    { title: (locale) => m.export_languages({}, { locale }), value: (item) => item.languages.join(', '), width: 12 },
    {
      title: (locale) => m.export_known_by({}, { locale }),
      value: (item) => item.knownBy.map(({ name }) => name).join(', '),
      width: 30,
    },
    { title: (locale) => m.organization_last_met({}, { locale }), value: (item) => item.lastHeldAt?.slice(0, 10) ?? null, kind: 'day', width: 14 },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
