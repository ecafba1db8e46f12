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

/** `task_runs`, the ledger: one row for every planned occurrence and every manual run. */
export interface TaskRunModel extends Model<
  InferAttributes<TaskRunModel>,
  InferCreationAttributes<TaskRunModel>
> {
  id: CreationOptional<string>;
  taskId: string;
  plannedAt: Date;
  trigger: string;
  state: string;
  outcome: CreationOptional<string | null>;
  reasonCode: CreationOptional<string | null>;
  reason: CreationOptional<string | null>;
  reasonParams: CreationOptional<Json | null>;
  covers: CreationOptional<number>;
  coversUntil: CreationOptional<Date | null>;
  attempt: CreationOptional<number>;
  attempts: CreationOptional<Json | null>;
  notBefore: CreationOptional<Date | null>;
  serial: CreationOptional<boolean>;
  executorId: CreationOptional<string | null>;
  externalRef: CreationOptional<Json | null>;
  input: CreationOptional<Json | null>;
  result: CreationOptional<Json | null>;
  steps: CreationOptional<Json | null>;
  error: CreationOptional<Json | null>;
  progress: CreationOptional<Json | null>;
  waitingFor: CreationOptional<Json | null>;
  requestedBy: CreationOptional<string | null>;
  cancelRequestedAt: CreationOptional<Date | null>;
  cancelRequestedBy: CreationOptional<string | null>;
  forceRequestedAt: CreationOptional<Date | null>;
  forceRequestedBy: CreationOptional<string | null>;
  seenAt: CreationOptional<Date | null>;
  createdAt: CreationOptional<Date>;
  startedAt: CreationOptional<Date | null>;
  finishedAt: CreationOptional<Date | null>;
}

export function defineTaskRuns(sequelize: Sequelize): ModelStatic<TaskRunModel> {
  return sequelize.define<TaskRunModel>(
    'taskRun',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      taskId: { type: DataTypes.BIGINT, allowNull: false },
      plannedAt: { type: DataTypes.DATE, allowNull: false },
      trigger: { type: DataTypes.STRING(8), allowNull: false },
      state: { type: DataTypes.STRING(7), allowNull: false },
      outcome: DataTypes.STRING(9),
      reasonCode: DataTypes.STRING(48),
      reason: DataTypes.TEXT,
      reasonParams: DataTypes.JSONB,
      covers: DataTypes.INTEGER,
      coversUntil: DataTypes.DATE,
      attempt: DataTypes.SMALLINT,
      attempts: DataTypes.JSONB,
      notBefore: DataTypes.DATE,
      serial: DataTypes.BOOLEAN,
      executorId: DataTypes.UUID,
      externalRef: DataTypes.JSONB,
      input: DataTypes.JSONB,
      result: DataTypes.JSONB,
      steps: DataTypes.JSONB,
      error: DataTypes.JSONB,
      progress: DataTypes.JSONB,
      waitingFor: DataTypes.JSONB,
      requestedBy: DataTypes.STRING,
      cancelRequestedAt: DataTypes.DATE,
      cancelRequestedBy: DataTypes.STRING,
      forceRequestedAt: DataTypes.DATE,
      forceRequestedBy: DataTypes.STRING,
      seenAt: DataTypes.DATE,
      createdAt: DataTypes.DATE,
      startedAt: DataTypes.DATE,
      finishedAt: DataTypes.DATE,
    },
    { tableName: 'task_runs' },
  );
}
