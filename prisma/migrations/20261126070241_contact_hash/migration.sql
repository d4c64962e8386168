-- The column holds a phone's hash where there was no address, and always has: only its name changes.
ALTER TABLE "retained_consent" RENAME COLUMN "email_hash" TO "contact_hash";

ALTER INDEX "retained_consent_email_hash_idx" RENAME TO "retained_consent_contact_hash_idx";
