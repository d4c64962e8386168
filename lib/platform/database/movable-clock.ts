/*
 * A database whose time a test moves: `now()` in its statements and in its columns' defaults is the server's time and a
 * shift, which stands in a row. Only databases made for tests get this; to every other one `now()` is PostgreSQL's own.
 */

/** Run once, on a database that is up to date. */
export const MAKE_CLOCK_MOVABLE = `
  CREATE SCHEMA clock;
  CREATE TABLE clock.shift (milliseconds bigint NOT NULL);
  INSERT INTO clock.shift VALUES (0);
  CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT pg_catalog.now() + (SELECT milliseconds FROM clock.shift) * interval ''1 millisecond''';
  DO $$
    DECLARE change text;
    BEGIN
      FOR change IN
        SELECT format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT clock.now()', adrelid::regclass, attname)
        FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
        WHERE pg_get_expr(adbin, adrelid) IN ('CURRENT_TIMESTAMP', 'now()')
      LOOP
        EXECUTE change;
      END LOOP;
    END
  $$`;

/** Finds the movable `now()` before PostgreSQL's. Every connection needs it. */
export const MOVABLE_CLOCK_PATH = "clock,pg_catalog,public";

/** @param milliseconds how far the database is ahead of the server's time; negative for behind */
export function moveClock(milliseconds: number): string {
  return `UPDATE clock.shift SET milliseconds = ${Math.round(milliseconds)}`;
}
