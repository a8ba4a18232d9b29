import type * as vocabulary from '#server/vocabulary.ts';
import { m } from '#paraglide/messages.js';

/**
 * The words for every enumerated value: `import * as labels from '#lib/labels.ts'`, then
 * `labels.organizationKinds.municipality()`. A value added to server/vocabulary.ts without its words fails the types.
 */
type Labels<V extends readonly string[]> = { readonly [K in V[number]]: () => string };

/** The values of a list as choices of a Select, in the order of the vocabulary. */
export function optionsOf<V extends string>(words: { readonly [K in V]: () => string }): { value: V; label: string }[] {
  return (Object.entries(words) as [V, () => string][]).map(([value, word]) => ({ value, label: word() }));
}

/** The words of a value that comes from outside the types (a facet, a filter in the URL); the value itself when unknown. */
export function labelOf(words: Readonly<Record<string, () => string>>, value: string): string {
  return words[value]?.() ?? value;
}

export const agreementKinds: Labels<typeof vocabulary.agreementKinds> = {
  twinning: m.agreement_kind_twinning,
  friendship_pact: m.agreement_kind_friendship_pact,
  cooperation_agreement: m.agreement_kind_cooperation_agreement,
  memorandum: m.agreement_kind_memorandum,
  letter_of_intent: m.agreement_kind_letter_of_intent,
  work_plan: m.agreement_kind_work_plan,
  cultural_agreement: m.agreement_kind_cultural_agreement,
  residency: m.agreement_kind_residency,
  funding: m.agreement_kind_funding,
};

export const agreementStates: Labels<typeof vocabulary.agreementStates> = {
  idea: m.agreement_state_idea,
  negotiation: m.agreement_state_negotiation,
  authorization: m.agreement_state_authorization,
  signed: m.agreement_state_signed,
  in_force: m.agreement_state_in_force,
  expired: m.agreement_state_expired,
  dormant: m.agreement_state_dormant,
  terminated: m.agreement_state_terminated,
};

export const alignmentStatuses: Labels<typeof vocabulary.alignmentStatuses> = {
  suggested: m.alignment_status_suggested,
  confirmed: m.alignment_status_confirmed,
  rejected: m.alignment_status_rejected,
};

export const approvalStatuses: Labels<typeof vocabulary.approvalStatuses> = {
  to_request: m.approval_status_to_request,
  requested: m.approval_status_requested,
  granted: m.approval_status_granted,
  refused: m.approval_status_refused,
  not_required: m.approval_status_not_required,
};

export const authorizationRegimes: Labels<typeof vocabulary.authorizationRegimes> = {
  to_confirm: m.authorization_regime_to_confirm,
  m_25_1_1_s23: m.authorization_regime_m_25_1_1_s23,
  m_30_s3_11: m.authorization_regime_m_30_s3_11,
  council_resolution: m.authorization_regime_council_resolution,
  legal_opinion: m.authorization_regime_legal_opinion,
  not_required: m.authorization_regime_not_required,
};

export const authorizationStatuses: Labels<typeof vocabulary.authorizationStatuses> = {
  not_documented: m.authorization_status_not_documented,
  to_request: m.authorization_status_to_request,
  requested: m.authorization_status_requested,
  granted: m.authorization_status_granted,
  refused: m.authorization_status_refused,
  not_required: m.authorization_status_not_required,
};

export const budgetCategories: Labels<typeof vocabulary.budgetCategories> = {
  transport: m.budget_category_transport,
  lodging: m.budget_category_lodging,
  per_diem: m.budget_category_per_diem,
  interpretation: m.budget_category_interpretation,
  hospitality: m.budget_category_hospitality,
  registration: m.budget_category_registration,
  other: m.budget_category_other,
};

export const captureSources: Labels<typeof vocabulary.captureSources> = {
  form: m.capture_source_form,
  line: m.capture_source_line,
  calendar: m.capture_source_calendar,
  mail: m.capture_source_mail,
  import: m.capture_source_import,
};

export const collectionSources: Labels<typeof vocabulary.collectionSources> = {
  business_card: m.collection_source_business_card,
  event: m.collection_source_event,
  correspondence: m.collection_source_correspondence,
  public_source: m.collection_source_public_source,
  referral: m.collection_source_referral,
};

