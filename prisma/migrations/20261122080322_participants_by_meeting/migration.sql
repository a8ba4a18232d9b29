-- DropIndex
DROP INDEX "Participant_contactId_idx";

-- DropIndex
DROP INDEX "Participant_interactionId_idx";

-- CreateIndex
CREATE INDEX "Participant_interactionId_userId_idx" ON "Participant"("interactionId", "userId");

-- CreateIndex
CREATE INDEX "Participant_contactId_interactionId_idx" ON "Participant"("contactId", "interactionId");
