import { IntlProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, expect, test, vi } from "vitest";
import { TimeZoneProvider } from "./local-time";
import { RelativeDay } from "./relative-time";

afterEach(() => void vi.useRealTimers());

test.each([
  ["Europe/Istanbul", "2026-12-31T20:30:00Z", "Thursday, 31 December 2026"],
  ["Europe/Istanbul", "2026-12-31T21:30:00Z", "Friday 1 January"],
  ["America/New_York", "2027-01-01T04:30:00Z", "Thursday, 31 December 2026"],
  ["America/New_York", "2027-01-01T05:30:00Z", "Friday 1 January"],
])("a day has its year where that is not this one in %s: %s is %s", (zone, iso, heading) => {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2027-01-05T12:00:00Z") });
  const page = renderToStaticMarkup(
    <IntlProvider locale="en-GB" timeZone="UTC">
      <TimeZoneProvider zone={zone}>
        <RelativeDay iso={iso} />
      </TimeZoneProvider>
    </IntlProvider>,
  );
  expect(page.replaceAll(/<[^>]+>/g, "")).toBe(heading);
});