export const contactPointKinds: Labels<typeof vocabulary.contactPointKinds> = {
  email: m.contact_point_kind_email,
  phone: m.contact_point_kind_phone,
  mobile: m.contact_point_kind_mobile,
  fax: m.contact_point_kind_fax,
  web: m.contact_point_kind_web,
  social: m.contact_point_kind_social,
  postal: m.contact_point_kind_postal,
};

export const coordinationLevels: Labels<typeof vocabulary.coordinationLevels> = {
  none: m.coordination_level_none,
  informed: m.coordination_level_informed,
  consulted: m.coordination_level_consulted,
  joint: m.coordination_level_joint,
};

export const criterionBases: Labels<typeof vocabulary.criterionBases> = {
  manual: m.criterion_basis_manual,
  computed: m.criterion_basis_computed,
};

export const criterionDirections: Labels<typeof vocabulary.criterionDirections> = {
  more: m.criterion_direction_more,
  less: m.criterion_direction_less,
};

/** What each measure counts, exactly. */
export const criterionMeasureHints: Labels<typeof vocabulary.criterionMeasures> = {
  active_partners: m.criterion_measure_active_partners_hint,
  held_interactions: m.criterion_measure_held_interactions_hint,
  agreements_in_force: m.criterion_measure_agreements_in_force_hint,
  commitments_covered: m.criterion_measure_commitments_covered_hint,
  shared_networks: m.criterion_measure_shared_networks_hint,
  promises_kept: m.criterion_measure_promises_kept_hint,
  official_presence: m.criterion_measure_official_presence_hint,
  french_ties: m.criterion_measure_french_ties_hint,
  acquaintances: m.criterion_measure_acquaintances_hint,
};

export const delegateRoles: Labels<typeof vocabulary.delegateRoles> = {
  head: m.delegate_role_head,
  elected: m.delegate_role_elected,
  advisor: m.delegate_role_advisor,
  protocol: m.delegate_role_protocol,
  partner: m.delegate_role_partner,
  external: m.delegate_role_external,
};

export const densities: Labels<typeof vocabulary.densities> = {
  comfortable: m.density_comfortable,
  compact: m.density_compact,
};

export const followUpSides: Labels<typeof vocabulary.followUpSides> = {
  us: m.follow_up_side_us,
  them: m.follow_up_side_them,
  joint: m.follow_up_side_joint,
};

export const followUpStatuses: Labels<typeof vocabulary.followUpStatuses> = {
  open: m.follow_up_status_open,
  done: m.follow_up_status_done,
  renegotiated: m.follow_up_status_renegotiated,
  dropped: m.follow_up_status_dropped,
};

export const forumKinds: Labels<typeof vocabulary.forumKinds> = {
  network: m.forum_kind_network,
  forum: m.forum_kind_forum,
};

export const forumStatuses: Labels<typeof vocabulary.forumStatuses> = {
  active: m.forum_status_active,
  dissolved: m.forum_status_dissolved,
};

export const frameworkKinds: Labels<typeof vocabulary.frameworkKinds> = {
  city_vision: m.framework_kind_city_vision,
  government_policy: m.framework_kind_government_policy,
  action_plan: m.framework_kind_action_plan,
};

export const frameworkStatuses: Labels<typeof vocabulary.frameworkStatuses> = {
  in_force: m.framework_status_in_force,
  superseded: m.framework_status_superseded,
  completed: m.framework_status_completed,
  under_review: m.framework_status_under_review,
};

export const frenchExceptionGrounds: Labels<typeof vocabulary.frenchExceptionGrounds> = {
  person_outside_quebec: m.french_exception_ground_person_outside_quebec,
  reciprocity: m.french_exception_ground_reciprocity,
  other: m.french_exception_ground_other,
};

export const giftDirections: Labels<typeof vocabulary.giftDirections> = {
  given: m.gift_direction_given,
  received: m.gift_direction_received,
};

export const giftDispositions: Labels<typeof vocabulary.giftDispositions> = {
  delivered: m.gift_disposition_delivered,
  displayed: m.gift_disposition_displayed,
  transferred: m.gift_disposition_transferred,
  kept_office: m.gift_disposition_kept_office,
};

export const honorifics: Labels<typeof vocabulary.honorifics> = {
  mme: m.honorific_mme,
  m: m.honorific_m,
  mx: m.honorific_mx,
  dr: m.honorific_dr,
  frere: m.honorific_frere,
};

