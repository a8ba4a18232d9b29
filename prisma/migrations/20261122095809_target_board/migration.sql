-- DropIndex
DROP INDEX "Score_candidateId_idx";

-- AlterTable
ALTER TABLE "Criterion" ADD COLUMN "measure" TEXT;
ALTER TABLE "Criterion" ADD COLUMN "scaleTop" REAL;
ALTER TABLE "Criterion" ADD COLUMN "weightAttracts" REAL;
ALTER TABLE "Criterion" ADD COLUMN "weightLearns" REAL;
ALTER TABLE "Criterion" ADD COLUMN "weightShines" REAL;

-- AlterTable
ALTER TABLE "Score" ADD COLUMN "figure" REAL;

-- CreateTable
CREATE TABLE "ExerciseJudge" (
    "exerciseId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "doneAt" DATETIME,

    PRIMARY KEY ("exerciseId", "userId"),
    CONSTRAINT "ExerciseJudge_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "TargetingExercise" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ExerciseJudge_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Judgement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "candidateId" TEXT NOT NULL,
    "criterionId" TEXT NOT NULL,
    "judgeId" TEXT NOT NULL,
    "value" REAL,
    "statement" TEXT,
    "source" TEXT,
    "observedOn" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "Judgement_candidateId_fkey" FOREIGN KEY ("candidateId") REFERENCES "Candidate" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Judgement_criterionId_fkey" FOREIGN KEY ("criterionId") REFERENCES "Criterion" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Judgement_judgeId_fkey" FOREIGN KEY ("judgeId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FrozenExercise" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "exerciseId" TEXT NOT NULL,
    "snapshot" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "frozenAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "frozenById" TEXT,
    CONSTRAINT "FrozenExercise_exerciseId_fkey" FOREIGN KEY ("exerciseId") REFERENCES "TargetingExercise" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "FrozenExercise_frozenById_fkey" FOREIGN KEY ("frozenById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TargetPlan" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "decisionId" TEXT NOT NULL,
    "objectiveFr" TEXT,
    "objectiveEn" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "updatedAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "TargetPlan_decisionId_fkey" FOREIGN KEY ("decisionId") REFERENCES "TargetDecision" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "TargetPlanLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "planId" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "planned" INTEGER NOT NULL,
    CONSTRAINT "TargetPlanLine_planId_fkey" FOREIGN KEY ("planId") REFERENCES "TargetPlan" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "TargetDecision" ADD COLUMN "placeId" TEXT CONSTRAINT "TargetDecision_placeId_fkey" REFERENCES "Place" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "TargetingExercise" ADD COLUMN "lens" TEXT NOT NULL DEFAULT 'blend';
ALTER TABLE "TargetingExercise" ADD COLUMN "round" TEXT NOT NULL DEFAULT 'together';
ALTER TABLE "TargetingExercise" ADD COLUMN "weightSpread" REAL NOT NULL DEFAULT 0.5;
ALTER TABLE "TargetingExercise" ADD COLUMN "seed" INTEGER NOT NULL DEFAULT 2026;
ALTER TABLE "TargetingExercise" ADD COLUMN "evidenceFrom" TEXT;
ALTER TABLE "TargetingExercise" ADD COLUMN "evidenceTo" TEXT;
ALTER TABLE "TargetingExercise" ADD COLUMN "computedAt" DATETIME;

-- CreateIndex
CREATE INDEX "TargetDecision_placeId_idx" ON "TargetDecision"("placeId");

-- CreateIndex
CREATE INDEX "ExerciseJudge_userId_idx" ON "ExerciseJudge"("userId");

-- CreateIndex
CREATE INDEX "Judgement_criterionId_idx" ON "Judgement"("criterionId");

-- CreateIndex
CREATE INDEX "Judgement_judgeId_idx" ON "Judgement"("judgeId");

-- CreateIndex
CREATE UNIQUE INDEX "Judgement_candidateId_criterionId_judgeId_key" ON "Judgement"("candidateId", "criterionId", "judgeId");

-- CreateIndex
CREATE UNIQUE INDEX "FrozenExercise_exerciseId_key" ON "FrozenExercise"("exerciseId");

-- CreateIndex
CREATE INDEX "FrozenExercise_frozenById_idx" ON "FrozenExercise"("frozenById");

-- CreateIndex
CREATE UNIQUE INDEX "TargetPlan_decisionId_key" ON "TargetPlan"("decisionId");

-- CreateIndex
CREATE UNIQUE INDEX "TargetPlanLine_planId_quarter_measure_key" ON "TargetPlanLine"("planId", "quarter", "measure");

-- CreateIndex
CREATE UNIQUE INDEX "Score_candidateId_criterionId_key" ON "Score"("candidateId", "criterionId");
