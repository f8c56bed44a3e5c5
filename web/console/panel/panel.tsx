import { count, km, muOf } from '../../shared/figures'
import { file } from '../../shared/api'
import { coverage, coverageFailure, listed, reloadCoverage, rows, wantedStatus, wantedText } from '../coverage'
import { m } from '../messages'
import { asked } from '../data'
import { lazily } from '../lazily'
import { period, tab } from '../picture'
import { SetUp } from '../set_up'
import { Nothing, Trouble, Waiting } from '../states'
import { list, narrowed } from '../map/asking'
import { mm } from '../map/messages'
import { Cards } from './cards'
import { Filters } from './filters'
import { StretchList } from './stretches'
import { CoverageTable } from './table'
import { sums } from './totals'

const Export = lazily(() => import('../table/export').then((part) => part.Export))

/** The rows as they are listed, as a workbook. */
function take(): Promise<void> {
  const layer = tab.peek() === 'forest' ? 'plots' : 'segments'
  return file(`coverage/${layer}/workbook?${asked(period.peek()!)}`, { method: 'POST', body: { rows: listed.peek().map(({ code }) => code) } })
}

/** The figures beside the map: headline cards, filters, table, sums. */
export function Panel() {
  const { data, loading } = coverage.value
  if (coverageFailure.value) return <Trouble failure={coverageFailure.value} onRetry={reloadCoverage} />
  if (!data.value) return <Waiting />
  if (rows.value.length === 0 && !loading.value && !narrowed.value) return <EmptyCounty />
  return (
    <>
      <div class="progress" data-busy={loading.value} role="status" aria-live="polite">
        {loading.value && <span class="unseen">{m.value.loading}</span>}
      </div>
      <Cards />
      {tab.value === 'rivers' && <ListSwitch />}
      {tab.value === 'rivers' && list.value === 'stretches' ? (
        <StretchList />
      ) : (
        <>
          <Filters />
          {listed.value.length === 0 ? <NoMatch /> : <CoverageTable />}
          <Sums />
        </>
      )}
    </>
  )
}

/** Whole segments, or the parts of them that nobody walked. */
function ListSwitch() {
  const text = mm.value.list
  return (
    <div class="list-switch segmented" role="group" aria-label={text.label}>
      {(['segments', 'stretches'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={list.value === each} onClick={() => list.set(each)}>
          {text[each]}
        </button>
      ))}
    </div>
  )
}

function EmptyCounty() {
  const text = m.value.empty
  const forest = tab.value === 'forest'
  return (
    <Nothing title={forest ? text.plotsTitle : text.segmentsTitle} body={forest ? text.plotsBody : text.segmentsBody}>
      <SetUp />
    </Nothing>
  )
}

function NoMatch() {
  function clear() {
    wantedText.value = ''
    wantedStatus.value = null
  }
  return (
    <div class="state">
      <p>{m.value.table.noMatch}</p>
      <button type="button" class="button" onClick={clear}>
        {m.value.table.clear}
      </button>
    </div>
  )
}

function Sums() {
  const text = m.value.table
  const { size, walked } = sums.value
  return (
    <footer class="sums" aria-live="polite">
      <span>{text.count(count(listed.value.length), count(rows.value.length))}</span>
      {tab.value === 'forest' ? (
        <span>{text.sumArea(muOf(size))}</span>
      ) : (
        <>
          <span>{text.sumLength(km(size, 1))}</span>
          <span>{text.sumCovered(km(walked, 1))}</span>
        </>
      )}
      <Export empty={listed.value.length === 0} take={take} />
    </footer>
  )
}
