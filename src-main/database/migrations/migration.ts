/** One step of the schema, applied in one transaction and never changed after a release. */
export interface Migration {
  /** Sorts by its number; recorded in `schema_migrations`. */
  readonly name: string;
  readonly sql: string;
}
