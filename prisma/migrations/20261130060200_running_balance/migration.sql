-- DropIndex
DROP INDEX "loyalty_entry_reverses_id_key";

-- AlterTable
ALTER TABLE "loyalty_card" ALTER COLUMN "points" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "loyalty_entry" ALTER COLUMN "points" SET DATA TYPE BIGINT,
ADD COLUMN     "remaining" BIGINT,
ADD COLUMN     "total" BIGINT;

-- The running total of what is there. What is left of each entry follows when the member is next looked at.
UPDATE "loyalty_entry" SET "total" = running."total"
FROM (
    SELECT "id", SUM("points") OVER (PARTITION BY "member_id" ORDER BY "id") AS "total" FROM "loyalty_entry"
) AS running
WHERE running."id" = "loyalty_entry"."id";

-- CreateIndex
CREATE INDEX "loyalty_entry_member_id_remaining_idx" ON "loyalty_entry"("member_id", "remaining");

-- CreateIndex
CREATE INDEX "loyalty_entry_member_id_available_at_idx" ON "loyalty_entry"("member_id", "available_at");

-- CreateIndex
CREATE INDEX "loyalty_entry_member_id_at_idx" ON "loyalty_entry"("member_id", "at");

-- CreateIndex
CREATE INDEX "loyalty_entry_reverses_id_idx" ON "loyalty_entry"("reverses_id");
