import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import manifest from 'chinese-days/package.json' with { type: 'json' };
import { WorkingCalendar } from './working-calendar.js';

/**
 * The working days of the People's Republic of China, as the yearly notices of the State Council set them. Only the data
 * of the package is used: its functions read the machine's time zone.
 */
export const WORKING_CALENDAR = new WorkingCalendar(`${manifest.name} ${manifest.version}`, {
  holidays: Object.keys(chineseDays.holidays),
  makeUpDays: Object.keys(chineseDays.workdays),
});
