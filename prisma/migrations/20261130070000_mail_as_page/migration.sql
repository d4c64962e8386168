-- AlterTable
ALTER TABLE "dev_message" ADD COLUMN     "html" TEXT;
