/**
 * Every enumerated value of the model, once. Schemas validate with these lists, screens offer them, and the words for
 * them are the messages `<list>_<value>` (for example `organization_kind_municipality`).
 */

export const sensitivities = ['public', 'internal', 'restricted', 'confidential'] as const;
export const roles = ['reader', 'officer', 'strategist', 'administrator'] as const;
export const locales = ['fr', 'en'] as const;
/** When one is written to about what waits. */
export const digestChoices = ['none', 'weekdays', 'daily'] as const;
export const themes = ['system', 'light', 'dark'] as const;
export const densities = ['comfortable', 'compact'] as const;

export const priorities = ['shines', 'learns', 'attracts'] as const;

export const placeKinds = ['world', 'region', 'country', 'federated_state', 'area', 'city'] as const;

export const organizationKinds = [
  'municipality',
  'provincial_ministry',
  'federal_department',
  'federated_state',
  'foreign_government',
  'diplomatic_post',
  'international_organization',
  'city_network',
  'public_agency',
  'university',
  'business',
  'economic_development',
  'cultural',
  'civil_society',
  'internal_department',
] as const;
export const organizationStages = ['prospect', 'exploring', 'active', 'strategic', 'dormant', 'closed'] as const;
export const organizationTiers = ['A', 'B', 'C', 'D'] as const;
export const organizationNameKinds = ['official', 'short', 'acronym', 'former', 'alias'] as const;
export const organizationRelationKinds = [
  'part_of',
  'member_of',
  'successor_of',
  'represents',
  'works_with',
  'affiliated_with',
  'twinned_with',
] as const;

export const contactPointKinds = ['email', 'phone', 'mobile', 'fax', 'web', 'social', 'postal'] as const;
export const nameOrders = ['given_first', 'family_first', 'mononym'] as const;
export const honorifics = ['mme', 'm', 'mx', 'dr', 'frere'] as const;
export const collectionSources = ['business_card', 'event', 'correspondence', 'public_source', 'referral'] as const;
export const frenchExceptionGrounds = ['person_outside_quebec', 'reciprocity', 'other'] as const;
export const positionRoles = [
  'mayor',
  'deputy_mayor',
  'councillor',
  'minister',
  'deputy_minister',
  'ambassador',
  'consul_general',
  'consul',
  'honorary_consul',
  'delegate_general',
  'president',
  'director',
  'advisor',
  'professor',
  'other',
] as const;

export const frameworkKinds = ['city_vision', 'government_policy', 'action_plan'] as const;
export const frameworkStatuses = ['in_force', 'superseded', 'completed', 'under_review'] as const;
export const policyNodeKinds = [
  'vision',
  'section',
  'rationale',
  'benefit',
  'priority',
  'commitment',
  'mandate',
  'goal',
  'forum_priority',
  'initiative_group',
  'key_initiative',
  'status_report',
  'result',
  'orientation',
  'theme',
  'thrust',
  'sub_thrust',
  'highlight',
] as const;
export const alignmentStatuses = ['suggested', 'confirmed', 'rejected'] as const;
export const versionDifferenceKinds = ['contact', 'content', 'wording', 'meaning'] as const;

export const interactionKinds = [
  'meeting',
  'call',
  'videoconference',
  'email',
  'letter',
  'visit',
  'event',
  'reception',
  'working_session',
] as const;
export const interactionStatuses = ['draft', 'planned', 'held', 'cancelled'] as const;
export const participantSides = ['ours', 'theirs', 'third'] as const;
export const captureSources = ['form', 'line', 'calendar', 'mail', 'import'] as const;

export const followUpSides = ['us', 'them', 'joint'] as const;
export const followUpStatuses = ['open', 'done', 'renegotiated', 'dropped'] as const;