export const interactionKinds: Labels<typeof vocabulary.interactionKinds> = {
  meeting: m.interaction_kind_meeting,
  call: m.interaction_kind_call,
  videoconference: m.interaction_kind_videoconference,
  email: m.interaction_kind_email,
  letter: m.interaction_kind_letter,
  visit: m.interaction_kind_visit,
  event: m.interaction_kind_event,
  reception: m.interaction_kind_reception,
  working_session: m.interaction_kind_working_session,
};

export const interactionStatuses: Labels<typeof vocabulary.interactionStatuses> = {
  draft: m.interaction_status_draft,
  planned: m.interaction_status_planned,
  held: m.interaction_status_held,
  cancelled: m.interaction_status_cancelled,
};

export const locales: Labels<typeof vocabulary.locales> = {
  fr: m.locale_fr,
  en: m.locale_en,
};

export const mandateRoles: Labels<typeof vocabulary.mandateRoles> = {
  chair: m.mandate_role_chair,
  representative: m.mandate_role_representative,
  expert: m.mandate_role_expert,
  delegate: m.mandate_role_delegate,
  observer: m.mandate_role_observer,
  intern: m.mandate_role_intern,
};

export const measureStatuses: Labels<typeof vocabulary.measureStatuses> = {
  not_started: m.measure_status_not_started,
  in_progress: m.measure_status_in_progress,
  completed: m.measure_status_completed,
  ongoing: m.measure_status_ongoing,
  deferred: m.measure_status_deferred,
  cancelled: m.measure_status_cancelled,
};

export const membershipStatuses: Labels<typeof vocabulary.membershipStatuses> = {
  member: m.membership_status_member,
  listed: m.membership_status_listed,
  participates: m.membership_status_participates,
  to_confirm: m.membership_status_to_confirm,
  not_confirmed: m.membership_status_not_confirmed,
  withdrawn: m.membership_status_withdrawn,
  dissolved: m.membership_status_dissolved,
};

export const missionDirections: Labels<typeof vocabulary.missionDirections> = {
  outgoing: m.mission_direction_outgoing,
  incoming: m.mission_direction_incoming,
};

export const missionStatuses: Labels<typeof vocabulary.missionStatuses> = {
  idea: m.mission_status_idea,
  planned: m.mission_status_planned,
  under_way: m.mission_status_under_way,
  report_due: m.mission_status_report_due,
  closed: m.mission_status_closed,
  cancelled: m.mission_status_cancelled,
};

export const nameOrders: Labels<typeof vocabulary.nameOrders> = {
  given_first: m.name_order_given_first,
  family_first: m.name_order_family_first,
  mononym: m.name_order_mononym,
};

export const noteAudiences: Labels<typeof vocabulary.noteAudiences> = {
  public: m.note_audience_public,
  internal: m.note_audience_internal,
  restricted: m.note_audience_restricted,
  confidential: m.note_audience_confidential,
};

export const noteKinds: Labels<typeof vocabulary.noteKinds> = {
  information: m.note_kind_information,
  decision: m.note_kind_decision,
  meeting: m.note_kind_meeting,
  programme: m.note_kind_programme,
  'mission-book': m.note_kind_mission_book,
  'mission-report': m.note_kind_mission_report,
  'partner-sheet': m.note_kind_partner_sheet,
  'place-sheet': m.note_kind_place_sheet,
  'status-report': m.note_kind_status_report,
  selection: m.note_kind_selection,
};

export const objectiveResults: Labels<typeof vocabulary.objectiveResults> = {
  pending: m.objective_result_pending,
  met: m.objective_result_met,
  partly_met: m.objective_result_partly_met,
  not_met: m.objective_result_not_met,
};

export const organizationKinds: Labels<typeof vocabulary.organizationKinds> = {
  municipality: m.organization_kind_municipality,
  provincial_ministry: m.organization_kind_provincial_ministry,
  federal_department: m.organization_kind_federal_department,
  federated_state: m.organization_kind_federated_state,
  foreign_government: m.organization_kind_foreign_government,
  diplomatic_post: m.organization_kind_diplomatic_post,
  international_organization: m.organization_kind_international_organization,
  city_network: m.organization_kind_city_network,
  public_agency: m.organization_kind_public_agency,
  university: m.organization_kind_university,
  business: m.organization_kind_business,
  economic_development: m.organization_kind_economic_development,
  cultural: m.organization_kind_cultural,
  civil_society: m.organization_kind_civil_society,
  internal_department: m.organization_kind_internal_department,
};

