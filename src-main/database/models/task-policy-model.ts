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

/** `task_policies`: one row a task that departs from the defaults; a null column follows the application's default. */
export interface TaskPolicyModel extends Model<
  InferAttributes<TaskPolicyModel>,
  InferCreationAttributes<TaskPolicyModel>
> {
  taskId: string;
  /** IANA name. */
  timeZone: CreationOptional<string | null>;
  basis: CreationOptional<string>;
  monthEnd: CreationOptional<string>;
  missed: CreationOptional<string | null>;
  overlap: CreationOptional<string | null>;
  retryAttempts: CreationOptional<number | null>;
  /** A bigint, so text when read. */
  retryDelayMs: CreationOptional<string | number | null>;
  retryOn: CreationOptional<Json | null>;
  /** A bigint, so text when read. */
  timeoutMs: CreationOptional<string | number | null>;
  pausedUntil: CreationOptional<Date | null>;
  pauseReason: CreationOptional<string | null>;
  pausedBy: CreationOptional<string | null>;
  holdReason: CreationOptional<string | null>;
  holdSince: CreationOptional<Date | null>;
  notify: CreationOptional<string>;
  pinned: CreationOptional<boolean>;
  tags: CreationOptional<Json | null>;
  source: CreationOptional<Json | null>;
  updatedAt: CreationOptional<Date>;
}

export function defineTaskPolicies(sequelize: Sequelize): ModelStatic<TaskPolicyModel> {
  return sequelize.define<TaskPolicyModel>(
    'taskPolicy',
    {
      taskId: { type: DataTypes.BIGINT, primaryKey: true },
      timeZone: DataTypes.STRING(64),
      basis: DataTypes.STRING(8),
      monthEnd: DataTypes.STRING(8),
      missed: DataTypes.STRING(4),
      overlap: DataTypes.STRING(14),
      retryAttempts: DataTypes.INTEGER,
      retryDelayMs: DataTypes.BIGINT,
      retryOn: DataTypes.JSONB,
      timeoutMs: DataTypes.BIGINT,
      pausedUntil: DataTypes.DATE,
      pauseReason: DataTypes.STRING,
      pausedBy: DataTypes.STRING,
      holdReason: DataTypes.TEXT,
      holdSince: DataTypes.DATE,
      notify: DataTypes.STRING(6),
      pinned: DataTypes.BOOLEAN,
      tags: DataTypes.JSONB,
      source: DataTypes.JSONB,
      updatedAt: DataTypes.DATE,
    },
    { tableName: 'task_policies' },
  );
}
