import { divisions } from '../session'

interface Props {
  id: string
  value: string
  onChange: (code: string) => void
  /** Only divisions of these levels. */
  levels?: readonly string[]
}

/** One of the divisions in the reader's scope; villages stand below their township. */
export function DivisionSelect({ id, value, onChange, levels }: Props) {
  return (
    <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="" />
      {divisions.value
        .filter(({ level }) => !levels || levels.includes(level))
        .map(({ code, name, level }) => (
          <option key={code} value={code}>
            {level === 'village' ? `　　${name}` : level === 'township' ? `　${name}` : name}
          </option>
        ))}
    </select>
  )
}
