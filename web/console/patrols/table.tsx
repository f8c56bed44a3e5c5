import { DataTable } from '../table/table'
import type { Listing } from '../table/listing'
import type { Patrol } from './wire'

/** A list of patrols; each opens on the review's screen, with its track and evidence. */
export function PatrolTable({ list, label }: { list: Listing<Patrol>; label: string }) {
  return (
    <DataTable<Patrol>
      list={list}
      label={label}
      keyOf={({ id }) => id}
      opens={({ id }) => ({ tab: 'reviews', selected: id, own: {} })}
      cells={{
        severity: ({ severity }, { words }) => (severity === 'remark' ? <span class="none">–</span> : <span class={`severity severity-${severity}`}>{words?.[severity]}</span>),
        photos_missing: ({ photos_missing }) => (photos_missing ? <strong class="short">{photos_missing}</strong> : <span class="none">–</span>),
        division_name: ({ division_name, division }) => division_name ?? division,
      }}
    />
  )
}
