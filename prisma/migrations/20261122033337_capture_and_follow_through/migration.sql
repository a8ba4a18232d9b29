-- AlterTable
ALTER TABLE "Interaction" ADD COLUMN "externalSequence" INTEGER;
ALTER TABLE "Interaction" ADD COLUMN "externalStampAt" DATETIME;

-- AlterTable
ALTER TABLE "Organization" ADD COLUMN "snoozeReason" TEXT;
ALTER TABLE "Organization" ADD COLUMN "snoozedUntil" TEXT;

-- CreateTable
CREATE TABLE "Renegotiation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "followUpId" TEXT NOT NULL,
    "fromOn" TEXT,
    "toOn" TEXT NOT NULL,
    "reason" TEXT,
    "agreedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "agreedById" TEXT,
    CONSTRAINT "Renegotiation_followUpId_fkey" FOREIGN KEY ("followUpId") REFERENCES "FollowUp" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Renegotiation_agreedById_fkey" FOREIGN KEY ("agreedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SuggestionDismissal" (
    "kind" TEXT NOT NULL,
    "organizationId" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,

    PRIMARY KEY ("kind", "organizationId", "subjectId"),
    CONSTRAINT "SuggestionDismissal_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastReadAt" DATETIME,
    "revokedAt" DATETIME,
    CONSTRAINT "CalendarFeed_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DigestDelivery" (
    "userId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "sentAt" DATETIME,
    "error" TEXT,

    PRIMARY KEY ("userId", "day"),
    CONSTRAINT "DigestDelivery_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable: SQLite adds these columns in place; rebuilding the tables would touch every row that points to them
ALTER TABLE "Participant" ADD COLUMN "email" TEXT;
ALTER TABLE "Participant" ADD COLUMN "isUnmatched" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "User" ADD COLUMN "digest" TEXT NOT NULL DEFAULT 'weekdays';
ALTER TABLE "User" ADD COLUMN "digestSeenOn" TEXT;

-- CreateIndex
CREATE INDEX "Participant_isUnmatched_idx" ON "Participant"("isUnmatched");

-- CreateIndex
CREATE INDEX "Renegotiation_followUpId_idx" ON "Renegotiation"("followUpId");

-- CreateIndex
CREATE INDEX "Renegotiation_agreedById_idx" ON "Renegotiation"("agreedById");

-- CreateIndex
CREATE INDEX "SuggestionDismissal_organizationId_idx" ON "SuggestionDismissal"("organizationId");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- CreateIndex
CREATE INDEX "CalendarFeed_userId_idx" ON "CalendarFeed"("userId");
