-- AlterTable
ALTER TABLE "Note" ADD COLUMN "layout" TEXT NOT NULL DEFAULT 'after';