export const organizationNameKinds: Labels<typeof vocabulary.organizationNameKinds> = {
  official: m.organization_name_kind_official,
  short: m.organization_name_kind_short,
  acronym: m.organization_name_kind_acronym,
  former: m.organization_name_kind_former,
  alias: m.organization_name_kind_alias,
};

export const organizationRelationKinds: Labels<typeof vocabulary.organizationRelationKinds> = {
  part_of: m.organization_relation_kind_part_of,
  member_of: m.organization_relation_kind_member_of,
  successor_of: m.organization_relation_kind_successor_of,
  represents: m.organization_relation_kind_represents,
  works_with: m.organization_relation_kind_works_with,
  affiliated_with: m.organization_relation_kind_affiliated_with,
  twinned_with: m.organization_relation_kind_twinned_with,
};

/** The same relations told from the other side: « comprend » for « fait partie de ». */
export const organizationRelationInverses: Labels<typeof vocabulary.organizationRelationKinds> = {
  part_of: m.organization_relation_kind_part_of_inverse,
  member_of: m.organization_relation_kind_member_of_inverse,
  successor_of: m.organization_relation_kind_successor_of_inverse,
  represents: m.organization_relation_kind_represents_inverse,
  works_with: m.organization_relation_kind_works_with_inverse,
  affiliated_with: m.organization_relation_kind_affiliated_with_inverse,
  twinned_with: m.organization_relation_kind_twinned_with_inverse,
};

export const organizationStages: Labels<typeof vocabulary.organizationStages> = {
  prospect: m.organization_stage_prospect,
  exploring: m.organization_stage_exploring,
  active: m.organization_stage_active,
  strategic: m.organization_stage_strategic,
  dormant: m.organization_stage_dormant,
  closed: m.organization_stage_closed,
};

export const organizationTiers: Labels<typeof vocabulary.organizationTiers> = {
  A: m.organization_tier_a,
  B: m.organization_tier_b,
  C: m.organization_tier_c,
  D: m.organization_tier_d,
};

export const outcomeKinds: Labels<typeof vocabulary.outcomeKinds> = {
  convention: m.outcome_kind_convention,
  designation: m.outcome_kind_designation,
  partnership: m.outcome_kind_partnership,
  negotiation: m.outcome_kind_negotiation,
  agreement: m.outcome_kind_agreement,
  project: m.outcome_kind_project,
  mission: m.outcome_kind_mission,
  event: m.outcome_kind_event,
  office_opening: m.outcome_kind_office_opening,
  appointment: m.outcome_kind_appointment,
  programme: m.outcome_kind_programme,
  publication: m.outcome_kind_publication,
};

export const participantSides: Labels<typeof vocabulary.participantSides> = {
  ours: m.participant_side_ours,
  theirs: m.participant_side_theirs,
  third: m.participant_side_third,
};

export const placeKinds: Labels<typeof vocabulary.placeKinds> = {
  world: m.place_kind_world,
  region: m.place_kind_region,
  country: m.place_kind_country,
  federated_state: m.place_kind_federated_state,
  area: m.place_kind_area,
  city: m.place_kind_city,
};

export const policyNodeKinds: Labels<typeof vocabulary.policyNodeKinds> = {
  vision: m.policy_node_kind_vision,
  section: m.policy_node_kind_section,
  rationale: m.policy_node_kind_rationale,
  benefit: m.policy_node_kind_benefit,
  priority: m.policy_node_kind_priority,
  commitment: m.policy_node_kind_commitment,
  mandate: m.policy_node_kind_mandate,
  goal: m.policy_node_kind_goal,
  forum_priority: m.policy_node_kind_forum_priority,
  initiative_group: m.policy_node_kind_initiative_group,
  key_initiative: m.policy_node_kind_key_initiative,
  status_report: m.policy_node_kind_status_report,
  result: m.policy_node_kind_result,
  orientation: m.policy_node_kind_orientation,
  theme: m.policy_node_kind_theme,
  thrust: m.policy_node_kind_thrust,
  sub_thrust: m.policy_node_kind_sub_thrust,
  highlight: m.policy_node_kind_highlight,
};

