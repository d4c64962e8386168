/*
 * Loaded before a server starts (`node --import`): there it is always the same moment, so that what it seeds, dates and
 * counts down is the same in every picture. Its database tells the time by the same clock, being in the same process.
 */

const NOW = Date.parse(process.env.STILL_AT ?? "");

globalThis.Date = class StillDate extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [NOW] : given));
  }

  static now() {
    return NOW;
  }
};
