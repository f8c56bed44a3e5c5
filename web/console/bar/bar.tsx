import { Mark } from '../art'
import type { Pick } from '../boards'
import { Bell } from '../inbox/bell'
import { m } from '../messages'
import { board } from '../picture'
import { home, type Me } from '../session'
import { DivisionPicker } from './division'
import { LanguageSwitch } from './language'
import { OfficerMenu } from './officer'
import { PeriodPicker } from './period'
import { YearPicker } from './year'

/** The one bar on top: whose county, which days, which division, who is looking. */
export function Bar({ me }: { me: Me }) {
  const picks: readonly Pick[] = board.value.picks
  return (
    <header class="bar">
      <div class="brand">
        <Mark size={28} />
        <h1>
          <span class="brand-place">{home.value?.name ?? me.officer.division.name}</span>
          <span class="brand-product">{m.value.product}</span>
        </h1>
      </div>
      <div class="bar-picks">
        {picks.includes('year') && <YearPicker />}
        {picks.includes('period') && <PeriodPicker />}
        {picks.includes('division') && <DivisionPicker />}
        <LanguageSwitch />
        <Bell />
        <OfficerMenu me={me} />
      </div>
    </header>
  )
}
