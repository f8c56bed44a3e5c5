import { count, km, muOf } from '../../shared/figures'
import { file } from '../../shared/api'
import { coverage, coverageFailure, listPath, PAGE_ROWS, pageShown, reloadCoverage, rows, turnTo, wantedStatus, wantedText } from '../coverage'
import { m } from '../messages'
import { lazily } from '../lazily'
import { tab } from '../picture'
import { SetUp } from '../set_up'
import { Nothing, Trouble, Waiting } from '../states'
import { list, narrowed } from '../map/asking'
import { mm } from '../map/messages'
import { Cards } from './cards'
import { Filters } from './filters'
import { StretchList } from './stretches'
import { CoverageTable } from './table'
import { Pages } from '../table/pages'

const Export = lazily(() => import('../table/export').then((part) => part.Export))

/** The rows of all pages, in their order, as a workbook. */
const take = (): Promise<void> => file(`${listPath.peek()}&format=xlsx`)

/** The figures beside the map: headline cards, filters, table, sums. */
export function Panel() {
  const { data, loading } = coverage
  if (coverageFailure.value) return <Trouble failure={coverageFailure.value} onRetry={reloadCoverage} />
  if (!data.value) return <Waiting />
  if (data.value.whole === 0 && !loading.value && !narrowed.value) return <EmptyCounty />
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
          {rows.value.length === 0 ? <NoMatch /> : <CoverageTable />}
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
    wantedText.set('')
    wantedStatus.set(null)
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
  const { total, whole, size, walked_m } = coverage.data.value!
  return (
    <footer class="sums" aria-live="polite">
      <span>{text.count(count(total), count(whole))}</span>
      {tab.value === 'forest' ? (
        <span>{text.sumArea(muOf(size))}</span>
      ) : (
        <>
          <span>{text.sumLength(km(size, 1))}</span>
          <span>{text.sumCovered(km(walked_m, 1))}</span>
        </>
      )}
      <Pages now={pageShown.value} of={Math.ceil(total / PAGE_ROWS)} turn={turnTo} />
      <Export empty={total === 0} take={take} />
    </footer>
  )
}