export const positionRoles: Labels<typeof vocabulary.positionRoles> = {
  mayor: m.position_role_mayor,
  deputy_mayor: m.position_role_deputy_mayor,
  councillor: m.position_role_councillor,
  minister: m.position_role_minister,
  deputy_minister: m.position_role_deputy_minister,
  ambassador: m.position_role_ambassador,
  consul_general: m.position_role_consul_general,
  consul: m.position_role_consul,
  honorary_consul: m.position_role_honorary_consul,
  delegate_general: m.position_role_delegate_general,
  president: m.position_role_president,
  director: m.position_role_director,
  advisor: m.position_role_advisor,
  professor: m.position_role_professor,
  other: m.position_role_other,
};

export const planMeasures: Labels<typeof vocabulary.planMeasures> = {
  held_interactions: m.plan_measure_held_interactions,
  partners_met: m.plan_measure_partners_met,
  missions: m.plan_measure_missions,
  agreements_signed: m.plan_measure_agreements_signed,
};

export const priorities: Labels<typeof vocabulary.priorities> = {
  shines: m.priority_shines,
  learns: m.priority_learns,
  attracts: m.priority_attracts,
};

export const roles: Labels<typeof vocabulary.roles> = {
  reader: m.role_reader,
  officer: m.role_officer,
  strategist: m.role_strategist,
  administrator: m.role_administrator,
};

export const sensitivities: Labels<typeof vocabulary.sensitivities> = {
  public: m.sensitivity_public,
  internal: m.sensitivity_internal,
  restricted: m.sensitivity_restricted,
  confidential: m.sensitivity_confidential,
};

export const targetDecisions: Labels<typeof vocabulary.targetDecisions> = {
  target: m.target_decision_target,
  watch: m.target_decision_watch,
  no: m.target_decision_no,
};

export const targetingLenses: Labels<typeof vocabulary.targetingLenses> = {
  blend: m.targeting_lens_blend,
  shines: m.targeting_lens_shines,
  learns: m.targeting_lens_learns,
  attracts: m.targeting_lens_attracts,
};

export const targetingRounds: Labels<typeof vocabulary.targetingRounds> = {
  alone: m.targeting_round_alone,
  together: m.targeting_round_together,
};

export const targetingStatuses: Labels<typeof vocabulary.targetingStatuses> = {
  open: m.targeting_status_open,
  decided: m.targeting_status_decided,
  archived: m.targeting_status_archived,
};

export const targetingSubjects: Labels<typeof vocabulary.targetingSubjects> = {
  regions: m.targeting_subject_regions,
  organizations: m.targeting_subject_organizations,
  forums: m.targeting_subject_forums,
};

export const themes: Labels<typeof vocabulary.themes> = {
  system: m.theme_system,
  light: m.theme_light,
  dark: m.theme_dark,
};

export const versionDifferenceKinds: Labels<typeof vocabulary.versionDifferenceKinds> = {
  contact: m.version_difference_kind_contact,
  content: m.version_difference_kind_content,
  wording: m.version_difference_kind_wording,
  meaning: m.version_difference_kind_meaning,
};

export const viewCollections: Labels<typeof vocabulary.viewCollections> = {
  organizations: m.view_collection_organizations,
  contacts: m.view_collection_contacts,
  interactions: m.view_collection_interactions,
  followups: m.view_collection_followups,
  missions: m.view_collection_missions,
  agreements: m.view_collection_agreements,
  forums: m.view_collection_forums,
};

export const viewScopes: Labels<typeof vocabulary.viewScopes> = {
  mine: m.view_scope_mine,
  team: m.view_scope_team,
};

export const exportCollections: Labels<typeof vocabulary.exportCollections> = {
  organizations: m.export_collection_organizations,
  contacts: m.export_collection_contacts,
  interactions: m.export_collection_interactions,
  followups: m.export_collection_followups,
  missions: m.export_collection_missions,
  agreements: m.export_collection_agreements,
  forums: m.export_collection_forums,
  office: m.export_collection_office,
};

export const exportFormats: Labels<typeof vocabulary.exportFormats> = {
  csv: m.export_format_csv,
  xlsx: m.export_format_xlsx,
  vcf: m.export_format_vcf,
  ics: m.export_format_ics,
  zip: m.export_format_zip,
};

export const exportJobStates: Labels<typeof vocabulary.exportJobStates> = {
  queued: m.export_job_state_queued,
  running: m.export_job_state_running,
  done: m.export_job_state_done,
  failed: m.export_job_state_failed,
  cancelled: m.export_job_state_cancelled,
};
