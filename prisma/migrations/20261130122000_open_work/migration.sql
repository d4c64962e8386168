-- What is looked for by time is found among what is still open: jobs that were not given up, points that are left,
-- accounts that are to be deleted. On a large table build the indexes beforehand, with CONCURRENTLY, under these names.

CREATE INDEX IF NOT EXISTS "job_open_idx" ON "job"("kind", "run_at", "id") WHERE (dead_at IS NULL);
CREATE INDEX IF NOT EXISTS "job_dead_idx" ON "job"("dead_at") WHERE (dead_at IS NOT NULL);
DROP INDEX "job_kind_run_at_idx";

CREATE INDEX IF NOT EXISTS "loyalty_entry_open_idx" ON "loyalty_entry"("expires_at", "id")
WHERE (remaining IS NULL OR remaining > 0);
DROP INDEX "loyalty_entry_expires_at_idx";

CREATE INDEX IF NOT EXISTS "customer_deletion_idx" ON "customer"("deletion_due_at", "id")
WHERE (deletion_due_at IS NOT NULL);
DROP INDEX "customer_deletion_due_at_idx";
