/**
 * The column type of a wall time, given to Sequelize by its SQL name: its own date types are instants and would shift
 * the value by the session's zone. The value is text, `2026-03-08T02:30:00`.
 */
export const wallTimeType = 'TIMESTAMP WITHOUT TIME ZONE';
