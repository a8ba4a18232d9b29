-- AlterTable
ALTER TABLE "DigestDelivery" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "DigestDelivery" ADD COLUMN "attemptedAt" DATETIME;
