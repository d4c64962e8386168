import { randomUsername } from "@/lib/auth/rules";
import { DEMO_PASSWORD, type DemoEmail } from "@/lib/demo-accounts";
import type { Db } from "@/lib/platform/db";
import { hashPassword } from "@/lib/platform/password-hash";
import { seedDouble } from "@/prisma/seed";

/** Somebody like one of the demo's customers, whom other tests leave alone, or who reads another language. */
export type Double = { email: string; of: DemoEmail; languageCode: string };

/**
 * Adds one customer per end-to-end journey, so that parallel journeys do not interfere: name@test.example with the demo's
 * password and every field filled in, in segments 107 and 108. And the doubles of the demo's customers.
 */
export async function seedTestShoppers(db: Db, names: readonly string[], doubles: readonly Double[]): Promise<void> {
  if ((await db.customer.count({ where: { emailCanonical: { endsWith: "@test.example" } } })) > 0) return;
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const [index, name] of names.entries()) {
    const phone = `+90533000${String(index).padStart(4, "0")}`;
    await db.customer.create({
      data: {
        ...randomUsername(),
        email: `${name}@test.example`,
        emailCanonical: `${name}@test.example`,
        verifiedEmail: `${name}@test.example`,
        phone,
        phoneCanonical: phone,
        passwordHash,
        firstName: "Jane",
        lastName: "Doe",
        gender: "female",
        dateOfBirth: new Date("1990-05-15"),
        languageCode: "en-us",
        activeSegmentId: 107,
        memberships: { create: [{ segmentId: 107 }, { segmentId: 108 }] },
      },
    });
  }
  for (const [index, { of, ...double }] of doubles.entries()) {
    const phone = `+90533001${String(index).padStart(4, "0")}`;
    await seedDouble(db, of, { ...double, phone, passwordHash });
  }
}
