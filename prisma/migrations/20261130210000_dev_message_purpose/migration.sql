-- AlterTable
ALTER TABLE "dev_message" ADD COLUMN "purpose" VARCHAR(60);
