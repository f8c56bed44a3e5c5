import { Mark } from '../art'
import { Bell } from '../inbox/bell'
import { m } from '../messages'
import { tab } from '../picture'
import { home, type Me } from '../session'
import { DivisionPicker } from './division'
import { LanguageSwitch } from './language'
import { OfficerMenu } from './officer'
import { PeriodPicker } from './period'
import { Tabs } from './tabs'
import { YearPicker } from './year'

/** The one bar on top: whose county, which subject, which days, which division, who is looking. */
export function Bar({ me }: { me: Me }) {
  return (
    <header class="bar">
      <div class="brand">
        <Mark size={28} />
        <h1>
          <span class="brand-place">{home.value?.name ?? me.officer.division.name}</span>
          <span class="brand-product">{m.value.product}</span>
        </h1>
      </div>
      <Tabs />
      <div class="bar-picks">
        {tab.value === 'targets' && <YearPicker />}
        {(tab.value === 'rivers' || tab.value === 'forest') && <PeriodPicker />}
        <DivisionPicker />
        <LanguageSwitch />
        <Bell />
        <OfficerMenu me={me} />
      </div>
    </header>
  )
}
