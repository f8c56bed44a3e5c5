/** What is known of one thing, line by line; what is not known has no line. */
export function FactList({ title, rows }: { title: string; rows: readonly (readonly [string, string | null | undefined])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {rows.map(
          ([label, said]) =>
            said && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{said}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}
