/** Which feature writes each table of prisma/schema.prisma. */
const tables: Record<string, string[]> = {
  places: ['Place', 'Region', 'RegionPlace'],
  policy: ['Framework', 'FrameworkVersion', 'PolicyNode', 'Alignment', 'Sector', 'SourceDocument', 'Citation'],
  versions: ['VersionDifference', 'VersionReading'],
  users: ['User', 'ApiToken', 'SetupLink'],
  organizations: [
    'Organization',
    'OrganizationName',
    'OrganizationAddress',
    'OrganizationRelation',
    'OrganizationTag',
    'OrganizationSector',
    'OrganizationCommitment',
  ],
  contacts: ['Contact', 'ContactLanguage', 'Position', 'Acquaintance', 'AddressForm'],
  interactions: ['Interaction', 'InteractionOrganization', 'InteractionCommitment', 'InteractionSector', 'Participant', 'DiscussionPoint'],
  followups: ['FollowUp', 'Renegotiation'],
  suggestions: ['SuggestionDismissal'],
  calendar: ['CalendarFeed'],
  reminders: ['DigestDelivery'],
  missions: ['Mission', 'MissionObjective', 'MissionDelegate', 'ItineraryItem', 'BudgetLine', 'MissionOrganization'],
  forums: ['Forum', 'Membership', 'Mandate', 'ForumSession', 'SessionAttendance', 'ForumReview', 'ForumCommitment'],
  agreements: ['Agreement', 'AgreementParty', 'Authorization', 'AgreementStage', 'AgreementCommitment'],
  measures: ['Measure', 'MeasurePartner', 'MeasureUpdate', 'Outcome'],
  targets: [
    'TargetingExercise',
    'Criterion',
    'Candidate',
    'Score',
    'Evidence',
    'ExerciseJudge',
    'Judgement',
    'FrozenExercise',
    'TargetDecision',
    'TargetPlan',
    'TargetPlanLine',
  ],
  templates: ['DocumentTemplate'],
  notes: ['Note', 'NoteSubject', 'NoteText'],
  views: ['SavedView', 'ViewSnapshot'],
  exports: ['ExportLog', 'Job'],
  http: ['IdempotencyRecord'],
};
/** Tables that two features write, each its own rows. */
const shared: Record<string, string[]> = {
  // An organization's and a person's.
  ContactPoint: ['organizations', 'contacts'],
  // The cookie's life, and the person's list of where they are signed in.
  Session: ['users', 'http'],
  // Every use case through server/history/audit.ts; signing in has no record of its own.
  AuditEvent: ['history', 'users'],
  // The rhythm of the tiers is a setting of the office.
  Setting: ['http', 'organizations'],
  // Answers kept for repeated requests are forgotten at a sign-in.
  IdempotencyRecord: ['http', 'users'],
};

export const owners: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(tables).flatMap(([feature, models]) => models.map((model) => [model, [feature]]))),
  ...shared,
};
