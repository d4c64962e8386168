import { accountResponse } from "@/lib/adapters/loyalty-provider/http-responses";
import { LoyaltyUnavailableError } from "@/lib/adapters/loyalty-provider/port";

/* Ours and theirs: docs/loyalty-http.md, "Other field names". */

const MEMBER_FIELDS = accountResponse.keyof().options;

export type MemberField = (typeof MEMBER_FIELDS)[number];
/** Ours → theirs, where they differ; dots lead into nested objects, as `profile.given_name`. */
export type FieldNames = Partial<Record<MemberField, string>>;

type FieldPaths = Record<MemberField, string[]>;

/** @throws LoyaltyUnavailableError when two fields would stand in one place, or one inside the other */
export function fieldPaths(names: FieldNames): FieldPaths {
  const places = MEMBER_FIELDS.map((field) => names[field] ?? field);
  for (const [index, place] of places.entries()) {
    const clash = places.find((other, at) => at !== index && `${other}.`.startsWith(`${place}.`));
    if (clash) throw new LoyaltyUnavailableError(`the field names ${place} and ${clash} exclude each other`);
  }
  return Object.fromEntries(
    MEMBER_FIELDS.map((field, index) => [field, (places[index] ?? field).split(".")]),
  ) as FieldPaths;
}

/** Leaves out what is undefined. */
export function toTheirNames(values: Partial<Record<MemberField, unknown>>, paths: FieldPaths): object {
  // Without a prototype, so that no configured name can reach one.
  const body: Nested = Object.create(null);
  for (const field of MEMBER_FIELDS) {
    if (values[field] === undefined) continue;
    const folders = paths[field].slice(0, -1);
    let place = body;
    for (const folder of folders) {
      place[folder] ??= Object.create(null);
      place = place[folder] as Nested;
    }
    place[paths[field].at(-1) ?? field] = values[field];
  }
  return body;
}

type Nested = { [name: string]: unknown };

export function readTheirField(response: unknown, path: string[]): unknown {
  return path.reduce<unknown>(
    (place, name) =>
      typeof place === "object" && place !== null && Object.hasOwn(place, name) ? (place as Nested)[name] : undefined,
    response,
  );
}

export function toOurNames(response: unknown, paths: FieldPaths): Partial<Record<MemberField, unknown>> {
  return Object.fromEntries(MEMBER_FIELDS.map((field) => [field, readTheirField(response, paths[field])]));
}
