-- DropIndex
DROP INDEX "Position_contactId_idx";

-- DropIndex
DROP INDEX "Position_organizationId_idx";

-- CreateIndex
CREATE INDEX "Position_contactId_validFrom_validTo_organizationId_roleCode_idx" ON "Position"("contactId", "validFrom", "validTo", "organizationId", "roleCode");

-- CreateIndex
CREATE INDEX "Position_organizationId_contactId_validFrom_validTo_idx" ON "Position"("organizationId", "contactId", "validFrom", "validTo");