export const missionDirections = ['outgoing', 'incoming'] as const;
export const missionStatuses = ['idea', 'planned', 'under_way', 'report_due', 'closed', 'cancelled'] as const;
export const coordinationLevels = ['none', 'informed', 'consulted', 'joint'] as const;
export const approvalStatuses = ['to_request', 'requested', 'granted', 'refused', 'not_required'] as const;
export const objectiveResults = ['pending', 'met', 'partly_met', 'not_met'] as const;
export const delegateRoles = ['head', 'elected', 'advisor', 'protocol', 'partner', 'external'] as const;
export const budgetCategories = [
  'transport',
  'lodging',
  'per_diem',
  'interpretation',
  'hospitality',
  'registration',
  'other',
] as const;

export const forumKinds = ['network', 'forum'] as const;
export const forumStatuses = ['active', 'dissolved'] as const;
export const membershipStatuses = [
  'member',
  'listed',
  'participates',
  'to_confirm',
  'not_confirmed',
  'withdrawn',
  'dissolved',
] as const;
export const mandateRoles = ['chair', 'representative', 'expert', 'delegate', 'observer', 'intern'] as const;

export const agreementKinds = [
  'twinning',
  'friendship_pact',
  'cooperation_agreement',
  'memorandum',
  'letter_of_intent',
  'work_plan',
  'cultural_agreement',
  'residency',
  'funding',
] as const;
export const agreementStates = [
  'idea',
  'negotiation',
  'authorization',
  'signed',
  'in_force',
  'expired',
  'dormant',
  'terminated',
] as const;
export const authorizationRegimes = [
  'to_confirm',
  'm_25_1_1_s23',
  'm_30_s3_11',
  'council_resolution',
  'legal_opinion',
  'not_required',
] as const;
export const authorizationStatuses = ['not_documented', 'to_request', 'requested', 'granted', 'refused', 'not_required'] as const;

export const measureStatuses = ['not_started', 'in_progress', 'completed', 'ongoing', 'deferred', 'cancelled'] as const;
export const outcomeKinds = [
  'convention',
  'designation',
  'partnership',
  'negotiation',
  'agreement',
  'project',
  'mission',
  'event',
  'office_opening',
  'appointment',
  'programme',
  'publication',
] as const;

export const targetingSubjects = ['regions', 'organizations', 'forums'] as const;
export const targetingStatuses = ['open', 'decided', 'archived'] as const;
export const criterionDirections = ['more', 'less'] as const;
export const criterionBases = ['manual', 'computed'] as const;
/** What a computed criterion counts in the office's own records. */
export const criterionMeasures = [
  'active_partners',
  'held_interactions',
  'agreements_in_force',
  'commitments_covered',
  'shared_networks',
  'promises_kept',
  'official_presence',
  'french_ties',
  'acquaintances',
] as const;
/** By which priority the criteria are weighed; the blend weighs for all three. */
export const targetingLenses = ['blend', 'shines', 'learns', 'attracts'] as const;
/** Whether each judge scores alone, or all see what each said. */
export const targetingRounds = ['alone', 'together'] as const;
/** What a plan for a target counts, quarter by quarter. */
export const planMeasures = ['held_interactions', 'partners_met', 'missions', 'agreements_signed'] as const;
export const targetDecisions = ['target', 'watch', 'no'] as const;

export const giftDirections = ['given', 'received'] as const;
export const giftDispositions = ['delivered', 'displayed', 'transferred', 'kept_office'] as const;

export const noteKinds = [
  'information',
  'decision',
  'meeting',
  'programme',
  'mission-book',
  'mission-report',
  'partner-sheet',
  'place-sheet',
  'status-report',
  'selection',
] as const;
export const noteAudiences = sensitivities;
export const viewScopes = ['mine', 'team'] as const;
export const viewCollections = ['organizations', 'contacts', 'interactions', 'followups', 'missions', 'agreements', 'forums'] as const;

/** What can be handed over as a file; `office` is the whole of it. */
export const exportCollections = [...viewCollections, 'office'] as const;
export const exportFormats = ['csv', 'xlsx', 'vcf', 'ics', 'zip'] as const;
export const exportJobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

/** What search finds. */
export const searchTypes = [
  'organization',
  'contact',
  'interaction',
  'followup',
  'mission',
  'forum',
  'agreement',
  'policy-node',
  'place',
  'region',
  'measure',
  'targeting-exercise',
  'note',
] as const;
