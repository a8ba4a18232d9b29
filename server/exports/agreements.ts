import { m } from '../../generated/paraglide/messages.js';
import type { AgreementItem } from '../agreements/agreement.schema.ts';
import { allAgreements, listAgreements } from '../agreements/agreement.service.ts';
import { labelOf } from '../text/labels.ts';
import { inLanguage } from './table.rules.ts';
import type { Table } from './table.ts';

export const agreementTable: Table<AgreementItem> = {
  collection: 'agreements',
  title: (locale) => m.agreement_list({}, { locale }),
  list: listAgreements,
  pages: allAgreements,
  columns: [
    { title: (locale) => m.agreement_title_fr({}, { locale }), value: (item) => item.titleFr, width: 44 },
    { title: (locale) => m.agreement_title_en({}, { locale }), value: (item) => item.titleEn, width: 44 },
    {
      title: (locale) => m.agreement_partners({}, { locale }),
      value: (item, locale) =>
        item.parties.filter(({ isOurs }) => !isOurs).map(({ nameFr, nameEn }) => inLanguage(nameFr, nameEn, locale)).join(', '),
      width: 40,
    },
    { title: (locale) => m.agreement_kind({}, { locale }), value: (item, locale) => labelOf('agreement_kind', item.kind, locale), width: 24 },
    { title: (locale) => m.agreement_state({}, { locale }), value: (item, locale) => labelOf('agreement_state', item.state, locale), width: 14 },
    { title: (locale) => m.agreement_signed_on({}, { locale }), value: (item) => item.signedOn, kind: 'day', width: 12 },
    { title: (locale) => m.agreement_effective_from({}, { locale }), value: (item) => item.effectiveFrom, kind: 'day', width: 14 },
    { title: (locale) => m.agreement_notice_on({}, { locale }), value: (item) => item.noticeOn, kind: 'day', width: 14 },
    { title: (locale) => m.agreement_renewal_on({}, { locale }), value: (item) => item.renewalOn, kind: 'day', width: 16 },
    { title: (locale) => m.agreement_expires_on({}, { locale }), value: (item) => item.expiresOn, kind: 'day', width: 12 },
    {
      title: (locale) => m.organization_priorities({}, { locale }),
      value: (item, locale) => item.priorities.map((priority) => labelOf('priority', priority, locale)).join(', '),
      width: 26,
    },
    { title: (locale) => m.agreement_owner({}, { locale }), value: (item) => item.owner?.name ?? null, width: 24 },
    { title: (locale) => m.export_authorization_answered({}, { locale }), value: (item) => item.isAuthorizationAnswered, width: 16 },
    { title: (locale) => m.export_sensitivity({}, { locale }), value: (item, locale) => labelOf('sensitivity', item.sensitivity, locale), width: 14 },
    { title: (locale) => m.organization_identifier({}, { locale }), value: (item) => item.id, width: 38 },
  ],
};
