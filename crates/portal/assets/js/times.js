// Times and days for people: in Beijing, with the weekday, for that is where the deadlines are.

const ZONE_MINUTES = 480;

/** Parts of a moment in Beijing, which is eight hours ahead of UTC all year round. */
function beijing(millis) {
  return new Date(millis + ZONE_MINUTES * 60_000).toISOString();
}

/** The weekday of a day such as `2026-03-16`, short. */
export function weekday(day, language) {
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  return new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** A day with its weekday: `2026-03-16 周一`. */
export function dayText(day, language) {
  return `${day} ${weekday(day, language)}`;
}

/** A moment to the minute, with the weekday and the zone: `2026-03-16 Mon 17:40 (Beijing)`. @param {number} millis */
export function timeText(millis, language) {
  const text = beijing(millis);
  return `${dayText(text.slice(0, 10), language)} ${text.slice(11, 16)}${language === "zh" ? "（北京时间）" : " (Beijing)"}`;
}

/** The milliseconds of a local time in Beijing, `2026-03-16T17:40`; null where it is none. */
export function fromBeijing(text) {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const millis = Date.parse(`${text}+08:00`);
  return Number.isNaN(millis) ? null : millis;
}
