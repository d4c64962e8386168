-- AlterEnum
ALTER TYPE "ActivityKind" ADD VALUE 'passkey_required';
ALTER TYPE "ActivityKind" ADD VALUE 'passkey_optional';

-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "requires_passkey" BOOLEAN NOT NULL DEFAULT false;
