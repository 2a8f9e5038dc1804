import fc from "fast-check";
import { parseDailyWindow, parseWeeklyWindow, windowsMeet } from "../../../src/config/validate/windows";

const minutesOfDay = 24 * 60;
const window = fc.record({
  startMinute: fc.integer({ min: 0, max: minutesOfDay - 1 }),
  minutes: fc.integer({ min: 1, max: minutesOfDay - 1 }),
});

describe("windows of time", () => {
  it("are read with their length, past midnight and past the end of the week too", () => {
    expect(parseDailyWindow("03:00-04:00")).toEqual({ startMinute: 180, minutes: 60 });
    expect(parseDailyWindow("23:30-00:15")).toEqual({ startMinute: 1410, minutes: 45 });
    expect(parseWeeklyWindow("sun:04:30-sun:05:30")).toEqual({ startMinute: 270, minutes: 60 });
    expect(parseWeeklyWindow("sun:23:30-mon:00:30")).toEqual({ startMinute: 1410, minutes: 60 });
  });

  it.each(["", "3:00-4:00", "03:00", "24:00-01:00", "03:00-04:60", "03:00-04:00-05:00", "03:00 - 04:00"])(
    "refuse %j as daily",
    (text) => expect(parseDailyWindow(text)).toBeUndefined(),
  );

  it.each(["03:00-04:00", "Sun:03:00-Sun:04:00", "sun03:00-sun04:00", "sun:03:00-sun:04:00-x", "xyz:03:00-xyz:04:00"])(
    "refuse %j as weekly",
    (text) => expect(parseWeeklyWindow(text)).toBeUndefined(),
  );

  it("meet exactly when some minute of the day lies in both", () => {
    const minutesOf = ({ startMinute, minutes }: { startMinute: number; minutes: number }) =>
      new Set(Array.from({ length: minutes }, (_, index) => (startMinute + index) % minutesOfDay));
    fc.assert(
      fc.property(window, window, (a, b) => {
        const inBoth = [...minutesOf(a)].some((minute) => minutesOf(b).has(minute));
        expect(windowsMeet(a, b)).toBe(inBoth);
      }),
    );
  });
});
