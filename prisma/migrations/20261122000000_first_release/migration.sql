-- CreateTable
CREATE TABLE "Place" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "parentId" TEXT,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "sortName" TEXT NOT NULL,
    "countryCode" TEXT,
    "subdivisionCode" TEXT,
    "m49" TEXT,
    "latitude" REAL,
    "longitude" REAL,
    "timeZone" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Place_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Region" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "sortName" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "RegionPlace" (
    "regionId" TEXT NOT NULL,
    "placeId" TEXT NOT NULL,

    PRIMARY KEY ("regionId", "placeId"),
    CONSTRAINT "RegionPlace_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "RegionPlace_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Organization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT,
    "sortName" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "placeId" TEXT,
    "parentId" TEXT,
    "website" TEXT,
    "language" TEXT,
    "stage" TEXT NOT NULL DEFAULT 'prospect',
    "stageReason" TEXT,
    "tier" TEXT,
    "ownerId" TEXT,
    "backupOwnerId" TEXT,
    "cadenceDays" INTEGER,
    "isPending" BOOLEAN NOT NULL DEFAULT false,
    "isOurs" BOOLEAN NOT NULL DEFAULT false,
    "foundedOn" TEXT,
    "dissolvedOn" TEXT,
    "lastHeldAt" DATETIME,
    "openFollowUps" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Organization_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Organization_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Organization_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Organization_backupOwnerId_fkey" FOREIGN KEY ("backupOwnerId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationName" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT,
    "name" TEXT NOT NULL,
    "validFrom" TEXT,
    "validTo" TEXT,
    CONSTRAINT "OrganizationName_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationAddress" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "organizationId" TEXT NOT NULL,
    "street" TEXT NOT NULL,
    "locality" TEXT,
    "region" TEXT,
    "postalCode" TEXT,
    "countryCode" TEXT,
    "isCurrent" BOOLEAN,
    CONSTRAINT "OrganizationAddress_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationRelation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "fromId" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "validFrom" TEXT,
    "validTo" TEXT,
    "noteFr" TEXT,
    "noteEn" TEXT,
    CONSTRAINT "OrganizationRelation_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "OrganizationRelation_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationTag" (
    "organizationId" TEXT NOT NULL,
    "tag" TEXT NOT NULL,

    PRIMARY KEY ("organizationId", "tag"),
    CONSTRAINT "OrganizationTag_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationSector" (
    "organizationId" TEXT NOT NULL,
    "sectorId" TEXT NOT NULL,

    PRIMARY KEY ("organizationId", "sectorId"),
    CONSTRAINT "OrganizationSector_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "OrganizationSector_sectorId_fkey" FOREIGN KEY ("sectorId") REFERENCES "Sector" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OrganizationCommitment" (
    "organizationId" TEXT NOT NULL,
    "policyNodeId" TEXT NOT NULL,
    "isStated" BOOLEAN NOT NULL DEFAULT false,
    "isObserved" BOOLEAN NOT NULL DEFAULT false,

    PRIMARY KEY ("organizationId", "policyNodeId"),
    CONSTRAINT "OrganizationCommitment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "OrganizationCommitment_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "givenName" TEXT,
    "particle" TEXT,
    "familyName" TEXT NOT NULL,
    "nameOrder" TEXT NOT NULL DEFAULT 'given_first',
    "nativeName" TEXT,
    "sortName" TEXT NOT NULL,
    "honorific" TEXT,
    "pronouns" TEXT,
    "pronunciation" TEXT,
    "correspondenceLanguage" TEXT,
    "frenchExceptionGround" TEXT,
    "addressFormId" TEXT,
    "preferredSalutation" TEXT,
    "biographyFr" TEXT,
    "biographyEn" TEXT,
    "note" TEXT,
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    "collectionSource" TEXT,
    "noticeOn" TEXT,
    "retainUntil" TEXT,
    "isPending" BOOLEAN NOT NULL DEFAULT false,
    "lastHeldAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Contact_addressFormId_fkey" FOREIGN KEY ("addressFormId") REFERENCES "AddressForm" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContactLanguage" (
    "contactId" TEXT NOT NULL,
    "language" TEXT NOT NULL,

    PRIMARY KEY ("contactId", "language"),
    CONSTRAINT "ContactLanguage_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Position" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "contactId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "titleFr" TEXT,
    "titleEn" TEXT,
    "roleCode" TEXT,
    "validFrom" TEXT,
    "validTo" TEXT,
    "isPrimary" BOOLEAN NOT NULL DEFAULT true,
    "verifiedOn" TEXT,
    CONSTRAINT "Position_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Position_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ContactPoint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "contactId" TEXT,
    "organizationId" TEXT,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "label" TEXT,
    "isPrimary" BOOLEAN NOT NULL DEFAULT false,
    "verifiedOn" TEXT,
    CONSTRAINT "ContactPoint_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ContactPoint_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Acquaintance" (
    "contactId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "since" TEXT,
    "note" TEXT,

    PRIMARY KEY ("contactId", "userId"),
    CONSTRAINT "Acquaintance_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Acquaintance_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SourceDocument" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "file" TEXT,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "publisherId" TEXT,
    "documentOn" TEXT,
    "language" TEXT,
    "noteFr" TEXT,
    "noteEn" TEXT,
    CONSTRAINT "SourceDocument_publisherId_fkey" FOREIGN KEY ("publisherId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Citation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "documentId" TEXT,
    "lineFrom" INTEGER,
    "lineTo" INTEGER,
    "publication" TEXT,
    "placeId" TEXT,
    "regionId" TEXT,
    "organizationId" TEXT,
    "addressId" TEXT,
    "relationId" TEXT,
    "frameworkId" TEXT,
    "policyNodeId" TEXT,
    "differenceId" TEXT,
    "alignmentId" TEXT,
    "sectorId" TEXT,
    "forumId" TEXT,
    "membershipId" TEXT,
    "agreementId" TEXT,
    "missionId" TEXT,
    "outcomeId" TEXT,
    CONSTRAINT "Citation_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "SourceDocument" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Citation_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "OrganizationAddress" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_relationId_fkey" FOREIGN KEY ("relationId") REFERENCES "OrganizationRelation" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_frameworkId_fkey" FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_differenceId_fkey" FOREIGN KEY ("differenceId") REFERENCES "VersionDifference" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_alignmentId_fkey" FOREIGN KEY ("alignmentId") REFERENCES "Alignment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_sectorId_fkey" FOREIGN KEY ("sectorId") REFERENCES "Sector" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_membershipId_fkey" FOREIGN KEY ("membershipId") REFERENCES "Membership" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Citation_outcomeId_fkey" FOREIGN KEY ("outcomeId") REFERENCES "Outcome" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Framework" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "issuerId" TEXT,
    "parentId" TEXT,
    "successorId" TEXT,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "shortTitleFr" TEXT NOT NULL,
    "shortTitleEn" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "status" TEXT NOT NULL,
    "adoptedOn" TEXT,
    "periodFrom" TEXT,
    "periodTo" TEXT,
    "noteFr" TEXT,
    "noteEn" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Framework_issuerId_fkey" FOREIGN KEY ("issuerId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Framework_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Framework" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Framework_successorId_fkey" FOREIGN KEY ("successorId") REFERENCES "Framework" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FrameworkVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "frameworkId" TEXT NOT NULL,
    "documentId" TEXT,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    CONSTRAINT "FrameworkVersion_frameworkId_fkey" FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "FrameworkVersion_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "SourceDocument" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VersionDifference" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "frameworkId" TEXT NOT NULL,
    "policyNodeId" TEXT,
    "kind" TEXT NOT NULL,
    "fieldFr" TEXT NOT NULL,
    "fieldEn" TEXT NOT NULL,
    "meaningChanges" BOOLEAN NOT NULL DEFAULT false,
    "handlingFr" TEXT,
    "handlingEn" TEXT,
    "chosenVersionId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "VersionDifference_frameworkId_fkey" FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "VersionDifference_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "VersionDifference_chosenVersionId_fkey" FOREIGN KEY ("chosenVersionId") REFERENCES "FrameworkVersion" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "VersionReading" (
    "differenceId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "textFr" TEXT NOT NULL,
    "textEn" TEXT NOT NULL,
    "addressId" TEXT,

    PRIMARY KEY ("differenceId", "versionId"),
    CONSTRAINT "VersionReading_differenceId_fkey" FOREIGN KEY ("differenceId") REFERENCES "VersionDifference" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "VersionReading_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "FrameworkVersion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "VersionReading_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "OrganizationAddress" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PolicyNode" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "frameworkId" TEXT NOT NULL,
    "parentId" TEXT,
    "kind" TEXT NOT NULL,
    "code" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "priority" TEXT,
    "isInferred" BOOLEAN NOT NULL DEFAULT false,
    "noteFr" TEXT,
    "noteEn" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "PolicyNode_frameworkId_fkey" FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PolicyNode_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "PolicyNode" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Alignment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "commitmentId" TEXT NOT NULL,
    "policyNodeId" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'suggested',
    "basis" TEXT,
    "confirmedById" TEXT,
    "confirmedAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Alignment_commitmentId_fkey" FOREIGN KEY ("commitmentId") REFERENCES "PolicyNode" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Alignment_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Sector" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "Interaction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL DEFAULT 'meeting',
    "status" TEXT NOT NULL DEFAULT 'held',
    "startsAt" DATETIME NOT NULL,
    "endsAt" DATETIME,
    "isAllDay" BOOLEAN NOT NULL DEFAULT false,
    "timeZone" TEXT NOT NULL DEFAULT 'America/Toronto',
    "placeId" TEXT,
    "location" TEXT,
    "subject" TEXT NOT NULL,
    "summary" TEXT,
    "language" TEXT NOT NULL DEFAULT 'fr',
    "missionId" TEXT,
    "forumSessionId" TEXT,
    "externalUid" TEXT,
    "captureSource" TEXT NOT NULL DEFAULT 'form',
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    "mayBeLobbying" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Interaction_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Interaction_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Interaction_forumSessionId_fkey" FOREIGN KEY ("forumSessionId") REFERENCES "ForumSession" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InteractionOrganization" (
    "interactionId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,

    PRIMARY KEY ("interactionId", "organizationId"),
    CONSTRAINT "InteractionOrganization_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InteractionOrganization_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InteractionCommitment" (
    "interactionId" TEXT NOT NULL,
    "policyNodeId" TEXT NOT NULL,

    PRIMARY KEY ("interactionId", "policyNodeId"),
    CONSTRAINT "InteractionCommitment_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InteractionCommitment_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "InteractionSector" (
    "interactionId" TEXT NOT NULL,
    "sectorId" TEXT NOT NULL,

    PRIMARY KEY ("interactionId", "sectorId"),
    CONSTRAINT "InteractionSector_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "InteractionSector_sectorId_fkey" FOREIGN KEY ("sectorId") REFERENCES "Sector" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Participant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "interactionId" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "contactId" TEXT,
    "userId" TEXT,
    "organizationId" TEXT,
    "name" TEXT NOT NULL,
    "titleFr" TEXT,
    "titleEn" TEXT,
    "isLead" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Participant_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Participant_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Participant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Participant_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DiscussionPoint" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "interactionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "subject" TEXT NOT NULL,
    "theirPosition" TEXT,
    "ourPosition" TEXT,
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    CONSTRAINT "DiscussionPoint_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FollowUp" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "promisedBy" TEXT NOT NULL DEFAULT 'us',
    "text" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'fr',
    "organizationId" TEXT,
    "contactId" TEXT,
    "dueOn" TEXT,
    "originalDueOn" TEXT,
    "assigneeId" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "closedOn" TEXT,
    "proof" TEXT,
    "bornInId" TEXT,
    "closedById" TEXT,
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "FollowUp_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_assigneeId_fkey" FOREIGN KEY ("assigneeId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_bornInId_fkey" FOREIGN KEY ("bornInId") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "FollowUp_closedById_fkey" FOREIGN KEY ("closedById") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Mission" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "direction" TEXT NOT NULL DEFAULT 'outgoing',
    "status" TEXT NOT NULL DEFAULT 'planned',
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT,
    "sortName" TEXT NOT NULL,
    "purposeFr" TEXT,
    "purposeEn" TEXT,
    "startsOn" TEXT,
    "endsOn" TEXT,
    "leadId" TEXT,
    "ministryCoordination" TEXT NOT NULL DEFAULT 'none',
    "ministryNote" TEXT,
    "federalCoordination" TEXT NOT NULL DEFAULT 'none',
    "federalNote" TEXT,
    "approvalStatus" TEXT,
    "approvedOn" TEXT,
    "maximumExpenseCents" INTEGER,
    "currency" TEXT NOT NULL DEFAULT 'CAD',
    "reportDueOn" TEXT,
    "reportPublishedOn" TEXT,
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Mission_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MissionObjective" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "missionId" TEXT NOT NULL,
    "policyNodeId" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "textFr" TEXT,
    "textEn" TEXT,
    "result" TEXT,
    "resultFr" TEXT,
    "resultEn" TEXT,
    CONSTRAINT "MissionObjective_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MissionObjective_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MissionDelegate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "missionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "role" TEXT NOT NULL,
    "contactId" TEXT,
    "userId" TEXT,
    "labelFr" TEXT,
    "labelEn" TEXT,
    CONSTRAINT "MissionDelegate_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MissionDelegate_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "MissionDelegate_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ItineraryItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "missionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "placeId" TEXT,
    "startsOn" TEXT,
    "endsOn" TEXT,
    "purposeFr" TEXT,
    "purposeEn" TEXT,
    "interactionId" TEXT,
    CONSTRAINT "ItineraryItem_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ItineraryItem_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "ItineraryItem_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "BudgetLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "missionId" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "category" TEXT NOT NULL,
    "labelFr" TEXT,
    "labelEn" TEXT,
    "plannedCents" INTEGER,
    "actualCents" INTEGER,
    CONSTRAINT "BudgetLine_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MissionOrganization" (
    "missionId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,

    PRIMARY KEY ("missionId", "organizationId"),
    CONSTRAINT "MissionOrganization_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MissionOrganization_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Forum" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL DEFAULT 'network',
    "organizationId" TEXT,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT,
    "sortName" TEXT NOT NULL,
    "acronymFr" TEXT,
    "acronymEn" TEXT,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "website" TEXT,
    "status" TEXT NOT NULL DEFAULT 'active',
    "isGeneric" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Forum_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "forumId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'member',
    "since" TEXT,
    "until" TEXT,
    "feeCents" INTEGER,
    "currency" TEXT NOT NULL DEFAULT 'CAD',
    "renewalOn" TEXT,
    "note" TEXT,
    CONSTRAINT "Membership_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Membership_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Mandate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "forumId" TEXT NOT NULL,
    "bodyFr" TEXT,
    "bodyEn" TEXT,
    "role" TEXT NOT NULL,
    "contactId" TEXT,
    "userId" TEXT,
    "holderName" TEXT,
    "validFrom" TEXT,
    "validTo" TEXT,
    CONSTRAINT "Mandate_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Mandate_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Mandate_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ForumSession" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "forumId" TEXT NOT NULL,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT,
    "startsOn" TEXT,
    "endsOn" TEXT,
    "placeId" TEXT,
    "noteFr" TEXT,
    "noteEn" TEXT,
    CONSTRAINT "ForumSession_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ForumSession_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SessionAttendance" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "contactId" TEXT,
    "userId" TEXT,
    "role" TEXT,
    CONSTRAINT "SessionAttendance_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "ForumSession" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SessionAttendance_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "SessionAttendance_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ForumReview" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "forumId" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "value" INTEGER,
    "narrativeFr" TEXT,
    "narrativeEn" TEXT,
    CONSTRAINT "ForumReview_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ForumCommitment" (
    "forumId" TEXT NOT NULL,
    "policyNodeId" TEXT NOT NULL,

    PRIMARY KEY ("forumId", "policyNodeId"),
    CONSTRAINT "ForumCommitment_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ForumCommitment_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Agreement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT,
    "sortName" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "state" TEXT NOT NULL DEFAULT 'idea',
    "signedOn" TEXT,
    "effectiveFrom" TEXT,
    "expiresOn" TEXT,
    "noticeOn" TEXT,
    "renewalOn" TEXT,
    "ownerId" TEXT,
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Agreement_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AgreementParty" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agreementId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "signatoryId" TEXT,
    "signatoryName" TEXT,
    "signatoryTitle" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "AgreementParty_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AgreementParty_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "AgreementParty_signatoryId_fkey" FOREIGN KEY ("signatoryId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Authorization" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agreementId" TEXT NOT NULL,
    "regime" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "requestedOn" TEXT,
    "grantedOn" TEXT,
    "number" TEXT,
    "noteFr" TEXT,
    "noteEn" TEXT,
    CONSTRAINT "Authorization_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AgreementStage" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agreementId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reachedOn" TEXT,
    CONSTRAINT "AgreementStage_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AgreementCommitment" (
    "agreementId" TEXT NOT NULL,
    "policyNodeId" TEXT NOT NULL,

    PRIMARY KEY ("agreementId", "policyNodeId"),
    CONSTRAINT "AgreementCommitment_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "AgreementCommitment_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Measure" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "frameworkId" TEXT,
    "policyNodeId" TEXT,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT,
    "leadId" TEXT,
    "startsOn" TEXT,
    "dueOn" TEXT,
    "status" TEXT NOT NULL DEFAULT 'not_started',
    "targetValue" REAL,
    "unitFr" TEXT,
    "unitEn" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Measure_frameworkId_fkey" FOREIGN KEY ("frameworkId") REFERENCES "Framework" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Measure_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Measure_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MeasurePartner" (
    "measureId" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,

    PRIMARY KEY ("measureId", "organizationId"),
    CONSTRAINT "MeasurePartner_measureId_fkey" FOREIGN KEY ("measureId") REFERENCES "Measure" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MeasurePartner_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "MeasureUpdate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "measureId" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "reportedOn" TEXT,
    "status" TEXT,
    "progress" INTEGER,
    "narrativeFr" TEXT,
    "narrativeEn" TEXT,
    "interactionId" TEXT,
    "agreementId" TEXT,
    "missionId" TEXT,
    "outcomeId" TEXT,
    CONSTRAINT "MeasureUpdate_measureId_fkey" FOREIGN KEY ("measureId") REFERENCES "Measure" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "MeasureUpdate_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "MeasureUpdate_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "MeasureUpdate_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "MeasureUpdate_outcomeId_fkey" FOREIGN KEY ("outcomeId") REFERENCES "Outcome" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Outcome" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "occurredOn" TEXT,
    "measureId" TEXT,
    "policyNodeId" TEXT,
    CONSTRAINT "Outcome_measureId_fkey" FOREIGN KEY ("measureId") REFERENCES "Measure" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Outcome_policyNodeId_fkey" FOREIGN KEY ("policyNodeId") REFERENCES "PolicyNode" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TargetingExercise" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subject" TEXT NOT NULL DEFAULT 'regions',
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT,
    "periodFrom" TEXT,
    "periodTo" TEXT,
    "heldOn" TEXT,
    "leadId" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "TargetingExercise_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Criterion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "exerciseId" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT,
    "weight" REAL NOT NULL,
    "direction" TEXT NOT NULL DEFAULT 'more',
    "basis" TEXT NOT NULL DEFAULT 'manual',
    CONSTRAINT "Criterion_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "TargetingExercise" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Candidate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "exerciseId" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "nameFr" TEXT NOT NULL,
    "nameEn" TEXT,
    "regionId" TEXT,
    "placeId" TEXT,
    "organizationId" TEXT,
    "forumId" TEXT,
    CONSTRAINT "Candidate_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "TargetingExercise" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Candidate_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Candidate_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Candidate_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Candidate_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Score" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "candidateId" TEXT NOT NULL,
    "criterionId" TEXT NOT NULL,
    "judgeId" TEXT,
    "value" REAL,
    CONSTRAINT "Score_candidateId_fkey" FOREIGN KEY ("candidateId") REFERENCES "Candidate" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Score_criterionId_fkey" FOREIGN KEY ("criterionId") REFERENCES "Criterion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Score_judgeId_fkey" FOREIGN KEY ("judgeId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Evidence" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "scoreId" TEXT NOT NULL,
    "statementFr" TEXT,
    "statementEn" TEXT,
    "source" TEXT,
    "observedOn" TEXT,
    CONSTRAINT "Evidence_scoreId_fkey" FOREIGN KEY ("scoreId") REFERENCES "Score" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TargetDecision" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "decision" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "periodFrom" TEXT,
    "periodTo" TEXT,
    "reviewOn" TEXT,
    "exerciseId" TEXT,
    "regionId" TEXT,
    "organizationId" TEXT,
    "forumId" TEXT,
    "decidedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" TEXT,
    CONSTRAINT "TargetDecision_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "TargetingExercise" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "TargetDecision_regionId_fkey" FOREIGN KEY ("regionId") REFERENCES "Region" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "TargetDecision_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "TargetDecision_forumId_fkey" FOREIGN KEY ("forumId") REFERENCES "Forum" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "TargetDecision_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AddressForm" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "roleCode" TEXT NOT NULL,
    "labelFr" TEXT NOT NULL,
    "labelEn" TEXT NOT NULL,
    "envelopeFr" TEXT,
    "envelopeEn" TEXT,
    "salutationFr" TEXT,
    "salutationEn" TEXT,
    "spokenFr" TEXT,
    "spokenEn" TEXT,
    "closingFr" TEXT,
    "closingEn" TEXT,
    "noteFr" TEXT,
    "noteEn" TEXT
);

-- CreateTable
CREATE TABLE "PrecedenceRank" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "position" INTEGER NOT NULL,
    "titleFr" TEXT NOT NULL,
    "titleEn" TEXT NOT NULL,
    "noteFr" TEXT,
    "noteEn" TEXT
);

-- CreateTable
CREATE TABLE "Gift" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "direction" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "descriptionEn" TEXT,
    "exchangedOn" TEXT,
    "contactId" TEXT,
    "organizationId" TEXT,
    "interactionId" TEXT,
    "missionId" TEXT,
    "estimatedValueCents" INTEGER,
    "currency" TEXT NOT NULL DEFAULT 'CAD',
    "disposition" TEXT,
    "isDeclared" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Gift_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Gift_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Gift_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Gift_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Note" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "audience" TEXT NOT NULL DEFAULT 'internal',
    "asOf" DATETIME NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'final',
    "tree" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "NoteSubject" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "noteId" TEXT NOT NULL,
    "organizationId" TEXT,
    "contactId" TEXT,
    "interactionId" TEXT,
    "missionId" TEXT,
    "agreementId" TEXT,
    CONSTRAINT "NoteSubject_noteId_fkey" FOREIGN KEY ("noteId") REFERENCES "Note" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "NoteSubject_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "NoteSubject_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "NoteSubject_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "NoteSubject_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "NoteSubject_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "fileName" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "content" BLOB NOT NULL,
    "sensitivity" TEXT NOT NULL DEFAULT 'internal',
    "organizationId" TEXT,
    "contactId" TEXT,
    "interactionId" TEXT,
    "missionId" TEXT,
    "agreementId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    CONSTRAINT "Attachment_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "Contact" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_interactionId_fkey" FOREIGN KEY ("interactionId") REFERENCES "Interaction" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_missionId_fkey" FOREIGN KEY ("missionId") REFERENCES "Mission" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Attachment_agreementId_fkey" FOREIGN KEY ("agreementId") REFERENCES "Agreement" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "titleFr" TEXT,
    "titleEn" TEXT,
    "passwordHash" TEXT,
    "role" TEXT NOT NULL DEFAULT 'reader',
    "locale" TEXT NOT NULL DEFAULT 'fr',
    "theme" TEXT NOT NULL DEFAULT 'system',
    "density" TEXT NOT NULL DEFAULT 'comfortable',
    "timeZone" TEXT NOT NULL DEFAULT 'America/Toronto',
    "disabledAt" DATETIME,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT,
    "data" TEXT NOT NULL,
    "userAgent" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME,
    "lastUsedAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SetupLink" (
    "tokenHash" TEXT NOT NULL PRIMARY KEY,
    "purpose" TEXT NOT NULL,
    "userId" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" DATETIME NOT NULL,
    "usedAt" DATETIME
);

-- CreateTable
CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "ownerId" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT 'mine',
    "collection" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "isPinned" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "archivedAt" DATETIME,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "SavedView_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" TEXT,
    "action" TEXT NOT NULL,
    "recordType" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "recordLabel" TEXT,
    "changes" TEXT NOT NULL DEFAULT '{}',
    "requestId" TEXT,
    CONSTRAINT "AuditEvent_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ImportBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "report" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT
);

-- CreateTable
CREATE TABLE "MergeRecord" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "recordType" TEXT NOT NULL,
    "survivorId" TEXT NOT NULL,
    "mergedId" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "undoneAt" DATETIME
);

-- CreateTable
CREATE TABLE "ExportLog" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userId" TEXT,
    "collection" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "filters" TEXT NOT NULL DEFAULT '',
    "isOutsideQuebec" BOOLEAN NOT NULL DEFAULT false
);

-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "payload" TEXT NOT NULL DEFAULT '{}',
    "result" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "startedAt" DATETIME,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "IdempotencyRecord" (
    "userId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "response" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,

    PRIMARY KEY ("userId", "key")
);

-- CreateTable
CREATE TABLE "ReferenceState" (
    "recordType" TEXT NOT NULL,
    "recordId" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "contentHash" TEXT NOT NULL,
    "loadedVersion" INTEGER NOT NULL,

    PRIMARY KEY ("recordType", "recordId")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "Place_parentId_idx" ON "Place"("parentId");

-- CreateIndex
CREATE INDEX "Place_kind_sortName_idx" ON "Place"("kind", "sortName");

-- CreateIndex
CREATE INDEX "Place_countryCode_idx" ON "Place"("countryCode");

-- CreateIndex
CREATE INDEX "Region_sortName_idx" ON "Region"("sortName");

-- CreateIndex
CREATE INDEX "RegionPlace_placeId_idx" ON "RegionPlace"("placeId");

-- CreateIndex
CREATE INDEX "Organization_placeId_idx" ON "Organization"("placeId");

-- CreateIndex
CREATE INDEX "Organization_parentId_idx" ON "Organization"("parentId");

-- CreateIndex
CREATE INDEX "Organization_ownerId_idx" ON "Organization"("ownerId");

-- CreateIndex
CREATE INDEX "Organization_backupOwnerId_idx" ON "Organization"("backupOwnerId");

-- CreateIndex
CREATE INDEX "Organization_sortName_id_idx" ON "Organization"("sortName", "id");

-- CreateIndex
CREATE INDEX "Organization_lastHeldAt_id_idx" ON "Organization"("lastHeldAt", "id");

-- CreateIndex
CREATE INDEX "Organization_kind_idx" ON "Organization"("kind");

-- CreateIndex
CREATE INDEX "Organization_stage_idx" ON "Organization"("stage");

-- CreateIndex
CREATE INDEX "Organization_tier_idx" ON "Organization"("tier");

-- CreateIndex
CREATE INDEX "Organization_updatedAt_idx" ON "Organization"("updatedAt");

-- CreateIndex
CREATE INDEX "OrganizationName_organizationId_idx" ON "OrganizationName"("organizationId");

-- CreateIndex
CREATE INDEX "OrganizationAddress_organizationId_idx" ON "OrganizationAddress"("organizationId");

-- CreateIndex
CREATE INDEX "OrganizationRelation_fromId_idx" ON "OrganizationRelation"("fromId");

-- CreateIndex
CREATE INDEX "OrganizationRelation_toId_idx" ON "OrganizationRelation"("toId");

-- CreateIndex
CREATE INDEX "OrganizationTag_tag_idx" ON "OrganizationTag"("tag");

-- CreateIndex
CREATE INDEX "OrganizationSector_sectorId_idx" ON "OrganizationSector"("sectorId");

-- CreateIndex
CREATE INDEX "OrganizationCommitment_policyNodeId_idx" ON "OrganizationCommitment"("policyNodeId");

-- CreateIndex
CREATE INDEX "Contact_sortName_id_idx" ON "Contact"("sortName", "id");

-- CreateIndex
CREATE INDEX "Contact_addressFormId_idx" ON "Contact"("addressFormId");

-- CreateIndex
CREATE INDEX "Contact_lastHeldAt_idx" ON "Contact"("lastHeldAt");

-- CreateIndex
CREATE INDEX "Contact_updatedAt_idx" ON "Contact"("updatedAt");

-- CreateIndex
CREATE INDEX "Position_contactId_idx" ON "Position"("contactId");

-- CreateIndex
CREATE INDEX "Position_organizationId_idx" ON "Position"("organizationId");

-- CreateIndex
CREATE INDEX "ContactPoint_contactId_idx" ON "ContactPoint"("contactId");

-- CreateIndex
CREATE INDEX "ContactPoint_organizationId_idx" ON "ContactPoint"("organizationId");

-- CreateIndex
CREATE INDEX "ContactPoint_value_idx" ON "ContactPoint"("value");

-- CreateIndex
CREATE INDEX "Acquaintance_userId_idx" ON "Acquaintance"("userId");

-- CreateIndex
CREATE INDEX "SourceDocument_publisherId_idx" ON "SourceDocument"("publisherId");

-- CreateIndex
CREATE INDEX "Citation_documentId_idx" ON "Citation"("documentId");

-- CreateIndex
CREATE INDEX "Citation_placeId_idx" ON "Citation"("placeId");

-- CreateIndex
CREATE INDEX "Citation_regionId_idx" ON "Citation"("regionId");

-- CreateIndex
CREATE INDEX "Citation_organizationId_idx" ON "Citation"("organizationId");

-- CreateIndex
CREATE INDEX "Citation_addressId_idx" ON "Citation"("addressId");

-- CreateIndex
CREATE INDEX "Citation_relationId_idx" ON "Citation"("relationId");

-- CreateIndex
CREATE INDEX "Citation_frameworkId_idx" ON "Citation"("frameworkId");

-- CreateIndex
CREATE INDEX "Citation_policyNodeId_idx" ON "Citation"("policyNodeId");

-- CreateIndex
CREATE INDEX "Citation_differenceId_idx" ON "Citation"("differenceId");

-- CreateIndex
CREATE INDEX "Citation_alignmentId_idx" ON "Citation"("alignmentId");

-- CreateIndex
CREATE INDEX "Citation_sectorId_idx" ON "Citation"("sectorId");

-- CreateIndex
CREATE INDEX "Citation_forumId_idx" ON "Citation"("forumId");

-- CreateIndex
CREATE INDEX "Citation_membershipId_idx" ON "Citation"("membershipId");

-- CreateIndex
CREATE INDEX "Citation_agreementId_idx" ON "Citation"("agreementId");

-- CreateIndex
CREATE INDEX "Citation_missionId_idx" ON "Citation"("missionId");

-- CreateIndex
CREATE INDEX "Citation_outcomeId_idx" ON "Citation"("outcomeId");

-- CreateIndex
CREATE INDEX "Framework_issuerId_idx" ON "Framework"("issuerId");

-- CreateIndex
CREATE INDEX "Framework_parentId_idx" ON "Framework"("parentId");

-- CreateIndex
CREATE INDEX "Framework_successorId_idx" ON "Framework"("successorId");

-- CreateIndex
CREATE INDEX "FrameworkVersion_frameworkId_idx" ON "FrameworkVersion"("frameworkId");

-- CreateIndex
CREATE INDEX "FrameworkVersion_documentId_idx" ON "FrameworkVersion"("documentId");

-- CreateIndex
CREATE INDEX "VersionDifference_frameworkId_idx" ON "VersionDifference"("frameworkId");

-- CreateIndex
CREATE INDEX "VersionDifference_policyNodeId_idx" ON "VersionDifference"("policyNodeId");

-- CreateIndex
CREATE INDEX "VersionDifference_chosenVersionId_idx" ON "VersionDifference"("chosenVersionId");

-- CreateIndex
CREATE INDEX "VersionReading_versionId_idx" ON "VersionReading"("versionId");

-- CreateIndex
CREATE INDEX "VersionReading_addressId_idx" ON "VersionReading"("addressId");

-- CreateIndex
CREATE INDEX "PolicyNode_frameworkId_position_idx" ON "PolicyNode"("frameworkId", "position");

-- CreateIndex
CREATE INDEX "PolicyNode_parentId_idx" ON "PolicyNode"("parentId");

-- CreateIndex
CREATE INDEX "PolicyNode_kind_idx" ON "PolicyNode"("kind");

-- CreateIndex
CREATE INDEX "Alignment_policyNodeId_idx" ON "Alignment"("policyNodeId");

-- CreateIndex
CREATE UNIQUE INDEX "Alignment_commitmentId_policyNodeId_key" ON "Alignment"("commitmentId", "policyNodeId");

-- CreateIndex
CREATE UNIQUE INDEX "Interaction_externalUid_key" ON "Interaction"("externalUid");

-- CreateIndex
CREATE INDEX "Interaction_startsAt_id_idx" ON "Interaction"("startsAt", "id");

-- CreateIndex
CREATE INDEX "Interaction_status_startsAt_idx" ON "Interaction"("status", "startsAt");

-- CreateIndex
CREATE INDEX "Interaction_placeId_idx" ON "Interaction"("placeId");

-- CreateIndex
CREATE INDEX "Interaction_missionId_idx" ON "Interaction"("missionId");

-- CreateIndex
CREATE INDEX "Interaction_forumSessionId_idx" ON "Interaction"("forumSessionId");

-- CreateIndex
CREATE INDEX "Interaction_updatedAt_idx" ON "Interaction"("updatedAt");

-- CreateIndex
CREATE INDEX "InteractionOrganization_organizationId_idx" ON "InteractionOrganization"("organizationId");

-- CreateIndex
CREATE INDEX "InteractionCommitment_policyNodeId_idx" ON "InteractionCommitment"("policyNodeId");

-- CreateIndex
CREATE INDEX "InteractionSector_sectorId_idx" ON "InteractionSector"("sectorId");

-- CreateIndex
CREATE INDEX "Participant_interactionId_idx" ON "Participant"("interactionId");

-- CreateIndex
CREATE INDEX "Participant_contactId_idx" ON "Participant"("contactId");

-- CreateIndex
CREATE INDEX "Participant_userId_idx" ON "Participant"("userId");

-- CreateIndex
CREATE INDEX "Participant_organizationId_idx" ON "Participant"("organizationId");

-- CreateIndex
CREATE INDEX "DiscussionPoint_interactionId_idx" ON "DiscussionPoint"("interactionId");

-- CreateIndex
CREATE INDEX "FollowUp_organizationId_status_idx" ON "FollowUp"("organizationId", "status");

-- CreateIndex
CREATE INDEX "FollowUp_contactId_idx" ON "FollowUp"("contactId");

-- CreateIndex
CREATE INDEX "FollowUp_assigneeId_idx" ON "FollowUp"("assigneeId");

-- CreateIndex
CREATE INDEX "FollowUp_bornInId_idx" ON "FollowUp"("bornInId");

-- CreateIndex
CREATE INDEX "FollowUp_closedById_idx" ON "FollowUp"("closedById");

-- CreateIndex
CREATE INDEX "FollowUp_status_dueOn_idx" ON "FollowUp"("status", "dueOn");

-- CreateIndex
CREATE INDEX "FollowUp_updatedAt_idx" ON "FollowUp"("updatedAt");

-- CreateIndex
CREATE INDEX "Mission_startsOn_id_idx" ON "Mission"("startsOn", "id");

-- CreateIndex
CREATE INDEX "Mission_leadId_idx" ON "Mission"("leadId");

-- CreateIndex
CREATE INDEX "Mission_status_idx" ON "Mission"("status");

-- CreateIndex
CREATE INDEX "Mission_updatedAt_idx" ON "Mission"("updatedAt");

-- CreateIndex
CREATE INDEX "MissionObjective_missionId_idx" ON "MissionObjective"("missionId");

-- CreateIndex
CREATE INDEX "MissionObjective_policyNodeId_idx" ON "MissionObjective"("policyNodeId");

-- CreateIndex
CREATE INDEX "MissionDelegate_missionId_idx" ON "MissionDelegate"("missionId");

-- CreateIndex
CREATE INDEX "MissionDelegate_contactId_idx" ON "MissionDelegate"("contactId");

-- CreateIndex
CREATE INDEX "MissionDelegate_userId_idx" ON "MissionDelegate"("userId");

-- CreateIndex
CREATE INDEX "ItineraryItem_missionId_idx" ON "ItineraryItem"("missionId");

-- CreateIndex
CREATE INDEX "ItineraryItem_placeId_idx" ON "ItineraryItem"("placeId");

-- CreateIndex
CREATE INDEX "ItineraryItem_interactionId_idx" ON "ItineraryItem"("interactionId");

-- CreateIndex
CREATE INDEX "BudgetLine_missionId_idx" ON "BudgetLine"("missionId");

-- CreateIndex
CREATE INDEX "MissionOrganization_organizationId_idx" ON "MissionOrganization"("organizationId");

-- CreateIndex
CREATE INDEX "Forum_organizationId_idx" ON "Forum"("organizationId");

-- CreateIndex
CREATE INDEX "Forum_sortName_id_idx" ON "Forum"("sortName", "id");

-- CreateIndex
CREATE INDEX "Membership_organizationId_idx" ON "Membership"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_forumId_organizationId_key" ON "Membership"("forumId", "organizationId");

-- CreateIndex
CREATE INDEX "Mandate_forumId_idx" ON "Mandate"("forumId");

-- CreateIndex
CREATE INDEX "Mandate_contactId_idx" ON "Mandate"("contactId");

-- CreateIndex
CREATE INDEX "Mandate_userId_idx" ON "Mandate"("userId");

-- CreateIndex
CREATE INDEX "ForumSession_forumId_idx" ON "ForumSession"("forumId");

-- CreateIndex
CREATE INDEX "ForumSession_placeId_idx" ON "ForumSession"("placeId");

-- CreateIndex
CREATE INDEX "SessionAttendance_sessionId_idx" ON "SessionAttendance"("sessionId");

-- CreateIndex
CREATE INDEX "SessionAttendance_contactId_idx" ON "SessionAttendance"("contactId");

-- CreateIndex
CREATE INDEX "SessionAttendance_userId_idx" ON "SessionAttendance"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ForumReview_forumId_year_key" ON "ForumReview"("forumId", "year");

-- CreateIndex
CREATE INDEX "ForumCommitment_policyNodeId_idx" ON "ForumCommitment"("policyNodeId");

-- CreateIndex
CREATE INDEX "Agreement_state_idx" ON "Agreement"("state");

-- CreateIndex
CREATE INDEX "Agreement_renewalOn_idx" ON "Agreement"("renewalOn");

-- CreateIndex
CREATE INDEX "Agreement_ownerId_idx" ON "Agreement"("ownerId");

-- CreateIndex
CREATE INDEX "Agreement_sortName_id_idx" ON "Agreement"("sortName", "id");

-- CreateIndex
CREATE INDEX "Agreement_updatedAt_idx" ON "Agreement"("updatedAt");

-- CreateIndex
CREATE INDEX "AgreementParty_organizationId_idx" ON "AgreementParty"("organizationId");

-- CreateIndex
CREATE INDEX "AgreementParty_signatoryId_idx" ON "AgreementParty"("signatoryId");

-- CreateIndex
CREATE UNIQUE INDEX "AgreementParty_agreementId_organizationId_key" ON "AgreementParty"("agreementId", "organizationId");

-- CreateIndex
CREATE INDEX "Authorization_agreementId_idx" ON "Authorization"("agreementId");

-- CreateIndex
CREATE INDEX "AgreementStage_agreementId_idx" ON "AgreementStage"("agreementId");

-- CreateIndex
CREATE INDEX "AgreementCommitment_policyNodeId_idx" ON "AgreementCommitment"("policyNodeId");

-- CreateIndex
CREATE INDEX "Measure_frameworkId_idx" ON "Measure"("frameworkId");

-- CreateIndex
CREATE INDEX "Measure_policyNodeId_idx" ON "Measure"("policyNodeId");

-- CreateIndex
CREATE INDEX "Measure_leadId_idx" ON "Measure"("leadId");

-- CreateIndex
CREATE INDEX "Measure_dueOn_id_idx" ON "Measure"("dueOn", "id");

-- CreateIndex
CREATE INDEX "MeasurePartner_organizationId_idx" ON "MeasurePartner"("organizationId");

-- CreateIndex
CREATE INDEX "MeasureUpdate_measureId_idx" ON "MeasureUpdate"("measureId");

-- CreateIndex
CREATE INDEX "MeasureUpdate_interactionId_idx" ON "MeasureUpdate"("interactionId");

-- CreateIndex
CREATE INDEX "MeasureUpdate_agreementId_idx" ON "MeasureUpdate"("agreementId");

-- CreateIndex
CREATE INDEX "MeasureUpdate_missionId_idx" ON "MeasureUpdate"("missionId");

-- CreateIndex
CREATE INDEX "MeasureUpdate_outcomeId_idx" ON "MeasureUpdate"("outcomeId");

-- CreateIndex
CREATE INDEX "Outcome_measureId_idx" ON "Outcome"("measureId");

-- CreateIndex
CREATE INDEX "Outcome_policyNodeId_idx" ON "Outcome"("policyNodeId");

-- CreateIndex
CREATE INDEX "TargetingExercise_leadId_idx" ON "TargetingExercise"("leadId");

-- CreateIndex
CREATE INDEX "Criterion_exerciseId_idx" ON "Criterion"("exerciseId");

-- CreateIndex
CREATE INDEX "Candidate_exerciseId_idx" ON "Candidate"("exerciseId");

-- CreateIndex
CREATE INDEX "Candidate_regionId_idx" ON "Candidate"("regionId");

-- CreateIndex
CREATE INDEX "Candidate_placeId_idx" ON "Candidate"("placeId");

-- CreateIndex
CREATE INDEX "Candidate_organizationId_idx" ON "Candidate"("organizationId");

-- CreateIndex
CREATE INDEX "Candidate_forumId_idx" ON "Candidate"("forumId");

-- CreateIndex
CREATE INDEX "Score_candidateId_idx" ON "Score"("candidateId");

-- CreateIndex
CREATE INDEX "Score_criterionId_idx" ON "Score"("criterionId");

-- CreateIndex
CREATE INDEX "Score_judgeId_idx" ON "Score"("judgeId");

-- CreateIndex
CREATE INDEX "Evidence_scoreId_idx" ON "Evidence"("scoreId");

-- CreateIndex
CREATE INDEX "TargetDecision_exerciseId_idx" ON "TargetDecision"("exerciseId");

-- CreateIndex
CREATE INDEX "TargetDecision_regionId_decidedAt_idx" ON "TargetDecision"("regionId", "decidedAt");

-- CreateIndex
CREATE INDEX "TargetDecision_organizationId_idx" ON "TargetDecision"("organizationId");

-- CreateIndex
CREATE INDEX "TargetDecision_forumId_idx" ON "TargetDecision"("forumId");

-- CreateIndex
CREATE INDEX "TargetDecision_decidedById_idx" ON "TargetDecision"("decidedById");

-- CreateIndex
CREATE INDEX "Gift_contactId_idx" ON "Gift"("contactId");

-- CreateIndex
CREATE INDEX "Gift_organizationId_idx" ON "Gift"("organizationId");

-- CreateIndex
CREATE INDEX "Gift_interactionId_idx" ON "Gift"("interactionId");

-- CreateIndex
CREATE INDEX "Gift_missionId_idx" ON "Gift"("missionId");

-- CreateIndex
CREATE INDEX "Note_createdAt_id_idx" ON "Note"("createdAt", "id");

-- CreateIndex
CREATE INDEX "NoteSubject_noteId_idx" ON "NoteSubject"("noteId");

-- CreateIndex
CREATE INDEX "NoteSubject_organizationId_idx" ON "NoteSubject"("organizationId");

-- CreateIndex
CREATE INDEX "NoteSubject_contactId_idx" ON "NoteSubject"("contactId");

-- CreateIndex
CREATE INDEX "NoteSubject_interactionId_idx" ON "NoteSubject"("interactionId");

-- CreateIndex
CREATE INDEX "NoteSubject_missionId_idx" ON "NoteSubject"("missionId");

-- CreateIndex
CREATE INDEX "NoteSubject_agreementId_idx" ON "NoteSubject"("agreementId");

-- CreateIndex
CREATE INDEX "Attachment_organizationId_idx" ON "Attachment"("organizationId");

-- CreateIndex
CREATE INDEX "Attachment_contactId_idx" ON "Attachment"("contactId");

-- CreateIndex
CREATE INDEX "Attachment_interactionId_idx" ON "Attachment"("interactionId");

-- CreateIndex
CREATE INDEX "Attachment_missionId_idx" ON "Attachment"("missionId");

-- CreateIndex
CREATE INDEX "Attachment_agreementId_idx" ON "Attachment"("agreementId");

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- CreateIndex
CREATE INDEX "SavedView_ownerId_idx" ON "SavedView"("ownerId");

-- CreateIndex
CREATE INDEX "AuditEvent_recordType_recordId_at_idx" ON "AuditEvent"("recordType", "recordId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_userId_at_idx" ON "AuditEvent"("userId", "at");

-- CreateIndex
CREATE INDEX "AuditEvent_at_id_idx" ON "AuditEvent"("at", "id");

-- CreateIndex
CREATE INDEX "MergeRecord_recordType_survivorId_idx" ON "MergeRecord"("recordType", "survivorId");

-- CreateIndex
CREATE INDEX "MergeRecord_recordType_mergedId_idx" ON "MergeRecord"("recordType", "mergedId");

-- CreateIndex
CREATE INDEX "ExportLog_at_idx" ON "ExportLog"("at");

-- CreateIndex
CREATE INDEX "Job_status_idx" ON "Job"("status");

-- CreateIndex
CREATE INDEX "IdempotencyRecord_createdAt_idx" ON "IdempotencyRecord"("createdAt");
