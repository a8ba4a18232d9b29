import type { Body } from '#lib/api.ts';
import { chosen, chosenPerson } from '#lib/choices/choices.ts';
import { inLocale } from '#lib/i18n.ts';
import type { Option } from '#lib/ui/option.ts';
import { m } from '#paraglide/messages.js';
import type { Agreement } from './agreements.ts';

export type AgreementValues = ReturnType<typeof agreementValues>;
export type PartyValues = AgreementValues['parties'][number];
export type AuthorizationValues = AgreementValues['authorizations'][number];
export type StageValues = AgreementValues['stages'][number];

export const blankParty = () => ({
  organization: null as Option | null,
  signatory: null as Option | null,
  signatoryName: '',
  signatoryTitle: '',
});
export const blankAuthorization = () => ({
  regime: 'to_confirm' as Agreement['authorizations'][number]['regime'],
  status: 'to_request' as Agreement['authorizations'][number]['status'],
  requestedOn: null as string | null,
  grantedOn: null as string | null,
  number: '',
  noteFr: '',
  noteEn: '',
});
export const blankStage = () => ({ state: 'negotiation' as Agreement['state'], reachedOn: null as string | null });

/** What the form holds: text for text, choices for references. A new agreement opens with the city as a party. */
export function agreementValues(one?: Agreement, ours: Option | null = null, partner: Option | null = null) {
  const begun = [ours, partner].filter((party) => party !== null).map((organization) => ({ ...blankParty(), organization }));
  return {
    kind: one?.kind ?? ('cooperation_agreement' as Agreement['kind']),
    titleFr: one?.titleFr ?? '',
    titleEn: one?.titleEn ?? '',
    state: one?.state ?? ('idea' as Agreement['state']),
    parties: one
      ? one.parties.map((party) => ({
          organization: chosen(party.organization),
          signatory: (party.signatoryId
            ? { id: party.signatoryId, label: party.signatory?.name ?? m.people_not_shown() }
            : null) as Option | null,
          signatoryName: party.signatoryName ?? '',
          signatoryTitle: party.signatoryTitle ?? '',
        }))
      : (begun as ReturnType<typeof blankParty>[]),
    authorizations: (one?.authorizations ?? []).map((authorization) => ({
      ...authorization,
      number: authorization.number ?? '',
      noteFr: authorization.noteFr ?? '',
      noteEn: authorization.noteEn ?? '',
    })),
    stages: (one?.stages ?? []).map((stage) => ({ ...stage })),
    signedOn: one?.signedOn ?? null,
    effectiveFrom: one?.effectiveFrom ?? null,
    expiresOn: one?.expiresOn ?? null,
    noticeOn: one?.noticeOn ?? null,
    renewalOn: one?.renewalOn ?? null,
    owner: chosenPerson(one?.owner),
    commitments: (one?.commitments ?? []).map((node): Option => ({ id: node.id, label: inLocale(node, 'title') })),
    descriptionFr: one?.descriptionFr ?? '',
    descriptionEn: one?.descriptionEn ?? '',
    sensitivity: one?.sensitivity ?? ('internal' as Agreement['sensitivity']),
  };
}

const orNull = (text: string) => text.trim() || null;
const idOf = (option: Option | null) => option?.id ?? null;

/**
 * The form as the API takes it. Stages are sent only when somebody corrected them: otherwise the change of state is
 * written down by itself.
 */
export function agreementBody(values: AgreementValues, stored?: Agreement): Body<'POST /api/agreements'> {
  const stagesChanged = JSON.stringify(values.stages) !== JSON.stringify(stored?.stages ?? []);
  return {
    kind: values.kind,
    titleFr: values.titleFr.trim(),
    titleEn: orNull(values.titleEn),
    state: values.state,
    // A line without its organization says nothing: the empty id is refused with its pointer.
    parties: values.parties
      .filter(({ organization, signatory, signatoryName }) => organization || signatory || signatoryName.trim())
      .map(({ organization, signatory, signatoryName, signatoryTitle }) => ({
        organizationId: idOf(organization) ?? '',
        signatoryId: idOf(signatory),
        signatoryName: signatory ? null : orNull(signatoryName),
        signatoryTitle: orNull(signatoryTitle),
      })),
    authorizations: values.authorizations.map((authorization) => ({
      ...authorization,
      number: orNull(authorization.number),
      noteFr: orNull(authorization.noteFr),
      noteEn: orNull(authorization.noteEn),
    })),
    ...(stagesChanged ? { stages: values.stages } : {}),
    signedOn: values.signedOn,
    effectiveFrom: values.effectiveFrom,
    expiresOn: values.expiresOn,
    noticeOn: values.noticeOn,
    renewalOn: values.renewalOn,
    ownerId: idOf(values.owner),
    commitmentIds: values.commitments.map(({ id }) => id),
    descriptionFr: orNull(values.descriptionFr),
    descriptionEn: orNull(values.descriptionEn),
    sensitivity: values.sensitivity,
  };
}
