import { DataTypes } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  Model,
  ModelStatic,
  Sequelize,
} from 'sequelize';
import type { Json } from '../../contract/primitives';

/** `audit_entries`: who changed or started what, from where. */
export interface AuditEntryModel extends Model<
  InferAttributes<AuditEntryModel>,
  InferCreationAttributes<AuditEntryModel>
> {
  id: CreationOptional<string>;
  at: CreationOptional<Date>;
  actor: string;
  origin: string;
  action: string;
  taskId: CreationOptional<string | null>;
  runId: CreationOptional<string | null>;
  changes: CreationOptional<Json | null>;
}

export function defineAuditEntries(sequelize: Sequelize): ModelStatic<AuditEntryModel> {
  return sequelize.define<AuditEntryModel>(
    'auditEntry',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      at: DataTypes.DATE,
      actor: DataTypes.STRING,
      origin: DataTypes.STRING(16),
      action: DataTypes.STRING(48),
      taskId: DataTypes.BIGINT,
      runId: DataTypes.BIGINT,
      changes: DataTypes.JSONB,
    },
    { tableName: 'audit_entries' },
  );
}
