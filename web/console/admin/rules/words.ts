import { count, percent } from '../../../shared/figures'
import type { Asks } from './data'
import { t } from './messages'

/** How often, in words. */
export const quota = ({ period, times }: Pick<Asks, 'period' | 'times'>): string => t.value.quota(t.value.periods[period], times)

/** A day of any year as month and day; presets keep it as a number (1001). */
export const seasonDay = (said: string | number): string => (typeof said === 'number' ? `${String(Math.floor(said / 100)).padStart(2, '0')}-${String(said % 100).padStart(2, '0')}` : said)

/** What makes a patrol effective, in words; empty where everything does. */
export function conditions(rule: Asks): string[] {
  const said = [
    rule.min_duration_s ? t.value.minutes(count(rule.min_duration_s / 60)) : null,
    rule.min_distance_m ? t.value.metres(count(rule.min_distance_m)) : null,
    rule.min_own_share ? t.value.share(percent(rule.min_own_share)) : null,
    rule.inside_own ? t.value.inside : null,
    rule.distinct_days ? t.value.distinct : null,
    rule.cool_down_s ? t.value.cool(count(rule.cool_down_s / 3600)) : null,
    rule.object_class ? t.value.ofClass(rule.object_class) : null,
    rule.season_from && rule.season_to ? t.value.season(seasonDay(rule.season_from), seasonDay(rule.season_to)) : null,
    rule.deputies_allowed === false ? t.value.noDeputies : null,
    rule.drones_allowed === false ? t.value.noDrones : null,
  ]
  return said.filter((each) => each !== null)
}
