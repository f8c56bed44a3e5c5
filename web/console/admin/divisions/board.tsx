export function Divisions() { return null }
