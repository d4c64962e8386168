-- AlterTable
ALTER TABLE "loyalty_card" ADD COLUMN     "tier" JSON;
