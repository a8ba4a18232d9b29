-- AlterTable
ALTER TABLE "ExportLog" ADD COLUMN "outsideReason" TEXT;
ALTER TABLE "ExportLog" ADD COLUMN "outsideReference" TEXT;
