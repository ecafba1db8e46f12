import { DataTypes } from 'sequelize';
import type {
  CreationOptional,
  InferAttributes,
  InferCreationAttributes,
  Model,
  ModelStatic,
  Sequelize,
} from 'sequelize';

/** `task_run_logs`: captured output, a line a row; `seq` counts from 1 within an attempt. */
export interface TaskRunLogModel extends Model<
  InferAttributes<TaskRunLogModel>,
  InferCreationAttributes<TaskRunLogModel>
> {
  runId: string;
  attempt: CreationOptional<number>;
  seq: number;
  at: CreationOptional<Date>;
  stream: string;
  line: string;
}

export function defineTaskRunLogs(sequelize: Sequelize): ModelStatic<TaskRunLogModel> {
  return sequelize.define<TaskRunLogModel>(
    'taskRunLog',
    {
      runId: { type: DataTypes.BIGINT, primaryKey: true },
      attempt: { type: DataTypes.SMALLINT, primaryKey: true },
      seq: { type: DataTypes.INTEGER, primaryKey: true },
      at: DataTypes.DATE,
      stream: DataTypes.STRING(6),
      line: DataTypes.TEXT,
    },
    { tableName: 'task_run_logs' },
  );
}
