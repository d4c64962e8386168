-- The dev mailbox gets its name
ALTER TABLE "outbox_message" RENAME TO "dev_message";
ALTER TABLE "dev_message" RENAME CONSTRAINT "outbox_message_pkey" TO "dev_message_pkey";
ALTER INDEX "outbox_message_to_id_idx" RENAME TO "dev_message_to_id_idx";
ALTER SEQUENCE "outbox_message_id_seq" RENAME TO "dev_message_id_seq";
